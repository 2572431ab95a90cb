from __future__ import annotations

from typing import Any

import pytest

from lint.sources.table import HEADER, is_in_step, labels, rows


def node(label: str, type: str = "Protein", name: str = "1", **fields: Any) -> dict[str, Any]:
    return {"label": label, "type": type, "database": "D", "id": name, "comments": []} | fields


def table(*lines: str) -> str:
    return "".join(f"{line}\n" for line in (HEADER, *lines))


def line(label: str, type: str = "Protein", comment: str = "") -> str:
    return f'{label}\t{type}\tdb:1\t"{comment}"' + "\t" * 12


def test_nodes_come_in_three_passes_and_only_with_an_identifier() -> None:
    nodes = [
        node("a", "Protein"),
        node("b", "Metabolite"),
        node("c", "GeneProduct"),
        node("d", "Metabolite", "2"),
        node("e", "Complex"),
        node("f", id=""),
        node("g", database=""),
        {"label": "h", "type": "Protein", "comments": []},
        {"label": "i", "comments": []},
    ]
    assert [row.label for row in rows(nodes)] == ["b", "d", "c", "a"]


def test_equal_rows_are_one_of_all_their_nodes() -> None:
    nodes = [node("a"), node("a"), node("a", name="2"), node("b", name="CHEBI:3"), node("b", name="3")]
    assert [row.nodes for row in rows(nodes)] == [(0, 1), (2,), (3, 4)]


def test_the_cells_of_a_row() -> None:
    comments = [{"text": 'a "b"\nc'}, {"text": ""}, {"text": "d"}]
    (row,) = rows([node(" retinoic \nacid", comments=comments)])
    assert row.start == " retinoic acid\tProtein\t"
    assert row.middle == "\t\"a 'b' c</br>d\"\t"


EMPTY = "\t" * 12
READ: dict[str, tuple[list[str], dict[str, tuple[int, ...]]]] = {
    "plain": (["a", "b"], {"a": (0,), "b": (1,)}),
    "twice": (["a", "b", "a"], {"a": (0, 2), "b": (1,)}),
    "tab inside": (["a\tb"], {"a": (0,)}),
    "tab in front": (["\ta"], {"": (0,)}),
    "tab behind": (["a\t"], {"a": (0,)}),
    "newline": (["a\nb"], {"ab": (0,)}),
    "carriage return": (["a\rb", "c"], {"a": (0,), "b": (0,), "c": (1,)}),
    "quoted": (['"a" b'], {"a b": (0,)}),
    "quote inside": (['a "b"'], {'a "b"': (0,)}),
    "open quote": (
        ['"a', "b"],
        {f'a\tProtein\tdb:1\t"{EMPTY}\nb\tProtein\tdb:1\t"{EMPTY}\n': (0, 1)},
    ),
    "blank": ([" "], {" ": (0,)}),
    "empty": ([""], {"": (0,)}),
}


@pytest.mark.parametrize(("given", "expected"), READ.values(), ids=READ)
def test_labels_are_what_csv_reads(given: list[str], expected: dict[str, tuple[int, ...]]) -> None:
    made = rows([node(label, name=str(index)) for index, label in enumerate(given)])
    written = table(*(line(label.replace("\n", "")) for label in given))
    assert is_in_step(made, written)
    assert labels(made, written) == expected
    if '"a' not in given:  # which takes in what only the table has
        assert labels(made) == expected


@pytest.mark.parametrize(
    "other",
    [
        table(line("a")),
        table(line("b"), line("a")),
        table(line("a"), line("b"), line("c")),
        table(line("a"), line("b", "Metabolite")),
        table(line("a"), line("b", comment="x")),
        table(line("a"), line("b")).replace("Label", "Name"),
        "",
    ],
)
def test_a_table_that_the_nodes_do_not_make_is_not_read(other: str) -> None:
    made = rows([node("a"), node("b", name="2")])
    assert is_in_step(made, table(line("a"), line("b")))
    assert not is_in_step(made, other)
    assert labels(made, other) == {"a": (0,), "b": (1,)}
