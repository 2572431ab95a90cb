"""One record: run the rules, and apply their fixes until nothing is left to fix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from lint.checker.locations import Locator
from lint.core.deadline import Deadline, TooLong
from lint.core.findings import Applicability, Detail, Finding, Severity
from lint.core.limits import DEFAULT, Limits
from lint.core.values import EditComment, Insert, MakeAlias, Path, Remove
from lint.documents.front_matter import Document
from lint.kinds import Kind
from lint.records.record import Record
from lint.rules import CorpusRule, Rule
from lint.rules.rec.rule_crashed import CRASHES, RuleCrashed
from lint.rules.rec.unused_suppression import UnusedSuppression
from lint.settings.ignores import Ignores


@dataclass
class Checked:
    """What came of one record; *data* is the file's bytes after the fixes."""

    data: bytes
    findings: list[Finding] = field(default_factory=list)
    fixed: list[Finding] = field(default_factory=list)
    failure: str = ""
    """Why the record's fixes were given up, where they were; the bytes are then the old ones."""
    is_lasting: bool = True
    """Whether a check of the bytes would find the same: nothing was fixed, no fix refused."""


class Checker:
    """The rules that are on, ready to be run on any number of records."""

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        unsafe: bool = False,
        detail: Detail = Detail.NONE,
        shows: Callable[[Finding], bool] = lambda finding: True,
        tells: Callable[[Finding], bool] | None = None,
        ignores: Ignores | None = None,
        limits: Limits = DEFAULT,
    ) -> None:
        self.rules = tuple(rules)
        self.shows = shows
        """Whether a finding is reported; what is not is not fixed either."""
        self._tells = tells or shows
        """Whether it is told of; what is not is only counted."""
        self.hidden: Counter[tuple[str, Severity]] = Counter()
        """How often what was found so far is not told, by code and severity."""
        self.ignored: Counter[str] = Counter()
        """How often the settings let stand what was found so far, by code."""
        self._ignores = ignores
        self._limits = limits
        self.watch = Deadline(limits.seconds)
        self._applicable = {Applicability.SAFE} | ({Applicability.UNSAFE} if unsafe else set())
        self._locator = Locator(detail, self._applicable)
        self._by_kind: dict[str, tuple[tuple[Rule, bool], ...]] = {}

    @cached_property
    def _yielding(self) -> dict[str, frozenset[str]]:
        return {rule.code: rule.superseded_by for rule in self.rules if rule.superseded_by}

    @cached_property
    def _judging(self) -> frozenset[str]:
        """The codes of the rules that have said all when they have seen one record."""
        return frozenset(rule.code for rule in self.rules if not isinstance(rule, CorpusRule))

    def check(self, record: Record) -> list[Finding]:
        """Return the findings of one record, with their places, in the order of the reports."""
        (found,) = self.found([record])
        return self.told(found, record)

    def told(self, found: list[Finding], record: Record) -> list[Finding]:
        """Return what is told of what was `found` in a record, with places, in the order of the reports."""
        if len(found) > self._limits.findings_per_rule:
            found = self._fewer(found)
        return sorted(self.placed(found, record), key=lambda finding: finding.sort_key)

    def _fewer(self, found: list[Finding]) -> list[Finding]:
        """Return the first findings of each rule; count the others, and let the last one tell of them."""
        most = self._limits.findings_per_rule
        by_code: dict[str, list[Finding]] = defaultdict(list)
        for finding in found:
            by_code[finding.code].append(finding)
        for findings in by_code.values():
            if others := findings[most:]:
                self.hidden.update((finding.code, finding.severity) for finding in others)
                last = findings[most - 1]
                more = f"and {len(others):,} more of this rule (`limits.findings-per-rule`)"
                findings[most - 1 :] = [replace(last, message=f"{last.message}; {more}")]
        return [finding for findings in by_code.values() for finding in findings]

    def placed(self, findings: Iterable[Finding], record: Record) -> Iterator[Finding]:
        """Yield those of the findings that are told, with their places; count the others."""
        ignored = self._ignored_in(record)
        for finding in findings:
            if finding.code in ignored:
                self.ignored[finding.code] += 1
            elif self._tells(finding):
                yield self._located(finding, record)
            else:
                self.hidden[finding.code, finding.severity] += 1

    def _located(self, finding: Finding, record: Record) -> Finding:
        try:
            return self._locator.locate(finding, record)
        except Exception as error:  # it points at what is not there
            return self._locator.locate(RuleCrashed.of(finding.code, error), record)

    def _ignored_in(self, record: Record) -> frozenset[str]:
        return self._ignores.codes(record) if self._ignores else frozenset()

    def found(self, records: Sequence[Record]) -> list[list[Finding]]:
        """Return what is found in each record, in the order in which the fixes are applied.

        Each rule looks at all the records before the next one does: the processor keeps at hand
        what the rule runs on, which saves a sixth of the time.
        """
        all_found: list[list[Finding]] = [[] for _ in records]
        for _, group in groupby(zip(records, all_found, strict=True), lambda pair: pair[0].kind.name):
            pairs = list(group)
            read = [pair for pair in pairs if pair[0].document.problem is None]
            for rule, asks in self._rules_for(pairs[0][0].kind):
                ended: list[Record] = []
                for record, found in pairs if rule.unread else read:
                    try:
                        self.watch.at = record
                        if not asks or rule.might_match(record):
                            found += rule.check(record)
                    except TooLong as error:
                        found.append(RuleCrashed.too_late(rule.code, error))
                        ended.append(record)
                    except CRASHES as error:  # one rule's fault must not hide the findings of the others
                        found.append(RuleCrashed.of(rule.code, error))
                if ended:  # the next rule may take as long
                    pairs = [pair for pair in pairs if pair[0] not in ended]
                    read = [pair for pair in read if pair[0] not in ended]
        self.watch.at = None
        return [self._heard(found, record) for record, found in zip(records, all_found, strict=True)]

    def _heard(self, found: list[Finding], record: Record) -> list[Finding]:
        """Return those of the findings that yield to no other one, and that no comment silences."""
        if len(found) > 1 and any(finding.code in self._yielding for finding in found):
            paths: dict[str, set[Path]] = defaultdict(set)
            for finding in found:
                paths[finding.code].add(finding.path)
            found = [
                finding
                for finding in found
                if not any(finding.path in paths[code] for code in self._yielding.get(finding.code, ()))
            ]
        if record.suppressions is not None:
            # What a rule that failed would have found, a comment may be there to silence.
            has_failed = any(finding.code == RuleCrashed.code for finding in found)
            judging = frozenset[str]() if has_failed else self._judging
            found = self.unsilenced(found, record)
            for rule in self.rules:
                if isinstance(rule, UnusedSuppression):
                    found += rule.judge(record.suppressions, judging)
        return found

    def unsilenced(self, findings: Iterable[Finding], record: Record) -> list[Finding]:
        """Return those of the findings that no comment in the record silences."""
        suppressions = record.suppressions
        return [
            finding
            for finding in findings
            if suppressions is None
            or finding.code == RuleCrashed.code  # a fault of recordlint
            or not suppressions.silence(finding)
        ]

    def _rules_for(self, kind: Kind) -> tuple[tuple[Rule, bool], ...]:
        """Return the rules that look at a record of *kind*, each with whether it has a look before."""
        rules = self._by_kind.get(kind.name)
        if rules is None:
            rules = tuple(
                (rule, type(rule).might_match is not Rule.might_match)
                for rule in self.rules
                if (rule.kinds is None or kind.name in rule.kinds)
                and type(rule).check is not CorpusRule.check
            )
            self._by_kind[kind.name] = rules
        return rules

    def fix(self, record: Record) -> tuple[Checked, Record]:
        """Return what is left to find after all fixes, with the bytes that they give, as a record too.

        Fixes run again on their result until nothing is left to fix. Where that does not
        settle, the record stays as it was.
        """
        original = record
        fixed: list[Finding] = []
        refused: dict[tuple[str, Path], str] = {}
        seen = {record.document.data}
        for _ in range(self._limits.fix_rounds):
            (found,) = self.found([record])
            ignored = self._ignored_in(record)
            due = [
                finding for finding in found if finding.code not in ignored and self._is_due(finding, refused)
            ]
            if not due:
                break
            data, applied, reasons = _apply(record.document, _compatible(due))
            refused |= reasons
            if not applied:
                continue
            fixed += self.placed(applied, record)
            refused = {}  # what could not be written then may be now
            record = record.reread(data)
            if data in seen:
                return self._given_up(original, fixed, "undo each other on this record"), original
            seen.add(data)
        else:
            rounds = f"do not come to an end on this record in {self._limits.fix_rounds} rounds"
            return self._given_up(original, fixed, f"{rounds} (`limits.fix-rounds`)"), original
        findings = [_with_reason(finding, refused) for finding in self.check(record)]
        return Checked(record.document.data, findings, fixed, is_lasting=not (fixed or refused)), record

    def would_fix(self, findings: Iterable[Finding]) -> bool:
        """Return whether `fix` would change a record of which these findings are told."""
        return any(self._is_due(finding, {}) for finding in findings)

    def _is_due(self, finding: Finding, refused: dict[tuple[str, Path], str]) -> bool:
        return (
            finding.fix is not None
            and finding.fix.applicability in self._applicable
            and (finding.code, finding.path) not in refused
            and self.shows(finding)
        )

    def _given_up(self, original: Record, fixed: list[Finding], why: str) -> Checked:
        codes = ", ".join(sorted({finding.code for finding in fixed}))
        return Checked(
            original.document.data,
            self.check(original),
            failure=f"the fixes of {codes} {why}; it stays as it was",
            is_lasting=False,
        )


def _with_reason(finding: Finding, refused: dict[tuple[str, Path], str]) -> Finding:
    reason = refused.get((finding.code, finding.path))
    if reason is None or finding.fix is None:
        return finding
    fix = replace(finding.fix, applicability=Applicability.DISPLAY, why=f"cannot be written: {reason}")
    return replace(finding, fix=fix)


def _apply(
    document: Document, findings: Sequence[Finding]
) -> tuple[bytes, list[Finding], dict[tuple[str, Path], str]]:
    """Apply the fixes together; where that is refused, halve until those at fault stand alone."""
    from lint.documents.writer import EditRefused, apply_to_text  # which a check does not need

    accepted: list[Finding] = []
    refused: dict[tuple[str, Path], str] = {}
    data = document.data

    def attempt(group: Sequence[Finding]) -> None:
        nonlocal data
        edits = [edit for finding in [*accepted, *group] if finding.fix for edit in finding.fix.edits]
        try:
            data = apply_to_text(document, edits)
        except EditRefused as error:
            if len(group) == 1:
                refused[group[0].code, group[0].path] = str(error)
            else:
                attempt(group[: len(group) // 2])
                attempt(group[len(group) // 2 :])
        else:
            accepted.extend(group)

    attempt(findings)
    return data, accepted, refused


def _compatible(findings: Sequence[Finding]) -> list[Finding]:
    """Return those findings whose fixes can be applied together, the first ones first.

    Left for the next round is what changes a value inside one that is changed already, and what
    moves the items of a list that another rule works on.
    """
    values: set[Path] = set()
    below: dict[Path, set[str]] = defaultdict(set)
    moved: dict[Path, str] = {}
    chosen: list[Finding] = []
    for finding in findings:
        changed, lists = _claims(finding)
        code = finding.code
        if any(
            path in below or any(path[:n] in values for n in range(len(path) + 1)) for path in changed
        ) or any(moved.get(path[:n], code) != code for path in changed | lists for n in range(len(path) + 1)):
            continue
        if any(
            below.get(path, {code}) != {code} or any(path[:n] in values for n in range(len(path) + 1))
            for path in lists
        ):
            continue
        chosen.append(finding)
        values |= changed
        moved |= dict.fromkeys(lists, code)
        for path in changed | lists:
            for n in range(len(path)):
                below[path[:n]].add(code)
    return chosen


def _claims(finding: Finding) -> tuple[set[Path], set[Path]]:
    """Return the paths whose values a fix changes, and the lists that it rearranges."""
    changed: set[Path] = set()
    lists: set[Path] = set()
    for edit in finding.fix.edits if finding.fix else ():
        if not isinstance(edit, Insert | EditComment):
            changed.add(edit.path)
        if isinstance(edit, Insert | Remove) and isinstance(edit.path[-1], int):
            lists.add(edit.path[:-1])
        if isinstance(edit, MakeAlias):
            changed.add(edit.source)
    return changed, lists
