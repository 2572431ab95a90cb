"""Damage planted into real sources: `fix` restores the bytes, and changes nothing else."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import lint
from lint.core.values import Set, strings
from lint.documents.gpml import Gpml
from lint.documents.splices import spliced
from lint.settings import Settings
from lint.sources.table import has_row

SETTINGS = Settings(select=("TXT001", "TXT002", "TXT005", "SRC002", "SRC003", "DUP003"))
_TERM = re.compile(rb"[ \t]*<bp:openControlledVocabulary.*?</bp:openControlledVocabulary>\r?\n", re.DOTALL)
_LETTERS = {"β": "&beta;", "α": "&alpha;", "γ": "&gamma;", "é": "&eacute;", "ö": "&ouml;", "→": "&rarr;"}

Damage = Callable[[Gpml, random.Random], Iterator[bytes]]
"""Takes a sound source; yields the bytes with some of its values damaged, if there is such a value."""


def with_value(document: Gpml, path: tuple[object, ...], value: str) -> bytes:
    return spliced(document.text, document.splices([Set(path, value)])).encode()


def texts(document: Gpml, *fields: str) -> list[tuple[tuple[object, ...], str]]:
    found = [
        (path, text) for path, text in strings(document.values) if path[-1] in fields or path[0] in fields
    ]
    return [(path, text) for path, text in found if not any(name in text for name in ("Homology", "http"))]


def misread(times: int) -> Damage:
    def damaged(document: Gpml, rng: random.Random) -> Iterator[bytes]:
        known = texts(document, "description", "label", "text", "title")
        for path, text in rng.sample(known, len(known)):
            if set(text) & _LETTERS.keys():
                for _ in range(times):
                    text = text.encode().decode("cp1252", "replace")
                if "\ufffd" not in text:
                    yield with_value(document, path, text)

    return damaged


def escaped(document: Gpml, rng: random.Random) -> Iterator[bytes]:
    known = texts(document, "label", "text", "description")
    for path, text in rng.sample(known, len(known)):
        if set(text) & _LETTERS.keys() and "<" not in text:
            yield with_value(document, path, "".join(_LETTERS.get(letter, letter) for letter in text))


def tabbed(document: Gpml, rng: random.Random) -> Iterator[bytes]:
    for index in rng.sample(range(len(document.values["nodes"])), len(document.values["nodes"])):
        node = document.values["nodes"][index]
        label = node.get("label", "")
        if has_row(node):
            for text in (f"\t{label}", f"{label} \t", label.replace(" ", "\t", 1)):
                if text != label and label.strip():
                    yield with_value(document, ("nodes", index, "label"), text)


def doubled(document: Gpml, rng: random.Random) -> Iterator[bytes]:
    terms = list(_TERM.finditer(document.data))
    if terms and len({term["id"] for term in document.values["ontology"]}) == len(terms):
        term, last = rng.choice(terms), terms[-1]
        yield document.data[: last.end()] + term[0] + document.data[last.end() :]


def glued(document: Gpml, rng: random.Random) -> Iterator[bytes]:
    for index in rng.sample(range(len(document.values["nodes"])), len(document.values["nodes"])):
        node = document.values["nodes"][index]
        label = node.get("label", "")
        parted = re.sub(r"(?<=[A-Za-z]) \n(?=[A-Za-z])", "\n", label)
        if parted != label and has_row(node):  # else no keyword is made of it
            yield with_value(document, ("nodes", index, "label"), parted)


@pytest.fixture(scope="module")
def sound(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Gpml]:
    """The real sources, each after `fix`."""
    folder = tmp_path_factory.mktemp("sound")
    for source in sorted((sources / "pathways").glob("*/*.gpml")):
        shutil.copy(source, folder)
    lint.fix(str(folder), settings=SETTINGS)
    return {file.name: Gpml(file.read_bytes()) for file in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    ("damage", "least", "share"),
    [
        (misread(1), 40, 0.95),
        (misread(2), 40, 0.95),
        (escaped, 30, 1),
        (tabbed, 200, 1),
        (doubled, 100, 1),
        (glued, 10, 0.8),
    ],
    ids=["misread", "misread twice", "escaped", "tabbed", "doubled", "glued"],
)
def test_planted_damage_is_undone(
    sound: dict[str, Gpml], tmp_path: Path, damage: Damage, least: int, share: float
) -> None:
    rng = random.Random(7)
    planted = {name: next(damage(document, rng), None) for name, document in sound.items()}
    for name, document in sound.items():
        # What nothing is planted into stays as it is, and is seen once, where it is compared with.
        if damage is glued or planted[name] is not None:
            (tmp_path / name).write_bytes(planted[name] or document.data)
    lint.fix(str(tmp_path), settings=SETTINGS)
    came: Counter[str] = Counter()
    for file in tmp_path.iterdir():
        before, damaged, after = sound[file.name].data, planted[file.name], file.read_bytes()
        if damaged is None:
            assert after == before
        else:
            came["back" if after == before else "left" if after == damaged else file.name] += 1
    assert set(came) <= {"back", "left"}
    assert came.total() >= least
    assert came["back"] >= share * came.total()


def test_no_safe_fix_parts_a_word_that_is_broken_to_fit(sound: dict[str, Gpml], tmp_path: Path) -> None:
    rng = random.Random(7)
    planted: dict[str, tuple[int, str]] = {}
    for name, document in sound.items():
        words = [
            (index, place)
            for index, node in enumerate(document.values["nodes"])
            for place in re.finditer("(?<=[a-z]{3})(?=[a-z]{3})", node.get("label", ""))
            if has_row(node) and "\n" not in node["label"]
        ]
        data = document.data
        if words:
            index, place = rng.choice(words)
            planted[name] = index, f"{place.string[: place.start()]}\n{place.string[place.start() :]}"
            data = with_value(document, ("nodes", index, "label"), planted[name][1])
        (tmp_path / name).write_bytes(data)
    assert len(planted) > 100
    lint.fix(str(tmp_path), settings=SETTINGS)
    for name, (index, label) in planted.items():
        assert Gpml((tmp_path / name).read_bytes()).values["nodes"][index]["label"] == label
