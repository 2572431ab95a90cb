"""The fuzz targets: functions that accept any bytes and raise only if recordlint has a bug.

They need nothing besides recordlint, so that the tests can run them on every find.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import yaml

from lint.checker.file_checker import FileChecker
from lint.core.findings import Detail
from lint.core.values import Insert, MakeAlias, Path, Remove, Set, apply, same
from lint.documents.front_matter import FrontMatter
from lint.documents.splices import EditRefused
from lint.kinds import builtin
from lint.settings import Settings

_NEW: list[Any] = ["", "β", "NO", "x: y", "- x\n\ny ", "# z", 'it\'s "so"', "\t", 1, None, True]
_NEW += [[], {}, ["a", {"b": 1}], {"k": "v"}]


def document(data: bytes) -> None:
    """Read any bytes: nothing is raised, and what is read is what PyYAML reads."""
    read = FrontMatter(data)
    if read.problem is not None:
        assert read.values == {}
        start, end = read.problem.span
        assert 0 <= start <= end <= len(read.text)
        read.position(start)
        return
    for path in _paths(read.values):
        start, end = read.span(path)
        assert 0 <= start <= end <= len(read.text)
        if isinstance(path[-1], str):
            read.key_span(path)
    assert isinstance(read.directives, list)
    assert isinstance(read.duplicates, list)
    assert isinstance(read.disputed_merges, list)
    end = read.end if read.second is None else read.second
    try:
        loaded = yaml.load(read.text[read.start : end], Loader=_OneDocument)
    except (yaml.constructor.ConstructorError, ValueError, IndexError, OverflowError):
        return  # what PyYAML cannot construct is text
    assert same(read.values, _with_one_nan(loaded))


def _with_one_nan(value: Any) -> Any:
    """Return *value* with the one NaN that `Document` reads: as a name, another is another one."""
    if isinstance(value, dict):
        return {_with_one_nan(key): _with_one_nan(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_one_nan(item) for item in value]
    return math.nan if value != value else value


class _OneDocument(yaml.CSafeLoader):
    """Takes the first of several documents, as Jekyll does, and merges as YAML 1.1 says.

    PyYAML 6.0.4 merges otherwise where two mappings bring the same field.
    """

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        merged, own = [], []
        for key, value in node.value:
            if key.tag != "tag:yaml.org,2002:merge":
                own.append((key, value))
                continue
            sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
            for source in reversed(sources):
                if not isinstance(source, yaml.MappingNode):
                    raise yaml.constructor.ConstructorError(None, None, "no mapping", source.start_mark)
                self.flatten_mapping(source)
                merged += source.value
        node.value = merged + own
        super().flatten_mapping(node)  # nothing is left to merge, but a name `=` becomes a text

    def get_single_data(self) -> Any:
        return self.get_data()


def edits(data: bytes) -> None:
    """Edit any document: it is refused, or the text read again has the values edited."""
    choices, text = data[:6].ljust(6, b"\0"), data[6:]
    before = FrontMatter(b"---\n" + text + b"\n---\n")
    paths = list(_paths(before.values))
    if not paths:
        return
    chosen: list[Any] = []
    for pick, what in (choices[:2], choices[2:4], choices[4:6]):
        path = paths[pick % len(paths)]
        value = _NEW[what // 4 % len(_NEW)]
        other = paths[what // 4 % len(paths)]
        chosen.append([Set(path, value), Remove(path), Insert(path, value), MakeAlias(path, other)][what % 4])
    for some in (chosen[:1], chosen[:2], chosen):
        try:
            expected = apply(before.values, some)
            written = before.edited(some)
        except (EditRefused, LookupError, ValueError):
            continue
        assert same(FrontMatter(written).values, expected)


def rules(data: bytes) -> None:
    """Check and fix any record: no rule fails, every fault has a place, and the fixes settle."""
    kinds = builtin()
    kind = kinds[data[0] % len(kinds)] if data else kinds[0]
    path, content = kind.patterns[0].replace("*", "WP1"), data[1:]
    checker = _checker()
    found = checker.check(path, content).findings
    assert not [finding for finding in found if finding.code == "REC900"], found
    result = checker.fix(path, content)
    assert not result.failure, result.failure
    assert result.data is None or checker.fix(path, result.data).data is None


TARGETS: dict[str, Callable[[bytes], None]] = {"document": document, "edits": edits, "rules": rules}


@cache
def _checker() -> FileChecker:
    return FileChecker(Settings(unsafe_fixes=True, level="info"), detail=Detail(~0))


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from _paths(item, (*path, key))
