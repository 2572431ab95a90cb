"""Suppressions: comments in a record that silence findings, `# recordlint: ignore[TXT001] why`.

At the end of a line, a comment silences what is found at the values that begin or end on the
line, and inside the innermost of these; alone on a line, what is found at and inside the value
that begins below it. `ignore-file`, above the first field, silences the whole file. In the
brackets stand codes, their beginnings, and names of rules; without brackets, all rules are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from lint.core.errors import UsageError
from lint.core.findings import Finding, Span
from lint.core.values import Path, Value
from lint.documents.document import Document
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.rules.rec.unused_suppression import UnusedSuppression
from lint.rules.selectors import ALL, match_rules

_FORM = re.compile(r"#\s*recordlint:\s*(ignore(?:-file)?)(?:\s*\[([^\]]*)\].*|\s*)")
_MAX_NAME = 50  # characters; what is longer is no rule's name, and would fill the report

Reach: TypeAlias = "tuple[Path, bool]"
"""A value at which findings are suppressed, and whether also inside it."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that silences findings: where it stands, the rules it names, and at which values."""

    span: Span
    codes: dict[str, frozenset[str]]
    """The codes of the rules that each of the names stands for."""
    reach: frozenset[Reach]
    faults: tuple[str, ...] = ()
    """What is wrong with the comment, in words for people."""


Use: TypeAlias = "tuple[Reach, str]"
"""That a code was suppressed at a value."""


class Suppressions:
    """The suppressions in one record."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.all = [self._read(span) for span in document.directives]
        self._codes: dict[Reach, set[str]] = defaultdict(set)
        for suppression in self.all:
            for reach in suppression.reach:
                self._codes[reach].update(*suppression.codes.values())

    def apply(self, findings: Iterable[Finding]) -> tuple[list[Finding], set[Use]]:
        """Return the findings that no comment suppresses, and the uses of the comments."""
        kept: list[Finding] = []
        used: set[Use] = set()
        for finding in findings:
            uses = [] if finding.code == RuleCrashed.code else self._uses(finding)
            used.update(uses)
            if not uses:
                kept.append(finding)
        return kept, used

    def _uses(self, finding: Finding) -> list[Use]:
        path, code = finding.path, finding.code
        reaches = [(path, False), *((path[:n], True) for n in range(len(path) + 1))]
        return [(reach, code) for reach in reaches if code in self._codes.get(reach, ())]

    def judge(self, rule: UnusedSuppression, used: Set[Use], judged: Set[str]) -> Iterator[Finding]:
        """Yield what is wrong with the comments, as findings of *rule*.

        Args:
            rule: REC008.
            used: What `apply` returned for all findings of the record.
            judged: The codes of the rules whose findings are all known.
        """
        for suppression in self.all:
            for fault in suppression.faults:
                yield rule.finding((), fault, span=suppression.span)
            unused = [
                name
                for name, codes in suppression.codes.items()
                if codes <= judged
                and not any((reach, code) in used for reach in suppression.reach for code in codes)
            ]
            if unused or not (suppression.codes or suppression.faults):
                yield rule.unused(suppression.span, unused, self._without(suppression, unused))

    def _without(self, suppression: Suppression, names: list[str]) -> str:
        """Return the comment without *names*, "" where it names no others."""
        start, end = suppression.span
        comment = self._document.text[start:end]
        before, _, rest = comment.partition("[")
        listed, _, after = rest.partition("]")
        kept = [part for part in listed.split(",") if part.strip() not in names]
        return f"{before}[{','.join(kept).lstrip()}]{after}" if any(map(str.strip, kept)) else ""

    def _read(self, span: Span) -> Suppression:
        form = _FORM.fullmatch(self._document.text, *span)
        if form is None:
            return Suppression(span, {}, frozenset(), ("Not understood: write `ignore[RULE]` and then why",))
        codes: dict[str, frozenset[str]] = {}
        faults: list[str] = []
        for name in [ALL] if form[2] is None else filter(None, map(str.strip, form[2].split(","))):
            try:
                rules = match_rules(name[:_MAX_NAME], by_settings=False)
                codes[name] = frozenset(rule.code for rule in rules) or frozenset((name,))
            except UsageError as error:
                faults.append(f"Silences nothing: {error}")
        if form[1] == "ignore":
            return Suppression(span, codes, frozenset(self._reach(span)), tuple(faults))
        if span[0] > self._document.span(())[0]:
            return Suppression(span, {}, frozenset(), ("`ignore-file` counts only above the first field",))
        return Suppression(span, codes, frozenset({((), True)}), tuple(faults))

    def _reach(self, span: Span) -> Iterator[Reach]:
        """Yield what a comment that stands at *span* speaks of."""
        begun, ended = self._lines
        line = self._line(span[0])
        here = begun.get(line, []) + ended.get(line, [])
        around = {path[:n] for path in here for n in range(len(path))}
        yield from ((path, path not in around) for path in here)
        if not here:
            lines = list(begun)
            below = bisect_right(lines, line)
            yield from ((path, True) for path in (begun[lines[below]] if below < len(lines) else ()))

    @cached_property
    def _lines(self) -> tuple[dict[int, list[Path]], dict[int, list[Path]]]:
        """The values that begin and those that end on each line, by its number, in rising order.

        A value begins with its field's name, and once more where it is written on a later line. One
        that is written in lines of its own ends nowhere: the last of those inside it does.
        """
        document = self._document
        begun: dict[int, list[Path]] = defaultdict(list)
        ended: dict[int, list[Path]] = defaultdict(list)
        for path, is_field in _paths(document.values):
            start, end = document.span(path)
            lines = {self._line(document.key_span(path)[0] if is_field else start)}
            if not document.is_block(path):
                lines.add(self._line(start))
                ended[self._line(end)].append(path)
            for line in lines:
                begun[line].append(path)
        return dict(sorted(begun.items())), ended

    def _line(self, index: int) -> int:
        return bisect_right(self._document.line_starts, index)


def _paths(values: Value, path: Path = ()) -> Iterator[tuple[Path, bool]]:
    """Yield the paths of all that is inside *values*, and whether each is a field, not an item."""
    is_mapping = isinstance(values, dict)
    for key, value in values.items() if is_mapping else enumerate(values):
        yield (*path, key), is_mapping
        if isinstance(value, dict | list):
            yield from _paths(value, (*path, key))
