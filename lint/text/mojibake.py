"""Mojibake: text whose bytes were read in the wrong encoding, and its repair.

`β` is saved as the UTF-8 bytes CE B2. A program that reads them as Latin-1 or Windows-1252 shows `Î²`;
saved and misread once more, `ÃŽÂ²`. Such an *image* of a character can be read back, and it hardly ever
occurs in correct text. If it does (`8 Å³`, `2×²`), reading it back gives a character that does not occur
in scientific text.

So a text is repaired run by run (a *run* is a sequence of non-ASCII characters): its images are read
back, layer by layer, as long as the result is scientific text. What then still looks damaged is passed
to ftfy, which knows more encodings and every script, and then read back from the code pages that ftfy
does not try. Last, a lost byte is guessed if only one fits. If damage is left, the repair is not safe; if
two encodings lead to different texts, it is only shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lint.core.findings import Applicability, Span
from lint.core.patterns import lazy
from lint.text.images import IMAGE, SINGLE_BYTE, read_as, suspicious
from lint.text.runs import CONTROL, LOST, RUN, DamagedText, Run


class Word(NamedTuple):
    """A damaged word: the range of its damage in the text, and the whole word before and after the repair.

    *start* and *end* are a half-open range of characters of the damaged text. Words are separated by ASCII
    white space.
    """

    start: int
    end: int
    before: str
    after: str


class Repair(NamedTuple):
    """A repaired text, and how it was repaired."""

    text: str
    words: tuple[Word, ...]
    misreadings: tuple[str, ...]
    """Descriptions of what happened to the text, in order."""
    applicability: Applicability
    why: str = ""
    """Why the repair is not safe; "" if it is."""


@lru_cache(maxsize=2048)  # a text, its copies and its source are the same
def repair(text: str) -> Repair | None:
    """Return the repair of a string; None if there is nothing to repair or to suggest.

    SAFE: all steps can be reversed to give *text*, every new character occurs in scientific text, and the
    result contains no damage. UNSAFE: one of these conditions is not met. DISPLAY: another encoding leads to
    another text, the result looks like mojibake again, or there are only guesses, which are never part of a
    repair that can be applied.
    """
    if not suspicious(text):
        return None
    damaged = DamagedText(text)
    while damaged.read_images() or damaged.ask_ftfy() or damaged.read_code_pages():
        pass
    damaged.guess()
    if damaged.has_question_mark_between():
        for run in damaged.runs:
            run.is_guess, run.why = True, "a `?` beside it replaces lost characters"
    guesses = [run for run in damaged.runs if run.is_guess and run.text != run.before]
    repaired = [run for run in damaged.runs if run.text != run.before and not run.is_guess]
    if repaired:
        for run in guesses:
            run.text = run.before
        fixed = str(damaged)
        other = _other_reading(repaired)
        reasons = (run.why for run in repaired if run.why)
        why = other or next(reasons, "") or _remains(fixed, damaged.runs, guesses)
        applicability = Applicability.UNSAFE if why else Applicability.SAFE
        if other or (why and any(_IMAGE_LEFT.search(run.text) for run in repaired)):
            applicability = Applicability.DISPLAY
    elif guesses:
        fixed, why, applicability = str(damaged), guesses[0].why, Applicability.DISPLAY
    else:
        return None
    return Repair(fixed, tuple(_words(text, fixed)), _story(repaired or guesses), applicability, why)


def may_hold_residues(text: str) -> bool:
    """Return whether *text* may contain residues; if False, `residues` finds none."""
    return _RESIDUE_SIGN.search(text) is not None


def residues(text: str) -> list[Span]:
    """Return the spans of mojibake in *text* that lost a byte, so that it cannot be read back."""
    return [found.span() for found in _RESIDUE.finditer(text)] if may_hold_residues(text) else []


def may_hold_mac_signs(text: str) -> bool:
    """Return whether `mac_signs` may find something in *text*."""
    return not _MAC_LETTERS.keys().isdisjoint(text)


def mac_signs(text: str) -> list[tuple[Span, str]]:
    """Return the spans of Latin-1 letters that were read as Mac Roman, with the letters: `CafÈ`, `M¸ller`.

    Only those are found that cannot be meant: a capital letter with an accent behind a small letter, or an
    accent alone between consonants. In Irish names small letters come before a capital one (`hÓgáin`), and
    letters copied from a PDF have their accents apart (`Franc¸ois`, `Erdo˝s`).
    """
    return [(found.span(), _MAC_LETTERS[found[0]]) for found in _MAC_SIGN.finditer(text)]


def clean(text: str) -> str:
    """Return *text* repaired, without guesses, for comparing copies of a text."""
    found = repair(text)
    return text if found is None or found.applicability is Applicability.DISPLAY else found.text


_WORD = lazy("[^\t\n\v\f\r ]+")
_IMAGE_LEFT = lazy("[À-ÄÆ-ÖØ-öø-ÿ][¡-ª¬-º¼-¿]")  # mojibake again, but not Å², ×² and é»
_MAC_LETTERS = {
    bytes([code]).decode("mac_roman"): chr(code) for code in (0xB0, *b"\xe4\xe6\xe7\xe8\xe9\xea\xeb")
} | {
    bytes([code]).decode("mac_roman"): chr(code)
    for code in range(0xEC, 0xFE)
    if code not in (0xF0, 0xF5, 0xF7)
}
_MAC_SIGN = lazy(  # begins with a set of characters, which makes scanning fast
    "[ÊÁËÈÍÌÓÔÒÚÛÙÎÏ‰ˆ¯˘˙˝¸˚∞](?:"
    "(?<=[a-z][ÊÁËÈÍÌÓÔÒÚÛÙÎÏ])(?!(?<!\\w..)(?<=[dghnt][ÁÍÓÚ]))"
    "(?=[a-z]|(?<![ÎÏ])(?:[\\s.,;:)\\]'’-]|\\Z))"
    "|(?<=[B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z][‰ˆ¯˘˙˝¸˚])(?=[b-df-hj-np-tv-z][a-z])"
    "|(?:(?<=[0-9]∞)|(?<=[0-9] ∞))(?= ?C\\b))"
)
# Part of the image of a punctuation mark, a superscript or subscript, or a ligature; one byte is lost.
_TORN = lazy("[âï][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ](?![\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])")
# Residues of images that lost a byte, whose no-break space became a space, or that were normalised. Words
# in capitals may correctly end like this in Portuguese: `MAÇÃ`.
# The beginnings of dashes, quotation marks, arrows and operators, in GBK and Shift JIS.
_ASIAN_BEGINNINGS = "鈥鈫鈭窶竊竏"
_RESIDUE_SIGN = lazy(f"[ÂÃâÎÏÐ‚ОП{_ASIAN_BEGINNINGS}]")
_RESIDUE = lazy(
    r"â(?:[€\x80]|Â|(?=TM)|[ºƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ‚¡-¿](?![¡-¿€ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ‚]))|[ÂÃ](?=[ÂÃ¢ƒ‚€])|(?<![A-ZÀ-ÞÂÃ])[ÂÃ](?=[\s?°±µ·]|\Z)|(?<=[a-z])â(?=s\b)"
    r"|(?<=[a-zß-ÿ])[ÂÃ](?=[a-z])|(?<=[0-9A-Za-z]-)[ÎÏ](?!\w)|(?<=[0-9a-z])[ÎÏ](?![^\W\d_])"
    r"|(?<=[0-9] )[ÂÃÎ](?=(?:C|M|L|g|l|m|mol|s)\b)|(?<!\w)[ÂÃÎÏ](?=-[a-z])|â(?= [¡-¿](?!\w))"
    r"|(?<![^\s(-])[ÎÏÐ](?=[\s,;)?]|\Z)|[ÎÏ](?=\?)|‚Ä(?![A-Za-zÀ-ÿ])|[ОП][°±¶·†‡€‰™¤¦§©¬®]"
    rf"|(?<![\u3000-\u9fff])[{_ASIAN_BEGINNINGS}]"
)


def _other_reading(runs: list[Run]) -> str:
    """Return why the repaired *runs* may mean something else; "" if they cannot.

    Another encoding must explain all of them with no more characters.
    """
    for encoding, name in SINGLE_BYTE.items():
        others = [read_as(run.before, encoding) for run in runs]
        if not all(others):
            continue
        for run, other in zip(runs, others, strict=True):
            if other != run.text and len(other) <= len(run.text):
                return f"read as {name}, `{run.before}` would stand for `{other}`"
    return ""


def _remains(fixed: str, runs: Sequence[Run], guesses: Sequence[Run]) -> str:
    """Return a reason that names the damage left in a repaired text; "" if there is none."""
    if LOST.search(fixed):
        return "a character beside it is lost"
    before = " ".join(run.before for run in runs)
    is_torn = any(torn[0] in before for torn in _TORN.finditer(fixed))
    left = (run for run in runs if run.text == run.before and not run.is_right())
    if (
        guesses
        or is_torn
        or CONTROL.search(fixed)
        or residues(fixed)
        or any(IMAGE.search(run.text) for run in left)
    ):
        return "other damage is left beside it"
    return ""


def _story(runs: list[Run]) -> tuple[str, ...]:
    """Return descriptions of how *runs* were misread, in order."""
    steps: list[str] = []
    last = ""
    for depth in reversed(range(max(len(run.layers) for run in runs))):
        layer = set().union(*(run.layers[depth] for run in runs if depth < len(run.layers)))
        common = frozenset.intersection(*layer)
        pairs = [min(common)] if common else sorted({min(fitting) for fitting in layer})
        saved, read = pairs[0][0], " and ".join(read for _, read in pairs)
        steps.append(f"as {read}" if saved == last else f"{saved} read as {read}")
        last = saved
    return tuple(steps)


def _words(text: str, fixed: str) -> Iterator[Word]:
    """Yield the words that differ. Both texts have white space and runs at the same places."""
    for word, better in zip(_WORD.finditer(text), _WORD.finditer(fixed), strict=True):
        if word[0] != better[0]:
            pairs = zip(RUN.finditer(word[0]), RUN.finditer(better[0]), strict=True)
            spans = [run.span() for run, other in pairs if run[0] != other[0]]
            start = word.start()
            yield Word(start + spans[0][0], start + spans[-1][1], word[0], better[0])
