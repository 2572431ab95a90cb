"""What the examples of the SIT rules cannot show, compared with how the sites show a record."""

from __future__ import annotations

import html
import json
from calendar import month_abbr
from typing import Any

import pytest
import yaml
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.core.values import find
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules.sit.breaks_search_index import BreaksSearchIndex
from lint.rules.sit.breaks_the_page import BreaksThePage

FIGURE, PATHWAY, *_ = builtin()
INDEX = Checker([BreaksSearchIndex()])

shorts = st.text('ab "\\\n\t\x1f&/β', max_size=6)
captions = st.tuples(st.sampled_from([0, 190, 194, 198, 300]), shorts).map(
    lambda case: "x" * case[0] + case[1]
)


def figure(**fields: Any) -> Record:
    text = yaml.safe_dump(fields, allow_unicode=True)
    return Record(FrontMatter(f"---\n{text}---\n".encode()), FIGURE, "_figures/PMC1.md")


def is_indexed(record: Record) -> bool:
    """Return whether the entry of search.json holds what it should, as Liquid writes it."""
    values = record.values
    caption = values["caption"] if len(values["caption"]) <= 200 else values["caption"][:197] + "..."
    keywords = ", ".join(word for _, words in find(values, "schema-jsonld.keywords") for word in words)
    entry = {
        "title": html.escape(values["figtitle"]),
        "description": html.escape(caption),
        "organisms": ", ".join(values["organisms"]),
        "keywords": html.escape(keywords),
    }
    written = ",".join(f'"{name}": "{value}"' for name, value in entry.items())
    try:
        return bool(json.loads(f"{{{written}}}") == entry)
    except ValueError:
        return False


@given(shorts, captions, st.lists(shorts, max_size=3), st.lists(shorts, max_size=3))
def test_what_breaks_the_index_is_found_and_nothing_else(
    title: str, caption: str, keywords: list[str], organisms: list[str]
) -> None:
    record = figure(
        figtitle=title, caption=caption, organisms=organisms, **{"schema-jsonld": {"keywords": keywords}}
    )
    assert is_indexed(record) == (INDEX.check(record).findings == [])
    checked, fixed = INDEX.fix(record)
    assert is_indexed(fixed) == (checked.findings == [])


def test_a_caption_and_its_copy_are_mended_together() -> None:
    record = figure(caption="A\n\n(B) \\C", **{"schema-jsonld": {"description": "A\n\n(B) \\C"}})
    _, fixed = INDEX.fix(record)
    assert fixed.values == {"caption": "A (B) /C", "schema-jsonld": {"description": "A (B) /C"}}


@pytest.mark.parametrize(("before", "after", "count"), [(196, 9, 1), (197, 9, 0), (198, 1, 1), (199, 0, 1)])
def test_a_caption_counts_as_far_as_it_is_shown(before: int, after: int, count: int) -> None:
    record = figure(caption="x" * before + "\\" + "x" * after)
    assert len(INDEX.check(record).findings) == count


def test_what_the_index_does_not_show_of_a_caption_stays() -> None:
    rest = "x" * 200 + "\n\n(B) \\alpha"
    _, fixed = INDEX.fix(figure(caption=f"A\n{rest}"))
    assert fixed.values == {"caption": f"A {rest}"}


# Each was tried with Jekyll 4.3.1 and jekyll-redirect-from.
@pytest.mark.parametrize(
    ("field", "does_harm"),
    [
        ("published: false", True),
        ("published: no", True),
        ("published:", True),
        ("published: 'false'", False),
        ("published: 0", False),
        ("date: soon", True),
        ("date: Monday", True),
        ("date: delta", True),
        ("date: 2020-13-01", True),
        ("date: 2020-01-00", True),
        ("date: 2020-12-45", True),
        ("date: true", True),
        ("date:", True),
        ("date: ''", True),
        ("date: May", False),
        *[(f"date: {month}", False) for month in month_abbr[1:]],
        ("date: 2020-02-30", False),
        ("date: 2020-01-01", False),
        ("date: 2020-01-01 12:30:00 +0100", False),
        ("date: [2020-01-01]", False),
        ("categories: {}", True),
        ("categories: 5", True),
        ("categories: true", True),
        ("categories: 2020-01-01", True),
        ("categories:", False),
        ("categories: a b", False),
        ("categories: [a]", False),
        ("permalink: /pathways/WP2.html", True),
        ("permalink: pretty", True),
        ("permalink: /pathways/WP1/", True),
        ("permalink: ''", True),
        ("permalink: 5", True),
        ("permalink:", False),
        ("permalink: /pathways/WP1", False),
        ("permalink: pathways/WP1.html", False),
        ("permalink: /:collection/:path:output_ext", False),
        ("layout: default", True),
        ("layout: none", True),
        ("layout: ''", True),
        ("layout:", False),
        ("tags: {}", False),
        ("slug: x", False),
    ],
)
def test_fields_that_jekyll_takes_for_its_own(field: str, does_harm: bool) -> None:
    record = Record(FrontMatter(f"---\nwpid: WP1\n{field}\n---\n".encode()), PATHWAY, "_pathways/WP1.md")
    assert bool(Checker([BreaksThePage()]).check(record).findings) == does_harm
