"""Undamaged records, and where in them a text is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Values = dict[str, Any]
Place = tuple[str | int, ...]
Files = dict[str, bytes]
"""The bytes of files by their names in the repository."""


@dataclass(frozen=True)
class Sample:
    """A record of the corpus with its sidecars."""

    root: Path
    file: str
    """The name of the record in its repository."""

    text: str
    """The whole record."""

    @cached_property
    def files(self) -> Files:
        """The record and its sidecars."""
        tables = sorted((self.root / "_data").glob(f"{Path(self.file).stem}-*.tsv"))
        return {self.file: self.text.encode()} | {f"_data/{path.name}": path.read_bytes() for path in tables}

    @cached_property
    def values(self) -> Values:
        """The values of the record; whoever changes them copies them first."""
        values: Values = yaml.load(front_matter(self.text), Loader=yaml.CSafeLoader)
        return values

    @property
    def name(self) -> str:
        """The record's id."""
        return Path(self.file).stem

    @property
    def is_pathway(self) -> bool:
        """Whether it is a pathway and no figure."""
        return self.file.startswith("_pathways")

    def written(self, values: Values) -> bytes:
        """Return the bytes of a record with these values, as the generator writes them."""
        body = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        return f"---\n{body}---{'' if self.is_pathway else self.text[-1:].strip('-')}".encode()


def front_matter(text: str) -> str:
    """Return what stands between the first two lines of `---`."""
    return text.removeprefix("---\n").split("\n---", 1)[0] + "\n"


def load(corpus: Path) -> list[Sample]:
    """Return the records below the folder *corpus*.

    Hardly any title has a Greek letter. Those that spell one get it, so that titles can lose it.
    """
    return [
        _with_letter(Sample(path.parents[1], f"{folder}/{path.name}", path.read_bytes().decode()))
        for folder in ("_pathways", "_figures")
        for path in sorted(corpus.rglob(f"{folder}/*.md"))
    ]


_LETTERS = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "kappa": "κ"}
_SPELLED = re.compile(rf"\b({'|'.join(_LETTERS)})\b", re.IGNORECASE)


def _with_letter(sample: Sample) -> Sample:
    if not sample.is_pathway or not re.search(rf"^title:.*{_SPELLED.pattern}", sample.text, re.M | re.I):
        return sample
    values = deepcopy(sample.values)
    title = _SPELLED.sub(lambda match: _LETTERS[match[0].lower()], values["title"])
    values["title"] = at(values, dataset(values))["name"] = title
    return replace(sample, text=sample.written(values).decode())


# --- Where a text stands --------------------------------------------------------------------------


def dataset(values: Values) -> Place:
    """Return where the description for search engines stands."""
    return ("schema-jsonld", 0) if isinstance(values["schema-jsonld"], list) else ("schema-jsonld",)


def at(values: Any, place: Place) -> Any:
    """Return the value at *place*, or None where there is none."""
    for step in place:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def put(values: Any, place: Place, value: Any) -> None:
    """Write *value* at *place*."""
    at(values, place[:-1])[place[-1]] = value


def _items(values: Values, place: Place, field: str | None = None) -> Iterator[tuple[Place, ...]]:
    items = at(values, place)
    for index in range(len(items) if isinstance(items, list) else 0):
        yield ((*place, index) if field is None else (*place, index, field),)


def _only(*places: Place) -> Callable[[Values], Iterator[tuple[Place, ...]]]:
    return lambda _: iter([places])


def _copies(field: str, copy: str) -> Callable[[Values], Iterator[tuple[Place, ...]]]:
    return lambda values: iter([((field,), (*dataset(values), copy))])


FIELDS: dict[str, Callable[[Values], Iterator[tuple[Place, ...]]]] = {
    "title": _only(("title",)),
    "name": _only(("schema-jsonld", 0, "name")),
    "titles": _copies("title", "name"),
    "description": _only(("description",)),
    "copy": _only(("schema-jsonld", 0, "description")),
    "descriptions": _copies("description", "description"),
    "figtitle": _only(("figtitle",)),
    "caption": _only(("caption",)),
    "captions": _copies("caption", "description"),
    "papertitle": _only(("papertitle",)),
    "reftext": _only(("reftext",)),
    "keyword": lambda values: _items(values, (*dataset(values), "keywords")),
    "gene": lambda values: _items(values, ("genes",), "hgnc_symbol"),
    "annotation": lambda values: _items(values, ("annotations",), "value"),
    "annotation id": lambda values: _items(values, ("annotations",), "id"),
    "citation": lambda values: _items(values, ("citedin",), "title"),
    "citation link": lambda values: _items(values, ("citedin",), "link"),
    "author": lambda values: _items(values, ("authors",)),
    "organism": lambda values: _items(values, ("organisms",)),
    "community": lambda values: _items(values, ("communities",)),
    "wpid": _only(("wpid",)),
    "figid": _only(("figid",)),
    "revision": _only(("revision",)),
    "date": _only(("last-edited",)),
    "redirect": lambda values: _items(values, ("redirect_from",)),
    "address": lambda values: iter([((*dataset(values), "@id"),)]),
    "figlink": _only(("figlink",)),
    "year": _only(("year",)),
    "doi": _only(("doi",)),
}
"""For each field, the places of its texts; where a text stands twice, both are damaged alike."""
