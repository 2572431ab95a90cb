"""A real browser for looking at pages: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

AXE = "axe-core@4.10.3"
"""What finds faults of accessibility in a page (npm)."""


def executable() -> str:
    """Return where Chromium is; skip the test where there is none."""
    found = (
        os.environ.get("RECORDLINT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not found:
        pytest.skip("there is no Chromium (Debian: apt-get install chromium)")
    return found


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a running browser."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = executable()
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched:
    """A page with what it says on the console, what fails in it, and what it asks for."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.page = browser.new_context(**options).new_page()
        self.said: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))


def axe(folder: Path) -> str:
    """Return axe-core's script, which npm installs into *folder*; skip the test where it cannot."""
    if not shutil.which("npm"):
        pytest.skip("npm is not installed, which installs axe-core")
    script = folder / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        done = subprocess.run(
            ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", AXE], capture_output=True
        )
        if done.returncode:
            pytest.skip("npm cannot install axe-core here")
    return script.read_text("utf-8")


def faults(page: Any, script: str) -> list[str]:
    """Return what axe-core finds serious in *page*."""
    page.evaluate(f"{script}; null")
    found = page.evaluate("axe.run()")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
