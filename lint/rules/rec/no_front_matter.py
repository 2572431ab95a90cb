from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Fix, Severity
from lint.core.values import Rewrite
from lint.documents.front_matter import FrontMatter
from lint.documents.problems import Cause, Problem
from lint.kinds import Kind
from lint.rules import Example, FormatRule, safe, unsafe


class NoFrontMatter(FormatRule[FrontMatter]):
    """The site generator sees no front matter in the file.

    Jekyll takes a file for a page only if its very first line is `---`. With a byte order mark
    or a blank line before it, with `----`, or with no such line, it copies the file as it is and
    the record's page vanishes from the site without an error. Where the line that ends the front
    matter is missing, the page has no data and the whole build of the site fails.

    The fix removes what precedes a good block, and writes a missing line where everything else is there.
    Other faults need a look at how the file was made.
    """

    code = "REC001"
    source = "Jekyll's `document.rb` (YAML_FRONT_MATTER_REGEXP), tried with Jekyll 4.3.1"
    severity = Severity.ERROR
    ends_reading = True
    format = FrontMatter
    examples = (
        Example(bad="\ufeff---\ntitle: x\n---\n", good="---\ntitle: x\n---\n", raw=True),
        Example(bad="\n\n---\ntitle: x\n---", good="---\ntitle: x\n---", raw=True),
        Example(bad="----\ntitle: x\n---\n", raw=True),
        Example(bad="---\ntitle: x\n", good="---\ntitle: x\n---", raw=True, unsafe=True),
        Example(bad="title: x\n---\n", good="---\ntitle: x\n---\n", raw=True, unsafe=True),
        Example(bad="title: x\n", raw=True),
        Example(ok="---\ntitle: x\n---\nText.\n", raw=True),
    )

    def check_document(self, document: FrontMatter, kind: Kind) -> Iterator[Finding]:
        problem = document.problem
        if problem is not None and problem.cause is Cause.FRONT_MATTER:
            message = f"{problem.message}{_result(problem, kind)}"
            yield self.finding((), message, span=problem.span, fix=_fix(document, problem, kind))
        elif document.start:
            before = document.text[: document.start]
            what = "A byte order mark stands" if before == "\ufeff" else "Blank lines stand"
            fix = safe("Remove what stands before the front matter", Rewrite(_without_prefix(document)))
            seen = ", so that the page vanishes from the site without an error" if kind.page else ""
            message = f"{what} before the front matter{seen or ', where many programs do not look for it'}"
            yield self.finding((), message, span=(0, document.start), fix=fix)


def _result(problem: Problem, kind: Kind) -> str:
    """Return what comes of it."""
    is_open = _is_open(problem)
    if not kind.page:
        return "" if is_open else ", so that the file has no front matter"
    if is_open:
        return ", so that the build of the site fails"
    return ", so that the page vanishes from the site without an error"


def _fix(document: FrontMatter, problem: Problem, kind: Kind) -> Fix | None:
    """Return the fix that writes the line which is missing; None if that gives no record of the *kind*."""
    text, fields = document.text, kind.schema.get("properties", {})
    first = f"{text.rstrip()}\n---" if _is_open(problem) else f"---\n{text}"
    mended = document.with_data(first.encode())
    if mended.problem is not None or not isinstance(mended.values, dict) or mended.start:
        return None
    if not mended.values or any(name not in fields for name in mended.values):
        return None
    return unsafe("Write the line `---`", Rewrite(mended.data), why="more than this line may be lost")


def _is_open(problem: Problem) -> bool:
    return "never ends" in problem.message


def _without_prefix(document: FrontMatter) -> bytes:
    return document.text[document.start :].encode()
