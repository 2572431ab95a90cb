"""Measure how quickly the HTML report responds, and print a table in Markdown.

    python benchmarks/page.py [--records 80000]

It makes the records of `records.py`, checks them, and opens the report in Chromium, driven by Playwright
(`pip install playwright`, Debian: `apt-get install chromium`). It measures the time from typing or
choosing something in the page until the list is laid out again.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
MOST = 100
"""Milliseconds within which a page feels as if it answered at once."""
SEARCHES = ("mojibake", "IL-7 signaling", "wp123 egonw", "nothing at all", "")
SPENT = """([id, text, event]) => {
    const field = document.getElementById(id), list = document.getElementById("list");
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event(event));
    list.getBoundingClientRect();
    return performance.now() - start;
}"""


def report(folder: Path, records: int) -> Path:
    """Return the report on that many made records."""
    made, page = folder / "records", folder / "report.html"
    subprocess.run(
        [sys.executable, ROOT / "benchmarks/records.py", made, "--records", str(records)], check=True
    )
    command = [sys.executable, "-m", "lint", "check", "--no-cache", "--exit-zero", "--output-format", "html"]
    subprocess.run([*command, "--output-file", page, "."], cwd=made, check=True)
    return page


def filters(page: Page) -> dict[str, str]:
    """Return the filters of the page, each with the value that stands first in it."""
    chosen = "all => all.map(each => [each.id, each.options[1] ? each.options[1].value : ''])"
    return {id_: value for id_, value in page.eval_on_selector_all("select[id^=filter-]", chosen) if value}


def measured(page: Page, id_: str, text: str, event: str, before: str = "") -> list[float]:
    """Return the milliseconds of each round in which *text* is put into a field that held another."""
    spent = []
    for _ in range(ROUNDS):
        page.evaluate(SPENT, [id_, before, event])
        spent.append(page.evaluate(SPENT, [id_, text, event]))
    page.evaluate(SPENT, [id_, "", event])
    return spent


def main() -> int:
    """Print the table; return 1 if something takes too long."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=80_000, help="how many (default: %(default)s)")
    records = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = report(Path(folder), records)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri())
        print(f"{page.inner_text('#status')}; {path.stat().st_size / 1e6:.0f} MB\n")
        print("| what | median, ms | slowest, ms |\n|---|---:|---:|")
        rows = {
            f"search `{text}`": measured(page, "search", text, "input", "" if text else "wp")
            for text in SEARCHES
        }
        for id_, value in filters(page).items():
            rows[id_.replace("-", " ")] = measured(page, id_, value, "change")
        for what, spent in rows.items():
            print(f"| {what} | {median(spent):.0f} | {max(spent):.0f} |")
        browser.close()
    return int(any(median(spent) > MOST for spent in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
