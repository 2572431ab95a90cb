"""Make the pictures of the documentation from the real program: `python docs/screenshots.py RECORDS`.

RECORDS is a folder with the records of a site, such as a clone of wikipathways/wikipathways.github.io.
Needs Chromium and Playwright (`pip install playwright`), and the extra `review`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
RECORDLINT = [sys.executable, "-m", "lint"]
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 360, "height": 780}


def report(records: Path, target: Path) -> None:
    """Write the report of the findings in *records*."""
    command = [*RECORDLINT, "check", ".", "--output-format", "html", "--output-file", str(target), "-e"]
    address = "https://github.com/wikipathways/wikipathways.github.io"
    subprocess.run([*command, "--level", "info", "--repo-url", address], cwd=records, check=True)


def take(browser: Any, address: str, name: str, search: str | None = None, **options: Any) -> None:
    """Save a picture of the page at *address*: its top, or its list after a search."""
    page = browser.new_context(**options).new_page()
    page.goto(address)
    if search is not None:
        page.fill("#search", search)
        page.focus("#list")
        page.evaluate("document.getElementById('findings').scrollIntoView({ behavior: 'instant' })")
    page.wait_for_timeout(300)
    page.screenshot(path=DOCS / name)


def main(records: Path) -> None:
    """Make all pictures."""
    os.environ["PYTHONPATH"] = str(DOCS.parent)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = Path(scratch) / "report.html"
        report(records, page)
        take(browser, page.as_uri(), "report.png", viewport=WIDE)
        take(browser, page.as_uri(), "report-phone.png", "mojibake", viewport=NARROW, color_scheme="dark")
        copy = shutil.copytree(records, Path(scratch) / "records")
        command = [*RECORDLINT, "review", "--no-browser"]
        with subprocess.Popen(command, cwd=copy, stdout=subprocess.PIPE, text=True) as review:
            assert review.stdout
            address = review.stdout.readline().split()[-1]
            take(browser, address, "review.png", "mojibake", viewport=WIDE, color_scheme="dark")
            review.kill()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
