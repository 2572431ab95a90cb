"""The definition of a kind of damage, and functions that make one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from .samples import FIELDS, Files, Place, Sample, Values, at, dataset, put


class Damage(NamedTuple):
    """Files of a repository before and after they were damaged; the first is the record."""

    before: Files
    after: Files


@dataclass(frozen=True)
class Kind:
    """A kind of damage."""

    name: str
    doc: str
    make: Callable[[Sample, Random], Damage | None]
    """Returns what the damage does to a record, or None where it cannot happen to it."""
    decided: bool
    """Whether the record and its surroundings decide that something is wrong."""
    knowable: bool
    """Whether the original can be known from them."""
    why: str
    """Why it is not decided, or not knowable."""
    family: str
    """The name of the module that declares it."""


KINDS: dict[str, Kind] = {}
ALL = frozenset(FIELDS)
NONE: frozenset[str] = frozenset()
ONE_COPY = ("title", "name", "description", "copy", "caption")
"""Texts that stand a second time in the record, undamaged."""
WITNESSED = (*ONE_COPY, "keyword", "gene")
"""Texts that the record or its table holds a second time, undamaged."""
TEXTS = ("title", "description", "copy", "descriptions", "captions", "keyword", "citation")

TextDamage = Callable[[str, Random], Any]


def in_texts(
    *fields: str,
    decided: Collection[str] = ALL,
    knowable: Collection[str] = WITNESSED,
    why: str = "no undamaged copy",
) -> Callable[[TextDamage], TextDamage]:
    """Declare a function that damages a text (or gives None) as a kind for each of *fields*.

    *decided* and *knowable* are the fields where the damage is; of the others, *why* tells the reason.
    """

    def declare(function: TextDamage) -> TextDamage:
        for field in fields:

            def make(sample: Sample, random: Random, field: str = field) -> Damage | None:
                return _damage_text(sample, field, function, random)

            _declare(f"{_name(function)}/{field}", function, make, field in decided, field in knowable, why)
        return function

    return declare


def in_values(
    decided: bool = True, knowable: bool = False, why: str = ""
) -> Callable[[Callable[[Sample, Values, Random], object]], object]:
    """Declare a function that damages values in place, and returns None where it cannot."""

    def declare(function: Callable[[Sample, Values, Random], object]) -> object:
        def make(sample: Sample, random: Random) -> Damage | None:
            values = deepcopy(sample.values)
            if function(sample, values, random) is None or values == sample.values:
                return None
            return Damage(sample.files, {**sample.files, sample.file: sample.written(values)})

        _declare(_name(function), function, make, decided, knowable, why)
        return function

    return declare


def in_file(
    decided: bool = True, knowable: bool = False, why: str = "what is lost stands nowhere else"
) -> Callable[[Callable[[str, Random], str | bytes | None]], object]:
    """Declare a function that damages the text of the record's file."""

    def declare(function: Callable[[str, Random], str | bytes | None]) -> object:
        def make(sample: Sample, random: Random) -> Damage | None:
            return damaged(sample.files, sample.file, sample.text, function(sample.text, random))

        _declare(_name(function), function, make, decided, knowable, why)
        return function

    return declare


def in_table(
    decided: bool = True, why: str = ""
) -> Callable[[Callable[[str, Random], str | bytes | None]], object]:
    """Declare a function that damages the table of a pathway's labels. Only the record is ever repaired."""

    def declare(function: Callable[[str, Random], str | bytes | None]) -> object:
        def make(sample: Sample, random: Random) -> Damage | None:
            name = f"_data/{sample.name}-datanodes.tsv"
            if name not in sample.files:
                return None
            table = sample.files[name].decode()
            return damaged(sample.files, name, table, function(table, random))

        _declare(_name(function), function, make, decided, False, why or "tables are not repaired")
        return function

    return declare


def in_repository(
    decided: bool = True, knowable: bool = False, why: str = ""
) -> Callable[[Callable[[Sample, Random], Damage | None]], object]:
    """Declare a function that makes the damage of a record by itself."""

    def declare(function: Callable[[Sample, Random], Damage | None]) -> object:
        _declare(_name(function), function, function, decided, knowable, why)
        return function

    return declare


def damaged(files: Files, name: str, text: str, result: str | bytes | None) -> Damage | None:
    """Return the damage that turns the *text* of the file *name* into *result*."""
    if result is None:
        return None
    data = result.encode() if isinstance(result, str) else result
    return Damage(files, {**files, name: data}) if data != text.encode() else None


def keywords(values: Values) -> list[Any]:
    """Return the keywords, to be changed in place; none where they are no list."""
    found = at(values, (*dataset(values), "keywords"))
    return found if isinstance(found, list) else []


def has_stray_space(text: str) -> bool:
    """Return whether *text* has a fault of its own, after whose repair it is neither damaged nor original."""
    return re.search(r"^ |  | $", text) is not None


def _damage_text(sample: Sample, field: str, function: TextDamage, random: Random) -> Damage | None:
    targets: list[tuple[Place, ...]] = list(FIELDS[field](sample.values))
    random.shuffle(targets)
    for places in targets:
        texts = {at(sample.values, place) for place in places}
        text = texts.pop()
        if texts or not isinstance(text, str) or not text or has_stray_space(text):
            continue
        result = function(text, random)
        if result is not None and (type(result), result) != (str, text):
            values = deepcopy(sample.values)
            for place in places:
                put(values, place, result)
            return Damage(sample.files, {**sample.files, sample.file: sample.written(values)})
    return None


def _declare(
    name: str,
    function: Callable[..., object],
    make: Callable[[Sample, Random], Damage | None],
    decided: bool,
    knowable: bool,
    why: str,
) -> None:
    if name in KINDS:
        raise ValueError(f"{name} is declared twice")
    doc = (function.__doc__ or "").strip()
    if not doc:
        raise ValueError(f"{name} has no doc line")
    family = function.__module__.rpartition(".")[2]
    why = "" if decided and knowable else why
    KINDS[name] = Kind(name, doc, make, decided, knowable and decided, why, family)


def _name(function: Callable[..., object]) -> str:
    return function.__name__.replace("_", "-")
