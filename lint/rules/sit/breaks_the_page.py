from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Value
from lint.records.record import Record
from lint.rules import Example, Rule

_FIELDS = frozenset({"published", "permalink", "layout", "date", "categories"})

# Ruby's Time.parse takes whatever holds a number or the beginning of a month's name.
_DATED = lazy(r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_NO_DAY = lazy(r"\d{4}-(?:(?:00|1[3-9]|[2-9]\d)-\d\d|\d\d-(?:00|3[2-9]|[4-9]\d))")


class BreaksThePage(Rule):
    """A field that Jekyll, which makes the site, takes for its own.

    Jekyll gives some fields a meaning of their own, whoever wrote them and why. With
    `published: false` the record's page vanishes. With a `permalink` it moves to another
    address, where it may take the place of another page, and all links to it are dead. With a
    `layout` it is shown without what the record says. With a `date` that cannot be read the whole
    site is not built, and with `categories` that are no list the record's data are lost. Records
    need none of these fields: remove it.
    """

    code = "SIT002"
    source = "Jekyll 4.3.1, as tried"
    severity = Severity.ERROR
    kinds = frozenset({"figure", "pathway"})
    examples = (
        Example(bad="wpid: WP1\npublished: false"),
        Example(bad="wpid: WP1\npermalink: /pathways/WP2.html"),
        Example(bad="wpid: WP1\ndate: soon"),
        Example(bad="wpid: WP1\ncategories: 5"),
        Example(bad="wpid: WP1\nlayout: default"),
        Example(ok="wpid: WP1\npublished: true\npermalink: /pathways/WP1.html\nlayout: pathway-page"),
        Example(ok="wpid: WP1\ndate: 2025-11-20\ncategories: metabolism"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        for field in _FIELDS & record.values.keys():
            message = _harm(field, record.values[field], record)
            if message:
                yield self.finding((field,), message)


def _harm(field: str, value: Value, record: Record) -> str:
    """Return what the field does to the site, "" where it does no harm; as tried with Jekyll 4.3.1."""
    kind = record.kind
    match field:
        case "published" if value is False or value is None:
            return "`published` takes the page off the site unless it is `true`"
        case "permalink" if value is not None and value is not False:
            if not isinstance(value, str):
                return "The build of the site fails at a `permalink` that is not text"
            page = kind.page.format(record.stem)
            address = f"/{value.lstrip('/')}"
            if ":" not in value and address.removesuffix(".html") != page.removesuffix(".html"):
                return f"`permalink` moves the page to `{address}`, away from `{page}`, where links lead"
        case "layout" if value is not None and value != kind.layout:
            return f"`layout` shows the page without what `{kind.layout}` says of the record"
        case "date" if not _DATED.search(str(value)) or _NO_DAY.fullmatch(str(value)):
            return "The build of the site fails at a `date` that holds no date"
        case "categories" if not isinstance(value, list | str | None):
            return "`categories` that are no list make Jekyll drop all of the record's fields"
    return ""
