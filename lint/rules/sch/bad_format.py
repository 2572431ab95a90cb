from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set, Value, field_of, get, has
from lint.core.wording import letters_of
from lint.kinds.schema import identifiers
from lint.kinds.schema.validation import accepts_at
from lint.kinds.schema.violation import Violation
from lint.records.record import Record
from lint.rules import Example, safe
from lint.rules.sch import SchemaRule, from_elsewhere, in_other_form, plain_values, source_of
from lint.rules.sch.wording import clause
from lint.text.dates import days

_MAX_LENGTH = 200  # characters of a value for which other forms are tried
_TERM = lazy(r"(?<=[A-Z]:)(?<!DOID:)[0-9]{1,6}\Z")  # the Disease Ontology has shorter ids, too
_LEADS = lazy(r"(?i)(?:https?://(?:dx\.)?(?:doi\.org|orcid\.org)/|doi:\s*|pmcid:\s*|pmid:\s*)")


class BadFormat(SchemaRule):
    """A value does not have the form of its field: an id, a date, a DOI, a word from a fixed list.

    Links and searches are built from these values. With a wrong id they lead nowhere, and nobody notices.

    The fix writes the value in the only form that the schema accepts: a date that can be read in one way
    only, an id with its correct case, signs and zeros, a word from the list that differs only in case. It
    also puts a number or a date in quotes, which is safe; the other changes are unsafe.
    """

    code = "SCH003"
    source = "the kind's schema; the forms of ids are those of the databases that give them"
    severity = Severity.ERROR
    keywords = frozenset({"pattern", "enum", "const", "format"})
    superseded_by = frozenset({"REC006", "TXT002", "TXT004", "TXT005", "TXT007"})
    examples = (
        Example(bad="wpid: WPX", whole=False),
        Example(bad="last-edited: soon", whole=False),
        Example(bad="annotations:\n- id: PW_0000512\n  type: Pathway Ontology", whole=False),
        Example(
            bad="annotations:\n- id: PW:512\n  type: Pathway Ontology",
            good="annotations:\n- id: PW:0000512\n  type: Pathway Ontology",
            whole=False,
            unsafe=True,
        ),
        Example(bad="doi: .na.character", whole=False, kind="figure"),
        Example(bad="figtype: Drawing", whole=False, kind="figure"),
        Example(ok="ndex: ''\nlast-edited: '2025-11-10'", whole=False),
        Example(ok="doi: 10.1039/d3sc00173c", whole=False, kind="figure"),
        Example(ok="realname: >\n  Egon Willighagen", whole=False, kind="author"),
        Example(bad='realname: "Egon Willighagen\\nand others"', whole=False, kind="author"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each such value, except for names whose block ends with a line break."""
        for finding in super().check(record):
            if not _is_sound_block(record, finding.path):
                yield finding

    def takes(self, violation: Violation) -> bool:
        """Return whether *violation* is about the form of a value, in all choices if there are several."""
        if violation.keyword in ("anyOf", "oneOf") and violation.branches:
            return all(self.takes(inner) for branch in violation.branches for inner in branch)
        return super().takes(violation)

    def finding_for(self, record: Record, violation: Violation) -> Finding:
        """Return the finding, with a fix if only one accepted value can be meant."""
        return self.finding(violation.path, clause(violation), fix=_fix(record, violation))


def _is_sound_block(record: Record, path: Path) -> bool:
    """Return whether a name is right but for the line break with which a block (`>`, `|`) ends.

    No page of WikiPathways shows it. In an id it is a fault, and so it is where a schema of others says so.
    """
    kind = record.kind
    value = get(record.values, path) if path and has(record.values, path) else None
    return (
        isinstance(value, str)
        and value.endswith("\n")
        and kind.is_builtin
        and field_of(path) not in kind.identifiers
        and record.document.has_final_break(path)
        and accepts_at(kind, record.values, path, value[:-1])
    )


def _fix(record: Record, violation: Violation) -> Fix | None:
    fix = from_elsewhere(record, violation.path)
    if fix is not None:
        return fix
    value = get(record.values, violation.path) if violation.path else None
    if isinstance(value, str) and len(value) <= _MAX_LENGTH:
        return in_other_form(record, violation.path, [*_forms(value, violation), *plain_values(value)])
    source = source_of(record, violation.path, value)
    if source and accepts_at(record.kind, record.values, violation.path, source):
        return safe("Put it in quotes", Set(violation.path, source))
    return in_other_form(record, violation.path, [value.date()]) if isinstance(value, datetime) else None


def _padded(digits: re.Match[str]) -> str:
    """Return the number of an ontology term with seven digits."""
    return digits[0].zfill(7)


def _forms(value: str, violation: Violation) -> Iterator[Value]:
    """Yield other forms of *value* that may be meant."""
    text = " ".join(value.split()).rstrip(".,;")
    yield from days(text)
    last = text.rpartition("/")[2] if "://" in text else text
    for base in dict.fromkeys((text, _LEADS.sub("", text), last)):
        for signed in (
            base,
            re.sub(r"[_ ;-]+", ":", base, count=1),
            re.sub(r"(?<=[A-Za-z])(?=[0-9])", ":", base, count=1),
            base.replace(" ", ""),
        ):
            yield from (signed, signed.upper(), signed.lower(), _TERM.sub(_padded, signed.upper()))
    if violation.keyword == "format" and (identifier := identifiers.meant(violation.limit, value)):
        yield identifier
    if letters := letters_of(text):
        yield from (choice for choice in _choices(violation) if letters_of(choice) == letters)


def _choices(violation: Violation) -> Iterator[str]:
    """Yield the texts that are listed for the value, in all branches of the schema that it may follow."""
    listed = {"enum": violation.limit, "const": [violation.limit]}.get(violation.keyword, ())
    yield from (choice for choice in listed if isinstance(choice, str))
    for branch in violation.branches or ():
        for inner in branch:
            yield from _choices(inner)
