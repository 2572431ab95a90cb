"""The page in a real browser: it loads nothing else, is fast, and works by keyboard and in any size."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import browser as browsers
import pytest
from browser import Watched

from lint.core.findings import About, Applicability, Finding, Fix, Line, Preview, Severity
from lint.reports import Earlier, Style, writer
from lint.results.findings import Findings, PackedFindings
from lint.results.run_result import RunResult
from lint.settings import Settings

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "javascript:alert(1)",
    "\u202egnp.exe\u2028\x00",
    "'\"`${alert(1)}",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsers.chromium() as running:
        yield running


@pytest.fixture
def many(make: Callable[..., Finding]) -> list[Finding]:
    """Findings of three records, of each severity and each sort of fix."""
    fixes = [
        Fix("Repair the mojibake", ()),
        Fix("Take the title", (), Applicability.UNSAFE, "it may be a guess"),
        None,
    ]
    return [
        make(
            f"Mojibake, `IL-2RÎ±` number {number}",
            file=f"_pathways/WP{number}.md",
            record=f"WP{number}",
            code=("TXT001", "REF006", "CUR001")[number % 3],
            name=("mojibake", "name-mismatch", "empty-description")[number % 3],
            severity=(Severity.ERROR, Severity.WARNING, Severity.INFO)[number % 3],
            fix=fixes[number % 3],
            excerpt=[Line(7, "title: IL-2RÎ± alone", ((12, 14),))],
            changes=[Preview("IL-2RÎ±", "IL-2Rα")],
            about=About(
                f"IL-{number} signaling",
                f"https://www.wikipathways.org/pathways/WP{number}.html",
                ("Egonw", "Kdahlquist")[: 1 + number % 2],
                ("Homo sapiens",) if number % 2 else ("Mus musculus",),
                ("ONTOX",) if number % 3 else (),
            ),
        )
        for number in range(1, 31)
    ]


def page_of(folder: Path, findings: list[Finding], records: int = 40, **style: Any) -> str:
    """Write the page of *findings*; return its address."""
    found = Findings()
    groups = [list(group) for _, group in groupby(findings, lambda finding: finding.location.file)]
    for start in range(0, len(groups), 500):
        found.add(PackedFindings.of(groups[start : start + 500]), groups[start][0].location.file)
    report = RunResult(found, files=records, records=records)
    settings = Settings(level="info", repo_url="https://github.com/wikipathways/wikipathways-database")
    path = folder / "report.html"
    with path.open("w", encoding="utf-8") as stream:
        writer("html")(report, settings, stream, Style(**style))
    return path.as_uri()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Callable[..., Watched]:
    """Open the page of some findings; nothing must be asked for or complained of."""

    def opened(findings: list[Finding], *, style: dict[str, Any] | None = None, **options: Any) -> Watched:
        watched = Watched(browser, **options)
        address = page_of(tmp_path, findings, **(style or {}))
        watched.page.goto(address)
        assert watched.said == []
        assert watched.requests == [address]
        return watched

    return opened


def status(watched: Watched) -> str:
    return str(watched.page.inner_text("#status"))


def test_it_shows_a_finding_with_all_there_is_to_say(opened, many) -> None:
    page = opened(many).page
    page.fill("#search", "WP3 mojibake")
    detail = page.inner_text("#detail")
    for text in ("TXT001", "title: IL-2RÎ± alone", "_pathways/WP3.md, line 4", "Egonw", "Safe fix"):
        assert text in detail
    assert page.inner_text("#detail mark") == "Î±"
    assert page.inner_text("#detail del") == "Î±"
    assert page.inner_text("#detail ins") == "α"
    assert page.inner_text("#detail .command") == "recordlint fix --select TXT001 _pathways/WP3.md"
    links = page.eval_on_selector_all("#detail a", "all => all.map(each => each.href)")
    assert links == [
        "https://www.wikipathways.org/pathways/WP3.html",
        "https://github.com/wikipathways/wikipathways-database/blob/HEAD/_pathways/WP3.md#L4",
    ]


def test_a_finding_of_which_little_is_known(opened, make) -> None:
    page = opened([make("Something is wrong", path=())]).page
    text = page.inner_text("#detail")
    assert "recordlint explain TXT001" in text
    assert not re.search("null|undefined|NaN|object", page.inner_text("body"))


def test_filters_and_search_come_together_and_stay_in_the_address(opened, many, browser) -> None:
    watched = opened(many)
    page = watched.page
    assert status(watched) == "30 findings in 30 records"
    page.select_option("#filter-organism", label="Homo sapiens (15)")
    page.select_option("#filter-severity", label="error (10)")
    assert status(watched) == "5 findings in 5 records, of 30"
    page.fill("#search", "il-9 egonw")
    assert status(watched) == "1 finding in 1 record, of 30"
    again = Watched(browser)
    again.page.goto(page.url)
    assert status(again) == status(watched)
    page.click("button[type=reset]")
    page.locator("#status", has_text="30 findings in 30 records").wait_for()  # the form resets first
    page.click("#panels button:has-text('TXT001')")
    assert status(watched) == "10 findings in 10 records, of 30"
    page.fill("#search", "nothing like it")
    assert status(watched) == "No finding matches."


def test_worklists_lead_to_what_somebody_has_to_do(opened, many) -> None:
    watched = opened(many)
    row = watched.page.locator("#worklists tr", has_text="Kdahlquist")
    assert row.locator("td").all_inner_texts() == ["Kdahlquist", "15", "5", "5", "15"]
    row.locator("button").click()
    assert status(watched) == "15 findings in 15 records, of 30"


def test_the_keyboard_is_enough(opened, many) -> None:
    watched = opened(many)
    page = watched.page
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "list":
            break
    else:
        pytest.fail("no number of tabs leads to the list")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("[aria-selected=true] p >> nth=1").startswith("WP2 ")
    page.keyboard.press("End")
    active = page.get_attribute("#list", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-posinset") == "30"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "detail"
    assert "number 30" in page.inner_text("#detail")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_serious(opened, many, shared, scheme: str, width: int) -> None:
    style = {
        "earlier": (
            Earlier(
                "october",
                {"records": 39, "findings": 40, "by_code": {"TXT001": 20}, "by_severity": {"error": 20}},
            ),
        )
    }
    watched = opened(many, style=style, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = watched.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert browsers.faults(page, browsers.axe(shared / "axe")) == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", dark))) < 3 * 128) == (scheme == "dark")


def test_what_changed_since_earlier_reports(opened, many) -> None:
    earlier = Earlier(
        "october", {"records": 39, "findings": 31, "by_code": {"TXT001": 12}, "by_severity": {}}
    )
    page = opened(many, style={"earlier": (earlier,)}).page
    row = page.locator("tr", has=page.get_by_role("rowheader", name="TXT001"))
    assert row.locator("td").all_inner_texts() == ["12", "10", "-2"]


def test_on_paper_stands_each_finding_that_is_listed(opened, many) -> None:
    page = opened(many).page
    page.select_option("#filter-rule", label="TXT001 mojibake (10)")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#print article:visible").count() == 10
    assert not page.locator("#filters").is_visible()


def test_hostile_text_is_text(opened, make) -> None:
    findings = [
        make(
            text,
            file=f"{number}{text.replace(chr(0), '')}",
            record=text,
            name="mojibake",
            path=(text,),
            fix=Fix(text, (), Applicability.UNSAFE, text),
            excerpt=[Line(7, text, ((0, len(text)),))],
            changes=[Preview(text, text)],
            about=About(text, "", (text,), (text,), (text,)),
        )
        for number, text in enumerate(HOSTILE)
    ]
    watched = opened(findings)
    page = watched.page
    for number, text in enumerate(HOSTILE):
        page.keyboard.press("Home")
        page.locator(".row").nth(number).click()
        assert page.inner_text("#detail h3").startswith(text[:5] if text.isprintable() else "\\u202e")
        links = page.eval_on_selector_all("a", "all => all.map(each => each.href)")
        assert not any(link.startswith("javascript") for link in links)
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe").count() == 0
    assert watched.said == []
    assert len(watched.requests) == 1


def test_it_draws_what_is_seen_of_80_000_records(many, browser, tmp_path) -> None:
    page_of(tmp_path, many, records=80_000)
    path = tmp_path / "report.html"
    before, begin, rest = path.read_text("utf-8").partition('\n"records": ')
    rows, end, after = rest.partition(',\n"rules": ')
    seed = json.loads(rows)
    records = []
    for number in range(80_000):
        _, _, kind, _, title, page, _, organisms, communities, findings = seed[number % len(seed)]
        name = f"_pathways/WP{number:05}.md"
        authors = [f"Author {number % 900}", f"Author {number % 7}"]
        known = [name, name, kind, f"WP{number}", f"{title} {number}", page, authors, organisms, communities]
        records.append([*known, findings * (1 + (number % 4 == 0))])
    path.write_text(before + begin + json.dumps(records) + end + after, "utf-8")
    watched = Watched(browser)
    watched.page.goto(path.as_uri())
    page = watched.page
    assert status(watched).startswith("100,000 findings in 80,000 records")
    assert page.locator(".row").count() < 40
    for text in ("mojibake", "IL-7 signaling", "wp123 egonw", "nothing at all"):
        page.fill("#search", text)
        assert page.locator(".row").count() < 40
    page.fill("#search", "")
    page.select_option("#filter-author", "17")
    assert page.locator(".row").count() < 40
    assert status(watched).endswith("of 100,000")
