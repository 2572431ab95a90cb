"""The settings, with all defaults; `loading` finds their values."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from glob import escape, iglob
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.core.findings import Applicability, Finding, Fix, Severity
from lint.core.globs import Globs
from lint.core.limits import DEFAULT, Limits
from lint.core.values import Path
from lint.core.wording import shortened
from lint.files import Scope, shown
from lint.kinds import PATHWAY_SOURCE, Kind, builtin
from lint.records.inputs import InputKey
from lint.records.record import Record
from lint.rules import Rule, registry
from lint.rules.selectors import (
    ALL,
    highest_specificity,
    match_codes,
    match_rules,
    note_on_selector,
    specificity,
)
from lint.settings.values import default

if TYPE_CHECKING:
    from lint.kinds.declared import Declared

BASELINE = "recordlint-baseline.json"
"""The default name of a baseline."""
_MAX_IDS = 2  # in the path of a source: each stands for all names in a folder
_MAX_SHOWN = 100  # characters of a path in a message


@dataclass(frozen=True)
class Genes:
    """Data about genes that rules use besides the records."""

    hgnc: str = ""
    """The file with HGNC's complete set, relative to the folder of the settings file; by default, the one
    that `recordlint genes fetch` stores."""


@dataclass(frozen=True)
class Sources:
    """The files from which records are generated, if they are not beside the records."""

    pathway: str = ""
    """The GPML file of a pathway, relative to the folder of the settings file; `{id}` stands for the record's
    id: `../wikipathways-database/pathways/{id}/{id}.gpml`."""

    @property
    def note(self) -> str:
        """A message if there is no such file at all; "" otherwise, and if it takes too long to find out."""
        place = escape(self.pathway).replace("{id}", "*")
        if not self.pathway or self.pathway.count("{id}") > _MAX_IDS or next(iglob(place), None):
            return ""
        name = shortened(shown(self.pathway), _MAX_SHOWN)
        return f"sources.pathway: there is no file {name}, whatever the id"

    def of(self, kind: str, record_id: str) -> InputKey | None:
        """Return the source of the record with the id *record_id*; None if the settings name none."""
        pattern = self.pathway if kind == "pathway" else ""
        is_name = pattern and re.fullmatch(r"[\w-]+", record_id)
        return (os.path.normpath(pattern.replace("{id}", record_id)), None) if is_name else None


@dataclass(frozen=True)
class IgnoredRecords:
    """Known findings of some records, which are not reported."""

    records: tuple[str, ...] = field(metadata={"min_length": 1})
    """The ids of the records: `WP49`."""
    rules: tuple[str, ...] = field(metadata={"min_length": 1})
    """The rules: codes (`TXT001`), their beginnings (`TXT`) or names (`mojibake`)."""
    reason: str = field(metadata={"min_length": 1})
    """Why these findings are kept, for people who read the settings."""


class Ignores(NamedTuple):
    """The codes of the rules whose findings are only counted."""

    by_record: dict[str, frozenset[str]]
    """The codes by the id of the record."""
    by_file: Sequence[tuple[Globs, frozenset[str]]]
    """The codes by patterns that match the file."""

    folder: str
    """The working folder of the run, to which the paths of records are relative."""

    def codes(self, record: Record, path: Path) -> frozenset[str]:
        """Return the codes that are ignored at *path* of *record*."""
        found = self.by_record.get(record.id_at(path), frozenset())
        if self.by_file:
            file = os.path.normpath(os.path.join(self.folder, record.file))
            found = found.union(*(codes for globs, codes in self.by_file if globs.match(file)))
        return found


@dataclass(frozen=True, init=False)
class Settings:
    """What a run checks, and how strictly.

    Raises:
        pydantic.ValidationError: A rule or an option does not exist, or an option has a wrong value.
    """

    select: tuple[str, ...] = (ALL,)
    """The rules to run: codes (`TXT001`), their beginnings (`TXT`) or names (`mojibake`)."""
    extend_select: tuple[str, ...] = ()
    """More rules to run, such as those of other packages."""
    ignore: tuple[str, ...] = ()
    """The rules not to run. If a rule is both selected and ignored, the more specific name counts."""
    severity: dict[str, Severity] = field(default_factory=dict)
    """The severity of findings by their rule: its code, a beginning or its name; the most specific counts."""
    level: Severity = Severity.WARNING
    """The lowest severity that is shown."""
    fail_on: Severity = Severity.WARNING
    """The lowest severity that fails the run."""
    include: Globs | None = None
    """The files to check: patterns in the syntax of `.gitignore`; by default, all files."""
    exclude: Globs | None = None
    """The files not to check, even if they are named: patterns in the syntax of `.gitignore`."""
    per_file_ignores: dict[Globs, tuple[str, ...]] = field(default_factory=dict)
    """The rules whose findings some files ignore, by a pattern in the syntax of `.gitignore`."""
    ignore_records: tuple[IgnoredRecords, ...] = ()
    """Known findings of some records, which are not reported."""
    unsafe_fixes: bool = False
    """Whether fixes that may change what a record says are applied, too."""
    output_format: str = "full"
    """The format of the report."""
    repo_url: str = ""
    """The address of the repository's page, for links to files; by default, that of git's remote."""
    genes: Genes = Genes()
    """Data about genes that rules use besides the records."""
    sources: Sources = Sources()
    """The files from which records are generated, if they are not beside the records."""
    limits: Limits = DEFAULT
    """The limits on the work for one record."""
    baseline: str = ""
    """The file with the list of known findings, which are not reported; "" for none."""
    kinds: tuple[Declared, ...] = ()
    """The kinds of records that the repository declares."""
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The options of rules, by code or name; `recordlint explain` lists them."""

    def __init__(self, **given: Any) -> None:
        values = {each.name: default(each) for each in fields(self)}
        if given:
            from lint.settings.validation import (
                validated,  # importing pydantic takes longer than checking a record
            )

            values |= validated(Settings, given)
        vars(self).update(values)

    def replace(self, **values: Any) -> Settings:
        """Return these settings with other *values*, which are not validated."""
        new = copy(self)
        vars(new).update(values)
        return new

    def enabled_rules(self) -> list[Rule]:
        """Return the rules to run, with their options: first recordlint's, then those of other packages."""
        select = self.select + self.extend_select
        asked = {rule.code: rule for selector in select for rule in match_rules(selector)}
        own = registry()
        others = sorted(asked.keys() - own.keys())
        return [
            rule(rule.Options(**{**self._shared(rule), **self.rules.get(code, {})}), self._severity(rule))
            for code, rule in ((code, own.get(code) or asked[code]) for code in (*own, *others))
            if code in asked and highest_specificity(select, rule) > highest_specificity(self.ignore, rule)
        ]

    def _severity(self, rule: type[Rule]) -> Severity | None:
        """Return the severity that the settings give to *rule*, if any."""
        closest = max(self.severity, key=lambda selector: specificity(selector, rule), default="")
        return self.severity[closest] if closest and specificity(closest, rule) >= 0 else None

    def _shared(self, rule: type[Rule]) -> dict[str, Any]:
        """Return the options of *rule* that the settings define once for several rules."""
        return {each.name: self.genes.hgnc for each in fields(rule.Options) if each.name == "hgnc"}

    def all_kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of records, the repository's own first."""
        own = tuple(declared.kind for declared in self.kinds)
        names = {kind.name for kind in own}
        return (*own, *(kind for kind in builtin() if kind.name not in names), PATHWAY_SOURCE)

    @property
    def notes(self) -> list[str]:
        """Messages on what has no effect, or another than it seems: selectors, sources, schemas."""
        selectors = (*self.select, *self.extend_select, *self.ignore)
        own = [*map(note_on_selector, selectors), self.sources.note]
        schemas = (note for declared in self.kinds for note in declared.notes)
        return list(dict.fromkeys([*filter(None, own), *schemas]))

    def scope(self) -> Scope:
        """Return the scope of a run: which files belong to it."""
        patterns = [pattern for kind in self.all_kinds() for pattern in kind.patterns]
        endings = dict.fromkeys(os.path.splitext(pattern)[1] for pattern in patterns)
        return Scope(self.include, self.exclude, tuple(endings))

    def ignores(self, folder: str) -> Ignores | None:
        """Return which findings are only counted, or None; paths of records are relative to *folder*."""
        by_record: dict[str, frozenset[str]] = {}
        for ignored in self.ignore_records:
            for record in ignored.records:
                by_record[record] = by_record.get(record, frozenset()) | match_codes(ignored.rules)
        by_file = [(globs, match_codes(rules)) for globs, rules in self.per_file_ignores.items()]
        return Ignores(by_record, by_file, folder) if by_record or by_file else None

    def for_findings(self) -> Settings:
        """Return these settings without those that do not affect which findings there are."""
        plain = Settings()
        names = ("baseline", "fail_on", "output_format", "repo_url")
        return self.replace(**{name: getattr(plain, name) for name in names})

    def is_visible(self, finding: Finding) -> bool:
        """Return whether a report lists *finding*.

        Findings of a rule that is selected by its own code or name are shown like warnings.
        """
        severity = max(finding.severity, Severity.WARNING) if self.names(finding) else finding.severity
        return severity >= self.level

    def applies(self, fix: Fix) -> bool:
        """Return whether `recordlint fix` applies *fix*."""
        return fix.applicability is Applicability.SAFE or (
            self.unsafe_fixes and fix.applicability is Applicability.UNSAFE
        )

    def names(self, finding: Finding) -> bool:
        """Return whether the rule of *finding* is selected by its own code or name."""
        selectors = (self.select, self.extend_select)
        return any(finding.code in each or finding.name in each for each in selectors)

    def fails(self, severity: Severity) -> bool:
        """Return whether a finding of this severity fails the run."""
        return severity >= self.fail_on
