"""Suppressions: comments in a record that silence findings, `# recordlint: ignore[TXT001] why`.

A comment at the end of a line silences findings at the values that begin or end on that line, and
inside the innermost of them. A comment on a line of its own silences findings at and inside the value
that begins below it. `ignore-file`, above the first field, silences the whole file. The brackets
contain codes, prefixes of codes, and names of rules; without brackets, all rules are silenced.

A comment that looks like a suppression but is invalid silences nothing. As its author wants the value
kept, no fix is applied to it until the comment is corrected.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from typing import NamedTuple, TypeAlias

from lint.core.errors import UsageError
from lint.core.findings import Applicability, Finding, Fix, Span
from lint.core.limits import Budget
from lint.core.patterns import lazy
from lint.core.values import EditComment, Path, Value
from lint.documents.document import Document
from lint.rules import SuppressionRule
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.rules.selectors import ALL, match_rules

_FORM = lazy(r"#\s*recordlint:\s*(ignore(?:-file)?)(?:\s*\[([^\]]*\w[^\]]*)\].*|\s*)")
_CODE = lazy(r"\b[A-Z]{3}[0-9]{3}\b")
_HELD = "a comment here looks like a suppression and is not understood (REC008)"
_MAX_WRONG = 100  # invalid names in a record: finding the nearest rule for each takes time
_MAX_NAME = 50  # characters of a name that are read; no rule has a longer name, and reports quote it

Reach: TypeAlias = "tuple[Path, bool]"
"""The path of a value at which findings are suppressed, and whether they are also suppressed inside it."""


class Suppression(NamedTuple):
    """A comment that silences findings: its *span*, the rules that it names, and the values it covers."""

    span: Span
    codes: dict[str, frozenset[str]]
    """The codes of the rules that each name selects."""
    reach: frozenset[Reach]
    faults: tuple[str, ...] = ()
    """Messages about faults of the comment; with any, values in its *reach* are not fixed."""

    def names(self, code: str) -> bool:
        """Return whether the comment names the rule with *code*, rather than silencing all rules."""
        return any(code in codes for name, codes in self.codes.items() if name != ALL)


_WHOLE_FILE: frozenset[Reach] = frozenset({((), True)})


Use: TypeAlias = "tuple[Reach, str]"
"""The reach at which a finding was suppressed, and its code."""


class Suppressions:
    """The suppressions in one record."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._below: dict[int, frozenset[Reach]] = {}
        self._wrong_names = Budget(_MAX_WRONG)
        self.all = [self._read(span) for span in document.directives]
        self._codes: dict[Reach, set[str]] = defaultdict(set)
        self._held = _Held()
        for reaches, stacked in self._by_reach():
            codes = frozenset[str]().union(
                *(codes for comment in stacked for codes in comment.codes.values())
            )
            are_faulty = any(comment.faults for comment in stacked)
            for reach in reaches:
                self._codes[reach] |= codes
                if are_faulty:
                    self._held.add(reach)

    def _by_reach(self) -> Iterator[tuple[frozenset[Reach], list[Suppression]]]:
        """Yield each distinct reach with its comments, since a great many may cover the same values."""
        stacks: dict[int, list[Suppression]] = defaultdict(list)
        for suppression in self.all:
            stacks[id(suppression.reach)].append(suppression)
        for stacked in stacks.values():
            yield stacked[0].reach, stacked

    def apply(self, findings: Iterable[Finding]) -> tuple[list[Finding], set[Use]]:
        """Return the findings that no comment suppresses, and which suppressions were used."""
        kept: list[Finding] = []
        used: set[Use] = set()
        for finding in findings:
            uses = [] if finding.code == RuleCrashed.code else self._uses(finding)
            used.update(uses)
            if not uses:
                kept.append(self._hold(finding))
        return kept, used

    def _hold(self, finding: Finding) -> Finding:
        """Return *finding*, with its fix only displayed if an invalid comment covers what it changes."""
        fix = finding.fix
        if fix is None or not self._held.touches(fix):
            return finding
        return finding._replace(fix=fix._replace(applicability=Applicability.DISPLAY, why=_HELD))

    def _uses(self, finding: Finding) -> list[Use]:
        path, code = finding.path, finding.code
        reaches = [(path, False), *((path[:n], True) for n in range(len(path) + 1))]
        return [(reach, code) for reach in reaches if code in self._codes.get(reach, ())]

    def judge(self, rule: SuppressionRule, used: Set[Use], judged: Set[str]) -> Iterator[Finding]:
        """Yield findings of *rule* about invalid and unused comments.

        Args:
            rule: The rule.
            used: The uses that `apply` returned for all findings of the record.
            judged: The codes of the rules whose findings are all known.
        """
        if any(((), True) in comment.reach and comment.names(rule.code) for comment in self.all):
            return
        reaches: dict[str, set[Reach]] = defaultdict(set)
        for reach, code in used:
            reaches[code].add(reach)
        for suppression in self.all:
            if suppression.names(rule.code):
                continue
            for fault in suppression.faults:
                yield rule.finding((), fault, span=suppression.span)
            unused = [
                name
                for name, codes in suppression.codes.items()
                if codes <= judged
                and all(reaches[code].isdisjoint(suppression.reach) for code in codes & reaches.keys())
            ]
            if unused:
                yield rule.unused(suppression.span, unused, self._without(suppression, unused))

    def _without(self, suppression: Suppression, names: list[str]) -> str:
        """Return the comment without *names*; "" if it names no others."""
        start, end = suppression.span
        comment = self._document.text[start:end]
        before, _, rest = comment.partition("[")
        listed, _, after = rest.partition("]")
        kept = [part for part in listed.split(",") if part.strip() not in names]
        return f"{before}[{','.join(kept).lstrip()}]{after}" if any(map(str.strip, kept)) else ""

    def _read(self, span: Span) -> Suppression:
        comment = self._document.text[slice(*span)]
        form = _FORM.fullmatch(comment)
        codes: dict[str, frozenset[str]] = {}
        faults: list[str] = []
        names = "" if form is None else ALL if form[2] is None else form[2]
        for name in filter(None, map(str.strip, names.split(","))):
            if self._wrong_names.is_spent:
                faults.append("Silences nothing: too many comments here name unknown rules")
                break
            try:
                rules = match_rules(name[:_MAX_NAME], by_settings=False)
                codes[name] = frozenset(rule.code for rule in rules) or frozenset((name,))
            except UsageError as error:
                faults.append(f"Silences nothing: {error}")
                self._wrong_names.spend()
        of_file = "file" in comment.lower() if form is None else form[1] == "ignore-file"
        if form is None:
            faults.append(_advice(comment, of_file))
        elif of_file and span[0] > self._document.span(())[0]:
            codes, faults = {}, ["`ignore-file` counts only above the first field"]
        reach = _WHOLE_FILE if of_file else self._reach(span)
        return Suppression(span, codes, reach, tuple(faults))

    def _reach(self, span: Span) -> frozenset[Reach]:
        """Return the reach of a comment at *span*: the same object for the same values."""
        begun, ended = self._lines
        line = self._line(span[0])
        here = begun.get(line, []) + ended.get(line, [])
        if here:
            around = {path[:n] for path in here for n in range(len(path))}
            return frozenset((path, path not in around) for path in here)
        at = bisect_right(self._first_lines, line)
        below = self._first_lines[at] if at < len(self._first_lines) else 0
        if below not in self._below:
            self._below[below] = frozenset((path, True) for path in begun.get(below, ()))
        return self._below[below]

    @cached_property
    def _first_lines(self) -> list[int]:
        """The lines in which values begin, in order."""
        return list(self._lines[0])

    @cached_property
    def _lines(self) -> tuple[dict[int, list[Path]], dict[int, list[Path]]]:
        """The values that begin and the values that end on each line, by line number in ascending order.

        A value begins at its field's name, and again at its own line if that is a later one. A value that
        is written as a block does not count as ending: the last value inside it does.
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


def _advice(comment: str, of_file: bool) -> str:
    """Return a message that says how to write an invalid *comment*."""
    form = "ignore-file" if of_file else "ignore"
    rules = ", ".join(dict.fromkeys(_CODE.findall(comment))) or "RULE"
    right = f"# recordlint: {form}[{rules}]"
    return f"This comment is not understood, and silences nothing: write `{right}`, then why"


class _Held:
    """The values that no fix may change."""

    def __init__(self) -> None:
        self._around: set[Path] = set()
        """Their paths, and those of the values that contain them."""
        self._whole: set[Path] = set()
        """The paths of those inside which nothing may change either."""

    def add(self, reach: Reach) -> None:
        path, inside = reach
        self._around.update(path[:n] for n in range(len(path) + 1))
        if inside:
            self._whole.add(path)

    def touches(self, fix: Fix) -> bool:
        """Return whether a fix changes such a value, or one that contains it."""
        changed = [edit.path for edit in fix.edits if not isinstance(edit, EditComment)]
        return any(
            path in self._around or any(path[:n] in self._whole for n in range(len(path))) for path in changed
        )


def _paths(values: Value, path: Path = ()) -> Iterator[tuple[Path, bool]]:
    """Yield the paths of all values inside *values*, and whether each is a field rather than an item."""
    is_mapping = isinstance(values, dict)
    for key, value in values.items() if is_mapping else enumerate(values):
        yield (*path, key), is_mapping
        if isinstance(value, dict | list):
            yield from _paths(value, (*path, key))
