from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lint.core.findings import Finding, Severity
from lint.core.values import Path, Set, Value
from lint.core.wording import count
from lint.records.record import Record
from lint.rules import Example, Rule, suggestion
from lint.rules.cur import SHORTEST, own_descriptions

_LONGEST = 5000
_WANTED = ("@context", "@type", "creator", "license")
_LICENSES = {"CC0": "https://creativecommons.org/publicdomain/zero/1.0/"}
_DATASET = """\
wpid: WP1
schema-jsonld:
- '@context': https://schema.org/
  '@type': Dataset
  creator:
    '@type': Organization
    name: WikiPathways
  license: {}
"""


class DatasetMarkup(Rule):
    """The record's `schema-jsonld` lacks something that Google's Dataset Search asks for.

    Google lists a page as a dataset if the page says so in the vocabulary of schema.org, with a
    description of 50 to 5,000 characters. With a creator and the web address of the licence, Google can
    show who made the dataset and how it may be used.
    (developers.google.com/search/docs/appearance/structured-data/dataset)

    All records have the same licence, so it is reported once per run and is best changed in the program
    that writes the records. The length of a figure's caption, which comes from the paper, is not reported.
    """

    code = "CUR007"
    source = "Google's Dataset Search (developers.google.com)"
    severity = Severity.INFO
    superseded_by = frozenset({"CUR001", "CUR002", "SCH001", "SCH002", "SCH003", "TXT007"})
    examples = (
        Example(bad=_DATASET.format("CC0")),
        Example(bad="wpid: WP1\nschema-jsonld:\n- name: Caffeine synthesis"),
        Example(bad=f"description: {'x ' * 2501}x"),
        Example(ok=_DATASET.format("https://creativecommons.org/publicdomain/zero/1.0/")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in own_descriptions(record):
            if not SHORTEST <= len(text) <= _LONGEST:
                characters = count(len(text), "character")
                message = f"The {path[-1]} has {characters}: Google asks for {SHORTEST} to {_LONGEST:,}"
                yield self.finding(path, message)
        for path, dataset in _datasets(record):
            missing = [f"`{name}`" for name in _WANTED if not dataset.get(name)]
            if missing:
                yield self.finding(path, f"Google's Dataset Search asks for {' and '.join(missing)}")
            yield from self._license((*path, "license"), dataset.get("license"))

    def _license(self, path: Path, given: Value) -> Iterator[Finding]:
        if isinstance(given, str) and given and not given.startswith(("https://", "http://")):
            address = _LICENSES.get(given)
            why = "the program that writes the records gives the same licence to all"
            fix = suggestion(f"Write {address}", Set(path, address), why=why) if address else None
            message = f"The licence is `{given}`: Google asks for its web address"
            yield self.finding(path, message, fix=fix, is_systematic=address is not None)


def _datasets(record: Record) -> Iterator[tuple[Path, dict[Any, Value]]]:
    """Yield the mappings that search engines read, with their paths: one by itself, or those of a list."""
    for path, found in record.find("schema-jsonld"):
        for index, item in enumerate(found if isinstance(found, list) else [found]):
            if isinstance(item, dict):
                yield ((*path, index) if item is not found else path), item
