from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set
from lint.records.record import Record
from lint.rules import Example, Rule, safe

_CONFLICT = lazy(r"(?<!\S)(?:<{7}|>{7}|\|{7})(?!\S)|\A={7}\Z")
_JOINT = lazy(r" ?[-–—|:;,] ")  # between a text and its repetition
_FEWEST_WORDS = 2  # of a text that is repeated by mistake: `beriberi beriberi` may be a name


class PastedText(Rule):
    """A text contains leftovers of a slip, by a person or a program.

    The whole text is there twice, one after the other, or it contains the marks of a merge conflict
    (`<<<<<<< HEAD`). Readers see both on the page.

    Remove what does not belong there. The fix removes the second half of a repeated text; it is safe if the
    copy of the text has it only once. The marks of a conflict enclose two versions of the text; keep the
    right one.
    """

    code = "TXT012"
    source = "the text itself"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="title: Uptake of copper in yeast Uptake of copper in yeast",
            good="title: Uptake of copper in yeast",
            unsafe=True,
        ),
        Example(
            bad="title: Fate of copper ions Fate of copper ions Fate of copper ions Fate of copper ions",
            good="title: Fate of copper ions",
            unsafe=True,
        ),
        Example(
            bad="title: Fate of copper ions  Fate of copper ions",
            good="title: Fate of copper ions",
            unsafe=True,
        ),
        Example(bad="title: Fate of copper.Fate of copper.", good="title: Fate of copper.", unsafe=True),
        Example(bad="title: Fate of iron - Fate of iron", good="title: Fate of iron", unsafe=True),
        Example(
            bad="papertitle: How zinc enters roots How zinc enters roots",
            good="papertitle: How zinc enters roots",
            unsafe=True,
            kind="figure",
        ),
        Example(bad="description: Copper enters. <<<<<<< HEAD It is bound."),
        Example(bad="authors:\n- Egonw\n- =======\n- Khanspers"),
        Example(ok="title: Walla Walla\ndescription: p << q >> r; Copper enters. It is bound."),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        whole = record.text
        if "<<<<<<<" in whole or ">>>>>>>" in whole or "|||||||" in whole or "=======" in whole:
            for path, text in record.strings:
                marks = [found.span() for found in _CONFLICT.finditer(text)]
                if marks:
                    message = "The text contains marks of a merge conflict: keep one of the two versions"
                    yield self.finding(path, message, words=marks)
        texts = dict((*record.prose, *record.titles, *record.descriptions, *_others(record)))
        for path, text in texts.items():
            if once := _once(text):
                half = (len(text.rstrip()) - len(once.rstrip()), len(text.rstrip()))
                times = len("".join(text.split())) // len("".join(once.split()))
                often = "twice" if times == 2 else f"{times} times"
                message = f"The whole text is here {often}, one after the other"
                yield self.finding(path, message, fix=_fix(record, path, once), words=[half])


def _others(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield the other texts that were written as a whole: titles of papers, texts in Markdown."""
    kind = record.kind
    fields = (*kind.published, *kind.markdown, *(() if kind.is_builtin else kind.one_line))
    for field in dict.fromkeys(fields):
        if field == kind.keywords or field in kind.identifiers:
            continue
        yield from ((path, text) for path, text in record.find(field) if isinstance(text, str))


def _fix(record: Record, path: Path, once: str) -> Fix:
    """Return the fix that keeps the text *once*; it is safe if the copy of the text equals that."""
    copy = record.copy_of(path)
    is_shown = copy is not None and copy[1] == once
    return safe("Keep it once", Set(path, once), unless="" if is_shown else "the repetition may be meant")


def _once(text: str) -> str:
    """Return the text that *text* repeats (two, four, eight times …); "" if it repeats none."""
    once = ""
    while half := _half(once or text):
        once = half
    return once


def _half(text: str) -> str:
    """Return the text of which *text* consists twice; "" if there is none."""
    middle = (len(text) - 1) // 2
    joint = _JOINT.search(text, max(0, middle - 1), middle + 3)
    if joint and text[: joint.start()] == text[joint.end() :]:
        once = text[: joint.start()]
    elif text[middle : middle + 1].isspace() and text[:middle] == text[middle + 1 :]:
        once = text[:middle]
    else:
        whole = text.rstrip()
        middle = len(whole) // 2
        second = whole[len(whole) - middle :].lstrip()
        if whole[:1] != second[:1] or whole[:middle].split() != second.split():
            return ""
        once = whole[:middle].rstrip()
    return once if text.count(" ") >= 2 * _FEWEST_WORDS - 1 else ""
