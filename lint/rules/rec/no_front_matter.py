from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Fix, Severity
from lint.core.values import Rewrite
from lint.documents.front_matter import FrontMatter
from lint.documents.problems import Cause, Problem
from lint.kinds import Kind
from lint.rules import Example, FormatRule, safe, unsafe

_VANISHES = ", so the page vanishes from the site without an error"


class NoFrontMatter(FormatRule[FrontMatter]):
    """The site generator finds no front matter in the file.

    Jekyll makes a page from a file only if its very first line is `---`. If a byte order mark or a blank line
    precedes it, if the line is `----`, or if there is no such line, Jekyll copies the file as it is, and the
    record's page vanishes from the site without an error. If the line that ends the front matter is missing,
    the page has no data, and the build of the whole site fails.

    The fix removes what precedes valid front matter. An unsafe fix adds a missing line if everything else is
    there. A file that ends in the middle of a line has lost more. For other faults, look at how the file was
    made.
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
        Example(
            bad="---\nusername: Egonw\nrealname: Egon\n",
            good="---\nusername: Egonw\nrealname: Egon\n---",
            kind="author",
            raw=True,
            unsafe=True,
        ),
        Example(
            bad="username: Egonw\nrealname: Egon\n---\n",
            good="---\nusername: Egonw\nrealname: Egon\n---\n",
            kind="author",
            raw=True,
            unsafe=True,
        ),
        Example(bad="---\ntitle: x\n", raw=True),
        Example(bad="---\nusername: Egonw\nrealname: Eg", kind="author", raw=True),
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
            subject = "A byte order mark precedes" if before == "\ufeff" else "Blank lines precede"
            edit = Rewrite(document.text[document.start :].encode())
            fix = safe("Remove what precedes the front matter", edit)
            effect = _VANISHES if kind.page else ", so many programs do not find it"
            message = f"{subject} the front matter{effect}"
            yield self.finding((), message, span=(0, document.start), fix=fix)


def _result(problem: Problem, kind: Kind) -> str:
    """Return the effect of the problem, to follow its message."""
    if _is_open(problem):
        return ", so the build of the site fails" if kind.page else ""
    return _VANISHES if kind.page else ", so the file has no front matter"


def _fix(document: FrontMatter, problem: Problem, kind: Kind) -> Fix | None:
    """Return the fix that adds the missing line; None if the result is not a record of the *kind*."""
    text, fields = document.text, kind.schema.get("properties", {})
    if _is_open(problem) and not text.endswith("\n"):  # the rest of the line is lost, and maybe more
        return None
    first = f"{text.rstrip()}\n---" if _is_open(problem) else f"---\n{text}"
    repaired = document.with_data(first.encode())
    if repaired.problem is not None or not isinstance(repaired.values, dict) or repaired.start:
        return None
    if not repaired.values or any(name not in fields for name in repaired.values):
        return None
    if any(name not in repaired.values for name in kind.schema.get("required", ())):  # more is lost
        return None
    return unsafe("Add the line `---`", Rewrite(repaired.data), why="more than this line may be lost")


def _is_open(problem: Problem) -> bool:
    """Return whether the front matter begins but never ends."""
    return problem.context is not None
