"""Deriving the fields of a pathway record from its source, and where in the source each comes from."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lint.core.values import Path, Value, find, get, has, same
from lint.sources.info import Info, info
from lint.sources.table import labels, rows

ONTOLOGIES = {"PW": "Pathway Ontology", "CL": "Cell Type Ontology", "DOID": "Disease Ontology"}
"""The ontologies that the generator knows, by the prefix of their ids."""

# The replacements that `sed` finally makes in each record.
_RENAMED = {"AAR&amp;Co": "AARandCo", "&Ouml;nder": "Onder"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an ontology in `annotations/PW.csv`, `CL.csv` or `DOID.csv`."""

    value: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Lookups:
    """The generator's lookup tables; None for those that are not available."""

    terms: Mapping[str, Term] | None = None
    """Terms by id."""
    communities: Mapping[str, Collection[str]] | None = None
    """The ids of pathways by community, in the order of the file names."""
    ndex: Mapping[str, str] | None = None
    """NDEx ids by the pathway's id."""
    citedin: Mapping[str, Value] | None = None
    """Citations by the pathway's id; a null entry is treated as not available."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A record as the generators make it from its source.

    *fields* are those of the whole record. *origins* has an entry for each path that comes from the
    source, with the paths there, which are none if the source lacks the value; the items of a list have
    entries, but not the list. *crashes* are the paths in the source at which a generator crashes; what it
    would have made is taken from the record. *unnamed* are annotations whose words are not available.
    """

    fields: dict[str, Value]
    origins: dict[Path, tuple[Path, ...]]
    crashes: tuple[Path, ...] = ()
    unnamed: tuple[Path, ...] = ()

    def places(self, path: Path, value: Value) -> tuple[Path, ...]:
        """Return the paths in the source that the *value* at *path* of a record comes from.

        There are none if the source does not give it, because the record is older. In a list, an equal
        item at another index counts, since items move when one is added.
        """
        for candidate in self._candidates(path):
            if has(self.fields, candidate) and same(get(self.fields, candidate), value):
                return self.origins.get(candidate, ())
        return ()

    def _candidates(self, path: Path) -> Iterator[Path]:
        """Yield *path*, then the corresponding paths in other items of the innermost list."""
        yield path
        for depth in reversed(range(len(path))):
            if isinstance(path[depth], int):
                above, below = path[:depth], path[depth + 1 :]
                items = get(self.fields, above) if has(self.fields, above) else ()
                yield from ((*above, index, *below) for index in range(len(items)))
                return

    def outdated(self, record: Mapping[str, Value], fields: Iterable[str]) -> list[str]:
        """Return the *fields* (dotted names) of *record* that differ from what its source gives.

        Fields inside one of them are left out.
        """
        differing = [
            field
            for field in fields
            if not same(
                [value for _, value in find(record, field)], [value for _, value in find(self.fields, field)]
            )
        ]
        return [field for field in differing if field.rpartition(".")[0] not in differing]


def derive(
    wpid: str,
    source: Mapping[str, Any],
    record: Mapping[str, Value],
    table: str | None = None,
    lookups: Lookups | None = None,
) -> Derived:
    """Return the record of a pathway as the generators make it from its source.

    Args:
        wpid: The pathway's id, `WP49`.
        source: The values of its GPML by plain field names.
        record: The present values of the record, which are used where no available source gives a value.
        table: The text of `WP49-datanodes.tsv`.
        lookups: The generator's lookup tables.
    """
    lookups = lookups or Lookups()
    made = info(wpid, source)
    terms = made.fields.get("ontology-ids")
    own = {name: value for name, value in made.fields.items() if name != "ontology-ids"}
    fields: dict[str, Value] = {**record, "title": "", **own}
    if terms is not None:
        old = record.get("annotations")
        old = old if isinstance(old, list) else []
        fields["annotations"] = [_annotation(name, lookups.terms, old) for name in terms]
    fields |= _looked_up(wpid, record, lookups)
    fields["redirect_from"] = [f"/index.php/Pathway:{wpid}", f"/instance/{wpid}"]
    if isinstance(fields.get("revision"), str):
        fields["redirect_from"].append(f"/instance/{wpid}_{fields['revision'].replace('rr', 'r')}")
    fields["seo"] = "CreativeWork"
    keywords, unreadable = _keywords(source["nodes"], table)
    old_keywords: Value = next((value for _, value in find(record, "schema-jsonld.keywords")), [])
    fields["schema-jsonld"] = [
        {
            "@context": "https://schema.org/",
            "@id": f"https://wikipathways.github.io/pathways/{wpid}.html",
            "@type": "Dataset",
            "creator": {"@type": "Organization", "name": "WikiPathways"},
            "description": fields["description"],
            "keywords": old_keywords if unreadable else list(keywords),
            "license": "CC0",
            "name": fields["title"],
        }
    ]
    known = [value for _, value in find(record, "annotations.id")]
    unnamed = [
        ("annotations", index)
        for index, name in enumerate(terms or ())
        if lookups.terms is None and name not in known
    ]
    return Derived(
        _mapped(fields, _renamed), _origins(made, keywords), (*made.crashes, *unreadable), tuple(unnamed)
    )


def _origins(made: Info, keywords: Mapping[str, Iterable[int]]) -> dict[Path, tuple[Path, ...]]:
    """Return the origins of a record's values, given those of the info file and the nodes of *keywords*."""
    origins: dict[Path, tuple[Path, ...]] = {}
    for path, places in made.origins.items():
        if path[0] == "ontology-ids":
            origins |= {("annotations", path[1]): places, ("annotations", path[1], "id"): places}
        else:
            origins[path] = places
    dataset = ("schema-jsonld", 0)
    origins[*dataset, "name"] = origins["title",]
    origins[*dataset, "description"] = origins["description",]
    if "revision" in made.fields:
        origins["redirect_from", 2] = origins["revision",]
    for index, nodes in enumerate(keywords.values()):
        origins[*dataset, "keywords", index] = tuple(("nodes", node, "label") for node in nodes)
    return origins


def _keywords(
    nodes: list[Mapping[str, Any]], table: str | None
) -> tuple[dict[str, tuple[int, ...]], list[Path]]:
    """Return the keywords in order, each with its nodes, and the paths at which the generators crash."""
    made = rows(nodes)
    unlabelled: list[Path] = [
        ("nodes", index) for row in made for index in row.nodes if "label" not in nodes[index]
    ]
    if unlabelled:
        return {}, unlabelled
    try:
        return dict(sorted(labels(made, table).items())), []
    except csv.Error:
        return {}, [("nodes",)]


def _annotation(name: str, terms: Mapping[str, Term] | None, old: list[Value]) -> dict[str, Value]:
    """Return the annotation with the id *name*; without *terms*, its words are taken from an *old* one."""
    annotation: dict[str, Value] = {"id": name, "type": ONTOLOGIES[name.partition(":")[0]]}
    if terms is None:
        words = next((item for item in old if isinstance(item, dict) and item.get("id") == name), {})
        annotation |= {key: words[key] for key in ("value", "parent") if key in words}
    elif name in terms:
        annotation["value"] = terms[name].value
        if terms[name].parent:
            annotation["parent"] = terms[name].parent
    return dict(sorted(annotation.items()))  # in the order in which the generator writes YAML


def _looked_up(wpid: str, record: Mapping[str, Value], lookups: Lookups) -> dict[str, Value]:
    """Return the fields from available tables, without empty ones that the record lacks, as old ones do."""
    found: dict[str, Value] = {}
    if lookups.communities is not None:
        found["communities"] = [name for name, members in lookups.communities.items() if wpid in members]
    if lookups.ndex is not None:
        found["ndex"] = lookups.ndex.get(wpid)
    if lookups.citedin is not None and lookups.citedin.get(wpid, "") is not None:
        found["citedin"] = lookups.citedin.get(wpid, "")
    return {name: value for name, value in found.items() if value or name in record}


def _renamed(text: str) -> str:
    for old, new in _RENAMED.items():
        text = text.replace(old, new)
    return text


def _mapped(value: Value, change: Callable[[str], str]) -> Any:
    """Return *value* with each text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    return value
