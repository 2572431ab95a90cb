"""DUP001 description-drift."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Path, Set, pointer
from lint.records.record import Record
from lint.rules import Example, Rule, safe, unsafe
from lint.rules.txt.invisible_character import visible
from lint.rules.txt.lost_character import restored
from lint.rules.txt.missing_value_leak import is_leaked
from lint.text.entities import unescape_fully
from lint.text.mojibake import clean

_RECORD = "description: {}\nschema-jsonld:\n- description: {}"
_CONTEXT = 20  # characters shown before the first difference


class DescriptionDrift(Rule):
    """Two copies of a description differ.

    The site shows one copy on the page and gives the other to search engines (for figures, the
    caption and its copy). They are written as the same text; where they differ, one was changed
    or damaged by itself.

    The fix takes the copy from the main field. It is safe where they differ only by mojibake, HTML
    entities, invisible characters or white space; then the undamaged one is taken.
    """

    code = "DUP001"
    name = "description-drift"
    severity = Severity.ERROR
    superseded_by = frozenset({"TXT001", "TXT002", "TXT003", "TXT004", "TXT007"})
    examples = (
        Example(
            bad=_RECORD.format("Binds the receptor", "Binds a receptor"),
            good=_RECORD.format("Binds the receptor", "Binds the receptor"),
            unsafe=True,
        ),
        Example(
            bad=_RECORD.format("TNF-&alpha; acts", "TNF-α acts"),
            good=_RECORD.format("TNF-α acts", "TNF-α acts"),
        ),
        Example(
            bad=_RECORD.format("''", "Binds the receptor"),
            good=_RECORD.format("Binds the receptor", "Binds the receptor"),
            unsafe=True,
        ),
        Example(ok=_RECORD.format("Binds the receptor", "Binds the receptor")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each copy that differs from its main field."""
        for mains, copies in record.copies:
            for main_path, main in mains:
                for copy_path, copy in copies:
                    if main != copy and isinstance(main, str) and isinstance(copy, str):
                        yield self._finding(main_path, main, copy_path, copy)

    def _finding(self, main_path: Path, main: str, copy_path: Path, copy: str) -> Finding:
        plain_main, plain_copy = _undamaged(main), _undamaged(copy)
        is_same = plain_main.split() == plain_copy.split()
        is_damaged = is_same and main != plain_main and copy == plain_copy
        if is_damaged or restored(main, copy) != main or (_says_nothing(main) and not _says_nothing(copy)):
            path, other, source, text = main_path, copy_path, copy, main
        else:
            path, other, source, text = copy_path, main_path, main, copy
        title = f"Take the text from {pointer(other)}"
        edit = Set(path, source)
        fix = (
            safe(title, edit)
            if is_same
            else unsafe(title, edit, why="either of the two may be the right one")
        )
        at = next((i for i, (one, two) in enumerate(zip(text, source, strict=False)) if one != two), None)
        at = min(len(text), len(source)) if at is None else at
        message = f"Differs from {pointer(other)}: `{_around(text, at)}` here, `{_around(source, at)}` there"
        return self.finding(path, message, fix=fix, words=[_word(text, at)] if text else ())


def _says_nothing(text: str) -> bool:
    return not text.strip() or is_leaked(text)


def _undamaged(text: str) -> str:
    """Return *text* with HTML entities and mojibake undone, without what cannot be seen."""
    return visible(clean(unescape_fully(text)))


def _around(text: str, at: int) -> str:
    """Return the words around the character *at*."""
    start, end = max(0, at - _CONTEXT), at + _CONTEXT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _word(text: str, at: int) -> tuple[int, int]:
    """Return where the word that holds the character *at*, or ends before it, begins and ends."""
    end = next((i for i in range(at, len(text)) if text[i].isspace()), len(text))
    start = next((i + 1 for i in range(min(at, len(text)) - 1, -1, -1) if text[i].isspace()), 0)
    return start, end
