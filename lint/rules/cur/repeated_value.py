from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.records.record import Record
from lint.rules import Example, Rule

_NAMES = {"realname": "real name", "username": "user name"}
_AUTHOR = "username: Fwolters\nrealname: {}"


class RepeatedValue(Rule):
    """A field only repeats another field.

    If an author's page has the user name as the real name, the site credits an account and not a person.
    Write the real name. A user name of several words counts as a real name.
    (wikipathways/wikipathways.github.io, issues 6, 17 and 135) If a pathway's description only repeats the
    title, readers and search engines get no description.

    For the records of WikiPathways, recordlint knows which fields must differ; for other kinds, the
    setting `differs` names them.
    """

    code = "CUR008"
    source = "issues of wikipathways/wikipathways.github.io, and the settings"
    severity = Severity.WARNING
    superseded_by = frozenset({"TXT001", "TXT002", "TXT004", "TXT005", "TXT007"})
    examples = (
        Example(
            bad=_AUTHOR.format("Fwolters"), ok=_AUTHOR.format("Felicia Wolters"), kind="author", whole=False
        ),
        Example(
            bad="title: Transcription by RNA polymerase II\ndescription: Transcription by RNA polymerase II.",
            ok="title: Transcription by RNA polymerase II\ndescription: How RNA polymerase II transcribes.",
            whole=False,
        ),
        Example(ok="username: Felicia Wolters\nrealname: Felicia Wolters", kind="author"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for field, other in record.kind.differs:
            place = record.kind.place
            others = {(place(path), _bare(str(value))) for path, value in record.find(other)}
            for path, value in record.find(field):
                is_name = field == "realname" and " " in str(value).strip()
                if not isinstance(value, str) or not value.strip() or is_name:
                    continue
                if (place(path), _bare(value)) in others:
                    name, repeated = (_NAMES.get(each, each) for each in (field, other))
                    message = f"The {name} `{value}` only repeats the {repeated}: write the {name} itself"
                    yield self.finding(path, message)


def _bare(text: str) -> str:
    """Return *text* for a comparison that ignores case and the full stop at the end."""
    return text.casefold().strip().rstrip(".")
