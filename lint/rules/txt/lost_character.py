from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from lint.core.findings import Finding, Severity, Span
from lint.core.patterns import lazy
from lint.core.values import Path, Value, field_of
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import outside_mojibake, shown
from lint.text.damage import plain
from lint.text.entities import LOST

_LOST = f"(?:\ufffd|ï¿½|{LOST})"  # U+FFFD, its image if UTF-8 was read as Latin-1, and its entities
_HAS_LOST = lazy(_LOST)
_SUSPECT = lazy("[?&\ufffdï]")
_MARKS = lazy(rf"({_LOST}+|\?+)")
_WORD = lazy(f"://[^\\s\ufffd]+|((?:{LOST}|[\\w?\ufffd¿-]+)+)")  # skips web addresses
# A letter that both copies may have lost: `Sj?gren`, `IL-1?-induced`, `?-catenin`.
_INSIDE = lazy(r"[A-Za-z]\?{1,2}[a-z]{2,}(?!\w)|\w\?{1,2}-[A-Za-z]|^\?{1,2}-[A-Za-z]{2}|-\?{1,2}[A-Za-z]")
_GREEK = "[Α-ωϐ-ϖµ]"
_ANY = "(?:(?!ï¿½)[^\x00-\x7f\ufffd])"
_GOES_ON = lazy(r"[,;:./)\]]|\s+[a-z0-9(]")
_MAX_LENGTH = 60  # of a word
_MAX_WORDS = 200  # of a text that are searched elsewhere

LookUp = Callable[[str], str]
"""Takes a damaged word; returns the undamaged one, or "" if it is not found."""

_TWICE = "description: {}\nschema-jsonld:\n- description: {}"


class LostCharacter(Rule):
    """A character is lost.

    A program that could not read or write a letter replaced it with `�` (U+FFFD, as an entity `&#xfffd;`) or
    `?`: `IL-1?` was IL-1β. Readers cannot know which letter it was, and searches for the word fail.

    If the record contains the same word undamaged elsewhere, the fix takes the letter from there. It is
    unsafe because another word may be meant. Otherwise look up the word in the publication or the drawing. A
    `?` is reported only if such a word shows that it was a letter, or if it is inside a word (`Sj?gren`,
    `?-catenin`). At the end of a label it is never reported, since it means that a curator was in doubt.
    """

    code = "TXT003"
    source = "Unicode's replacement character, and what software writes for letters that it does not know"
    severity = Severity.ERROR
    examples = (
        Example(bad="title: The role of IL-1\ufffd"),
        Example(bad="title: Sj?gren syndrome"),
        Example(
            bad=_TWICE.format("Of IL-1? and TNF-?.", "Of IL-1β and TNF-α."),
            good=_TWICE.format("Of IL-1β and TNF-α.", "Of IL-1β and TNF-α."),
            unsafe=True,
        ),
        Example(
            bad="title: PPAR-γ\ndescription: How PPAR-ï¿½ binds",
            good="title: PPAR-γ\ndescription: How PPAR-γ binds",
            unsafe=True,
        ),
        Example(
            bad="title: PPAR-Î³\ndescription: How PPAR-?? binds",
            good="title: PPAR-Î³\ndescription: How PPAR-γ binds",
            unsafe=True,
        ),
        Example(bad="description: The letter is gone in IL-1&amp;#xfffd; here"),
        Example(ok="description: Which bind IκBα-1? See http://x.org/IκB?-1\ntitle: IκBα and IκB? a hint"),
    )

    def might_match(self, record: Record) -> bool:
        text = record.text
        if record.document.may_be_escaped or "?" in text or "&" in text:
            return True
        return not text.isascii() and ("\ufffd" in text or "¿" in text)  # single characters are found faster

    def check(self, record: Record) -> Iterator[Finding]:
        everywhere = _anywhere_in(record)
        for path, text in record.holding(_SUSPECT):
            if not _may_be_damaged(text):
                continue
            is_label = field_of(path) in record.kind.one_line
            words = list(_lost_words(text, _text(record.copy_of(path)), everywhere, is_label=is_label))
            if words:
                yield self._finding(path, text, words)

    def _finding(self, path: Path, text: str, words: list[tuple[Span, str]]) -> Finding:
        known = [(span, whole) for span, whole in words if whole]
        start, end = (known or words)[0][0]
        message = f"A character is lost in {shown(text[start:end])}"
        if known:
            message += f", which is {shown(known[0][1])} elsewhere in the record"
        if len(words) > 1:
            message += f", and in {len(words) - 1:,} more"
        changes = [(span, whole or text[slice(*span)]) for span, whole in words]
        why = "it is taken from a similar word elsewhere in the record"
        return self.rewriting(path, text, changes, message, "Restore the lost character", why=why)


def has_lost(text: str) -> bool:
    """Return whether *text* has lost characters, as far as the text itself shows it."""
    words = _lost_words(text, None, lambda word: "", is_label=False) if _may_be_damaged(text) else ()
    return any(True for _ in words)


def restored(text: str, copy: str) -> str:
    """Return *text* with its lost characters restored, as far as *copy*, the same text, shows them."""
    words = _lost_words(text, copy, lambda word: "", is_label=True) if _may_be_damaged(text) else ()
    return replaced(text, [(span, whole) for span, whole in words if whole])


def _may_be_damaged(text: str) -> bool:
    """Return whether a character may be lost in *text*; most `?` are in web addresses."""
    if "?" in text and any("?" in word and "://" not in word for word in text.split()):
        return True
    return "\ufffd" in text or "ï¿½" in text or ("&" in text and _HAS_LOST.search(text) is not None)


def _text(copy: tuple[Path, Value] | None) -> str | None:
    return _repaired(copy[1]) if copy and isinstance(copy[1], str) else None


def _repaired(text: str) -> str:
    """Return *text* without mojibake and entities."""
    return text if text.isascii() and "&" not in text else plain(text)


def _lost_words(
    text: str, copy: str | None, everywhere: LookUp, *, is_label: bool
) -> Iterator[tuple[Span, str]]:
    """Yield the span of each damaged word, with the undamaged word, or "" if it is not found."""
    beside = _beside(text, copy)
    found = (match for match in _WORD.finditer(text) if match[1] and _MARKS.search(match[1]))
    for match in outside_mojibake(text, found):
        word = match[1]
        start, end = match.span()
        behind = "" if is_label else text[end : end + 3]
        is_sure = _HAS_LOST.search(word) is not None or (
            text[start - 1 : start] not in ("/", "\\", ".", "_") and _INSIDE.search(word) is not None
        )
        is_sure = is_sure or (word.endswith("-?") and _GOES_ON.match(behind) is not None)
        whole = beside(word, start)
        if not whole and (is_sure or _is_inside(word, behind)):
            whole = everywhere(word)
        if is_sure or whole:
            yield (start, end), whole


def _beside(text: str, copy: str | None) -> Callable[[str, int], str]:
    """Return a function that looks up a word of *text*, given with its index, at the same place in *copy*.

    It finds nothing if the texts have different numbers of words.
    """
    words = copy.split() if copy else []
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    left = _MAX_WORDS if len(words) == len(starts) else 0

    def look_up(word: str, place: int) -> str:
        nonlocal left
        other = words[bisect_right(starts, place) - 1] if left > 0 else ""
        if other.isascii():
            return ""
        left -= 1
        return _whole(word, other)

    return look_up


def _is_inside(word: str, behind: str) -> bool:
    """Return whether the `?` in *word* end no question and express no doubt; *behind* follows it."""
    if word.startswith("?") and not word.startswith("?-"):
        return False
    return not word.endswith("?") or _GOES_ON.match(behind) is not None


def _anywhere_in(record: Record) -> LookUp:
    """Return a function that looks up undamaged words anywhere in *record*, up to a limit."""
    left = _MAX_WORDS

    @cache
    def telling_words() -> str:
        texts = (text for _, text in record.strings if not text.isascii() or "&" in text)
        words = (word for text in texts for word in plain(text).split())
        return " ".join({word for word in words if not (word.isascii() or _HAS_LOST.search(word))})

    @cache
    def look_up(word: str) -> str:
        nonlocal left
        left -= 1
        return _whole(word, telling_words()) if left >= 0 else ""

    return look_up


def _whole(word: str, text: str) -> str:
    """Return the only word in *text* of which *word* can be the damaged form; else ""."""
    pieces = _MARKS.split(word)
    if not text or len(word) > _MAX_LENGTH or sum(map(str.isalnum, "".join(pieces[::2]))) < 2:
        return ""
    parts = [*map(re.escape, pieces)]
    for index in range(1, len(pieces), 2):
        most = len(_HAS_LOST.sub("?", pieces[index]))
        parts[index] = f"{_GREEK if pieces[index][0] == '?' else _ANY}{{1,{most}}}"
    words = set(re.findall(rf"(?<![\w-]){''.join(parts)}(?![\w-])", text))
    return str(words.pop()) if len(words) == 1 else ""
