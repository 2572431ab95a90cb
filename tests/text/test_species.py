from __future__ import annotations

import pytest

from lint.text.species import NAMED, SPECIES, latin_name


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Humans", "Homo sapiens"),
        ("E. coli", "Escherichia coli"),
        (" Fruit fly ", "Drosophila melanogaster"),
        ("Mouse hepatitis virus", ""),
        ("Rat, mouse", ""),
        ("", ""),
    ],
)
def test_the_latin_name_of_a_species(name: str, latin: str) -> None:
    assert latin_name(name) == latin


def test_every_latin_name_names_itself() -> None:
    assert {latin_name(name.upper()) for name in SPECIES} == SPECIES
    assert NAMED.keys() < SPECIES
