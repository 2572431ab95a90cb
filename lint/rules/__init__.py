"""Rules: one module per rule, one folder per family. This module defines rules and their registry."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from lint.core.findings import Applicability, Finding, Fix, Severity, Span
from lint.core.values import Edit, Path, Set
from lint.core.wording import shortened
from lint.documents.document import Document
from lint.documents.splices import replaced
from lint.kinds import Kind
from lint.records.record import Record

D = TypeVar("D", bound=Document)

FAMILIES = {
    "REC": "the file, and its YAML or XML",
    "SCH": "schema",
    "TXT": "text",
    "KEY": "keywords",
    "GEN": "genes",
    "DUP": "duplication",
    "REF": "references between records, files and URLs",
    "SIT": "faults that break the site",
    "CUR": "what curators ask for",
    "SRC": "the source of a record, and what was made from it",
}
"""The families of codes, in the order in which their fixes are applied."""


MAX_MESSAGE = 1_000
"""The largest number of characters of a message that is shown."""
MAX_WORDS = 20
"""The largest number of ranges of a value that a finding marks: each is searched in the file."""


class Example(NamedTuple):
    """An example of a rule, which is both its documentation and its test.

    ``bad`` yields findings of this rule, and fixing it gives exactly ``good``; if there is no ``good``, there
    is no fix. ``good`` and ``ok`` yield nothing. They are YAML: whole front matter, or with ``whole=False`` a
    few fields of a valid record of the kind, in which those of *without* are left out. For the source of a
    pathway they are the content of `<Pathway>`. With ``raw`` they are the text of a whole file, whose name
    ends in *ending*. *others* are more records of the same run, for corpus rules; they are of the same kind
    unless their id fields say otherwise. *sidecars* are the texts of files beside the record, its source
    included, and of pages in folders such as `_authors/`, by name. *also* holds the codes of rules that run
    with this one.
    """

    bad: str | None = None
    good: str | None = None
    ok: str | None = None
    kind: str = "pathway"
    whole: bool = True
    without: tuple[str, ...] = ()
    raw: bool = False
    ending: str = ".md"
    unsafe: bool = False
    sidecars: Mapping[str, str] = MappingProxyType({})
    others: tuple[str, ...] = ()
    options: Mapping[str, Any] = MappingProxyType({})
    also: tuple[str, ...] = ()


class Rule:
    """The base class of rules; the docstring of a rule is its reference page.

    The first line of the docstring says what is wrong, the rest why it matters and what to do.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    """The name of the rule: `stray-space`, derived from the class name `StraySpace` unless it is set."""
    source: ClassVar[str] = ""
    """What shows that this is wrong, for the reference page."""
    severity: Severity
    examples: ClassVar[Sequence[Example]] = ()
    kinds: ClassVar[frozenset[str] | None] = None
    """The kinds that the rule checks; None: all kinds."""
    split_from: ClassVar[str] = ""
    """The code of the rule of which this one was a part: selecting that rule selects this one, too."""
    ends_reading: ClassVar[bool] = False
    """Whether a finding means that the file has no values, so that most other rules do not check it."""
    superseded_by: ClassVar[frozenset[str]] = frozenset()
    """Codes of better findings about the same value: this rule's finding is then left out."""
    tells_of_sidecars: ClassVar[bool] = False
    """Whether its findings are about files beside the record, which no fix changes."""
    lends_its_fix: ClassVar[bool] = False
    """Whether a finding that supersedes one of this rule takes over its fix, which is the better one."""

    replaces_items: ClassVar[bool] = False
    """Whether its fix of a whole list takes precedence over other fixes of the items that it replaces."""
    regenerates: ClassVar[bool] = False
    """Whether its fix generates values again from the record's source, which is done only on request."""

    @dataclass(frozen=True)
    class Options:
        """The options of the rule, which the settings set under ``[rules.CODE]``.

        ``metadata={"description": ...}`` documents a field.
        """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "name" not in vars(cls):
            cls.name = re.sub(r"\B(?=[A-Z])", "-", cls.__name__).lower()

    def __init__(self, options: Options | None = None, severity: Severity | None = None) -> None:
        self.options: Any = options if options is not None else self.Options()
        self.asked = severity
        """The severity from the settings; None if they do not set one."""

    def might_match(self, record: Record) -> bool:
        """Return False if a cheap look at the raw text shows that nothing can be found."""
        return True

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield what is wrong with *record*."""
        raise NotImplementedError

    def finding(
        self,
        path: Path,
        message: str,
        *,
        fix: Fix | None = None,
        severity: Severity | None = None,
        words: Sequence[Span] = (),
        on_key: bool = False,
        span: Span | None = None,
        is_systematic: bool = False,
    ) -> Finding:
        """Return a finding of this rule; see `Finding` for the parts.

        *severity* is set if it differs from the rule's; a systematic finding is an info. The severity from
        the settings applies to all findings of the rule. A systematic finding must have the same message in
        every record, since a run counts the findings with the same message.
        """
        if is_systematic:
            severity = Severity.INFO
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.asked or severity or self.severity,
            path=path,
            message=shortened(message, MAX_MESSAGE),
            fix=fix,
            words=tuple(words)[:MAX_WORDS],
            on_key=on_key,
            span=span,
            is_systematic=is_systematic,
        )

    def rewriting(
        self,
        path: Path,
        text: str,
        changes: Sequence[tuple[Span, str]],
        message: str,
        title: str,
        *,
        why: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """Return a finding about the ranges of *text* in *changes*, with a fix that replaces them.

        A range that is replaced with itself is only marked. *why* says why the fix is unsafe, if it is.
        """
        new = replaced(text, changes)
        fix = safe(title, Set(path, new), unless=why) if new != text else None
        words = [span for span, _ in changes]
        return self.finding(path, message, fix=fix, severity=severity, words=words)


class FormatRule(Rule, Generic[D]):
    """A rule about how files of one format are written, including files that cannot be read.

    Such files have no values. Records in another format have no findings of the rule.
    """

    format: type[D]

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield what is wrong with the record's document."""
        if isinstance(record.document, self.format):
            yield from self.check_document(record.document, record.kind)

    def check_document(self, document: D, kind: Kind) -> Iterator[Finding]:
        """Yield what is wrong with *document*, a record of a *kind*."""
        raise NotImplementedError


class SuppressionRule(Rule):
    """A rule on suppressions that suppress nothing, which only the checker knows."""

    def unused(self, span: Span, names: Sequence[str], rest: str) -> Finding:
        """Return the finding about a comment at *span* whose *names* suppress nothing.

        *rest* is the comment without them, "" if it names no other rules.
        """
        raise NotImplementedError


class Fact(NamedTuple):
    """What a corpus rule keeps from a record: a *path*, and *data* to compare."""

    file: str
    kind: str
    record: str
    path: Path
    data: str

    @property
    def repository(self) -> str:
        """The folder above the record's own: only records with the same one are compared."""
        above = self.file.rsplit("/", 2)
        return above[0] if len(above) > 2 else ""


class CorpusRule(Rule):
    """A rule that checks all records of a run together.

    It takes small facts from every record and then finds faults among all facts. Its findings have no fix,
    since a fix is verified on one record; but if it *fixes_by_comparing*, records are compared before they
    are fixed, and then once more.

    A run may have a hundred thousand records, and all their facts are kept until its end. Facts should
    therefore be few and short.
    """

    fixes_by_comparing: ClassVar[bool] = False
    """Whether its findings, each about one value, may have fixes."""

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the data to compare, each with its path."""
        raise NotImplementedError

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        """Yield what is wrong among the facts of all records.

        *facts* are in any order and can be iterated over several times.
        """
        raise NotImplementedError

    def check(self, record: Record) -> Iterator[Finding]:
        """Find nothing in one record alone."""
        yield from ()


def in_common(
    facts: Iterable[Fact], keys: Callable[[Fact], Iterable[str]]
) -> Iterator[tuple[str, list[Fact]]]:
    """Yield each key that several facts of one repository share, with these facts, sorted by file.

    *facts* are iterated over twice, so that only those with a common key are kept.
    """
    numbers = Counter((fact.repository, key) for fact in facts for key in keys(fact))
    common = {key for key, number in numbers.items() if number > 1}
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts if common else ():
        repository = fact.repository
        for key in keys(fact):
            if (repository, key) in common:
                groups[repository, key].append(fact)
    for (_, key), group in groups.items():
        yield key, sorted(group, key=lambda fact: fact.file)


def safe(title: str, *edits: Edit, unless: str = "") -> Fix:
    """Return a fix that is applied by default, or only on request if *unless* gives a reason."""
    return Fix(title, edits, Applicability.UNSAFE if unless else Applicability.SAFE, unless)


def unsafe(title: str, *edits: Edit, why: str) -> Fix:
    """Return a fix that is applied only on request, with the reason."""
    return Fix(title, edits, Applicability.UNSAFE, why)


def suggestion(title: str, *edits: Edit, why: str) -> Fix:
    """Return a fix that is shown and never applied, with the reason."""
    return Fix(title, edits, Applicability.DISPLAY, why)


@cache
def registry() -> Mapping[str, type[Rule]]:
    """Return the rules by code, family by family: all rules defined in modules of this package."""
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        importlib.import_module(module.name)
    order = list(FAMILIES)
    found = sorted(_defined(Rule), key=lambda rule: (order.index(rule.code[:3]), rule.code))
    return {rule.code: rule for rule in found}


def _defined(base: type[Rule]) -> Iterator[type[Rule]]:
    for rule in base.__subclasses__():
        if "code" in rule.__dict__ and rule.__module__.startswith(f"{__name__}."):
            yield rule
        yield from _defined(rule)
