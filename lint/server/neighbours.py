"""The saved records of the repository: the facts that rules compare, and the words that are offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as data_field
from typing import Any, TypeAlias

from lint import files
from lint.checker.file_checker import FileChecker
from lint.core.findings import Detail, Finding
from lint.core.values import Path, Value, field_of, get
from lint.core.wording import shortened
from lint.files import Stamp
from lint.records.record import Record
from lint.results.file_result import RuleFacts
from lint.rules import Fact
from lint.run.selection import discovered
from lint.settings import Settings

MOST = 5_000
"""The most files of a repository whose records are compared while one of them is edited."""
_MOST_WORDS = 5_000  # offered for one field
_LONGEST = 100  # characters of an offered word

Words: TypeAlias = Mapping[str, str]
"""The words that records have in a field, each with the texts beside it in one record."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The stamp of a file when it was read, and the facts and words of its records."""

    stamp: Stamp
    kind: str = ""
    ids: tuple[str, ...] = ()
    facts: RuleFacts = data_field(default_factory=dict)
    words: Mapping[str, Words] = data_field(default_factory=dict)
    """The words, by field."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """The findings of the last comparison in a file, and the values of the file then."""

    values: Value
    findings: list[Finding]


class Neighbours:
    """The records of the working folder.

    Args:
        settings: The settings, whose rules compare the records.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._checker = FileChecker(settings, detail=Detail.DIGEST)
        self._known: dict[str, _Known] = {}
        self._compared: dict[str, _Compared] = {}
        self._open_facts: dict[str, RuleFacts] | None = None
        """The facts of the open files when they were last compared; None if others have changed since."""

    def gather(self) -> Iterator[None]:
        """Read the files that have changed since the last time, one per step; none if there are too many."""
        paths = discovered(["."], self.settings.scope()).paths
        if len(paths) > MOST:
            return
        before, self._known = self._known, {}
        if before.keys() - paths:
            self._open_facts = None
        for path in paths:
            stamp = files.stamp(path)
            known = before.get(path)
            if known is None or known.stamp != stamp:
                try:
                    known = self._read(path, stamp)
                except OSError:  # which `recordlint check` reports
                    known = _Known(stamp)
                self._open_facts = None
                yield
            self._known[path] = known

    def _read(self, path: str, stamp: Stamp) -> _Known:
        record = self._checker.reader.read(path, files.read(path, self.settings.limits.file_size))
        return _Known(stamp) if record is None else self._known_of(record, stamp)

    def _known_of(self, record: Record, stamp: Stamp) -> _Known:
        facts, _ = self._checker.corpus.facts(record)
        words: dict[str, dict[str, str]] = defaultdict(dict)
        for field in record.kind.one_line:
            for path, value in record.find(field):
                for text in value if isinstance(value, list) else ():
                    if isinstance(text, str) and len(text) <= _LONGEST:
                        words[field_of(path)][text] = ""
                if isinstance(value, str) and any(isinstance(key, int) for key in path):
                    words[field_of(path)][value] = _beside(record, path)
        ids = tuple(record.id_at(path) for path, _ in record.parts)
        return _Known(stamp, record.kind.name, ids, facts, words)

    def compare(self, opened: Iterable[Record]) -> None:
        """Compare all records, with the *opened* ones in their unsaved form."""
        now = {record.file: record for record in opened}
        own = {path: self._known_of(record, None) for path, record in now.items()}
        open_facts = {path: each.facts for path, each in own.items()}
        if open_facts == self._open_facts:
            return
        self._open_facts, known = open_facts, self._known | own
        facts: dict[str, list[Fact]] = defaultdict(list)
        for each in known.values():
            for code, stated in each.facts.items():
                facts[code] += stated
        found, _ = self._checker.corpus.findings(facts)
        self._compared = {
            path: _Compared(record.values, found[path]) for path, record in now.items() if path in found
        }

    def has_findings(self, path: str) -> bool:
        """Return whether the last comparison found anything in the file at *path*."""
        return path in self._compared

    def findings(self, record: Record) -> list[Finding]:
        """Return the findings of the last comparison in *record* whose values have not changed since."""
        last = self._compared[record.file]
        same = [each for each in last.findings if _is_same(last.values, record.values, each.path)]
        result = self._checker.locate(record.file, record.document.data, same)
        return result.findings if result else []

    def words(self, kind: str, field: str) -> Words:
        """Return the words that records of a *kind* have in a *field* with several values."""
        found: dict[str, str] = {}
        for each in self._known.values():
            if each.kind == kind and len(found) < _MOST_WORDS:
                found |= each.words.get(field, {})
        return found

    def ids(self, kind: str) -> Words:
        """Return the ids of the records of a *kind*."""
        return {id_: "" for each in self._known.values() if each.kind == kind for id_ in each.ids}


def _beside(record: Record, path: Path) -> str:
    """Return the other texts in the mapping that contains the value at *path*."""
    around = get(record.values, path[:-1])
    texts: list[Any] = list(around.values()) if isinstance(around, dict) else []
    others = [text for text in texts if isinstance(text, str) and text != around[path[-1]]]
    return shortened(", ".join(others), _LONGEST)


def _is_same(one: Value, other: Value, path: Path) -> bool:
    try:
        return bool(get(one, path) == get(other, path))
    except (LookupError, TypeError):
        return False
