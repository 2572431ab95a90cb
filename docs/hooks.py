"""Additions of the site to `docs/`: one page per rule, and working links to files outside of `docs/`."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lint.core.project import HOME, IS_PUBLISHED, SITE
from lint.rules import registry
from lint.rules.reference import contents, page

_OUTWARD = re.compile(r"\[([^\]\n]+)\]\((\.\./[^)\s]+)\)")


def on_config(config: MkDocsConfig) -> None:
    """Set the addresses, which the project defines in one place."""
    if IS_PUBLISHED:
        config.site_url = f"{SITE}/"
        config.repo_url = HOME


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Replace the single page of all rules with a list, and add a page for each rule."""
    book = files.src_uris["rules.md"]
    files.remove(book)
    listed = contents(lambda rule: f"rules/{rule.code}.md")
    files.append(File.generated(config, "rules.md", content=listed))
    for code, rule in registry().items():
        files.append(File.generated(config, f"rules/{code}.md", content=page(rule)))


def on_page_markdown(markdown: str, **given: Any) -> str:
    """Turn links to files outside of `docs/` into links to the repository, or into plain text without one."""

    def replaced(link: re.Match[str]) -> str:
        return (
            f"[{link[1]}]({HOME}/blob/main/{posixpath.normpath(f'docs/{link[2]}')})"
            if IS_PUBLISHED
            else link[1]
        )

    return _OUTWARD.sub(replaced, markdown)
