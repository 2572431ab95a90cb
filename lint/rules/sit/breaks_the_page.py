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
    """A field has a special meaning for Jekyll, which makes the site.

    Jekyll gives some fields a meaning of its own, whoever wrote them. With `published: false` the record's
    page vanishes. With a `permalink` it moves to another address, where it may replace another page, and all
    links to it are dead. With a `layout` the page does not show the record. A `date` that cannot be read
    makes the build of the whole site fail, and `categories` that are not a list make Jekyll drop the
    record's data. Records need none of these fields: remove the field.
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
    """Return how the field harms the site, as tried with Jekyll 4.3.1; "" if it does not."""
    kind = record.kind
    match field:
        case "published" if value is False or value is None:
            return "`published` removes the page from the site unless it is `true`"
        case "permalink" if value is not None and value is not False:
            if not isinstance(value, str):
                return "The build of the site fails at a `permalink` that is not text"
            page = kind.page.format(record.stem)
            address = f"/{value.lstrip('/')}"
            if ":" not in value and address.removesuffix(".html") != page.removesuffix(".html"):
                return f"`permalink` moves the page to `{address}`, away from `{page}`, where links lead"
        case "layout" if value is not None and value != kind.layout:
            return f"`layout` replaces `{kind.layout}`, so the page does not show the record"
        case "date" if not _DATED.search(str(value)) or _NO_DAY.fullmatch(str(value)):
            return "The build of the site fails at a `date` that is not a date"
        case "categories" if not isinstance(value, list | str | None):
            return "`categories` that are not a list make Jekyll drop all fields of the record"
    return ""
