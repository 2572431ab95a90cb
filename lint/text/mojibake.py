"""Mojibake: text whose bytes were read in the wrong encoding, and the way back.

`β` is saved as the UTF-8 bytes CE B2. A program that takes them for Latin-1 or Windows-1252 shows
`Î²`; saved and misread once more, `ÃŽÂ²`. Such an *image* of a character can be read back, and it
hardly ever stands in a text by right. Where it does (`8 Å³`, `2×²`), reading it back would give a
character that scientific text does not hold.

So a text is repaired run by run (a *run* is a stretch of characters beyond ASCII): its images are
read back, layer by layer, as long as that gives characters that scientific text holds. What then
still looks damaged is shown to ftfy, which knows more encodings and every script, and then read back
from the code pages that ftfy passes over. Last, a byte that was lost on the way is guessed where only
one fits. Where two encodings lead to different texts, or damage is left, the repair is not safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lint.core.findings import Applicability, Span
from lint.core.patterns import lazy
from lint.text.images import IMAGE, SINGLE_BYTE, read_as, suspicious
from lint.text.runs import CONTROL, LOST, RUN, DamagedText, Run


@dataclass(frozen=True, slots=True)
class Word:
    """A damaged word: the place of its damage in the text, and the whole word before and after.

    *start* and *end* count characters of the damaged text, from 0, *end* behind the last one. A
    word is what stands between ASCII white space.
    """

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired text, and what is to be said of the repair."""

    text: str
    words: tuple[Word, ...]
    misreadings: tuple[str, ...]
    """What happened to the text, in words, in the order in which it happened."""
    applicability: Applicability
    why: str = ""
    """Why the repair is not safe, where it is not."""


@lru_cache(maxsize=256)  # a text, its copies and its source are the same
def repair(text: str) -> Repair | None:
    """Return the repair of a string; None where there is nothing to repair or to suggest.

    SAFE: all steps can be played backwards to *text*, every new character is one that scientific
    text holds, and what comes out holds no damage. UNSAFE: one of these does not hold. DISPLAY:
    there are only guesses; they are never mixed into a repair that can be applied.
    """
    if not suspicious(text):
        return None
    damaged = DamagedText(text)
    while damaged.read_images() or damaged.ask_ftfy() or damaged.read_code_pages():
        pass
    damaged.guess()
    if damaged.has_question_mark_between():
        for run in damaged.runs:
            run.is_guess, run.why = True, "a `?` beside it stands for what is lost"
    guesses = [run for run in damaged.runs if run.is_guess and run.text != run.before]
    repaired = [run for run in damaged.runs if run.text != run.before and not run.is_guess]
    if repaired:
        for run in guesses:
            run.text = run.before
        fixed = str(damaged)
        reasons = (run.why for run in repaired if run.why)
        why = next(reasons, "") or _other_reading(repaired) or _remains(fixed, damaged.runs, guesses)
        applicability = Applicability.UNSAFE if why else Applicability.SAFE
    elif guesses:
        fixed, why, applicability = str(damaged), guesses[0].why, Applicability.DISPLAY
    else:
        return None
    return Repair(fixed, tuple(_words(text, fixed)), _story(repaired or guesses), applicability, why)


def may_hold_residues(text: str) -> bool:
    """Return whether *text* holds what remains of mojibake begin with; else `residues` finds none."""
    return _RESIDUE_SIGN.search(text) is not None


def residues(text: str) -> list[Span]:
    """Return the places of mojibake in *text* that lost a byte, so that nothing can read it back."""
    return [found.span() for found in _RESIDUE.finditer(text)] if may_hold_residues(text) else []


def clean(text: str) -> str:
    """Return *text* repaired, guesses apart: the form in which copies of a text are compared."""
    found = repair(text)
    return text if found is None or found.applicability is Applicability.DISPLAY else found.text


_WORD = lazy("[^\t\n\v\f\r ]+")
# A part of the image of a punctuation mark, a raised or lowered sign, or a ligature: one byte is lost.
_TORN = lazy("[âï][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ](?![\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])")
# What is left of images that lost a byte, had a no-break space become a space, or were normalised. Capitals
# end so by right in Portuguese: `MAÇÃ`.
_RESIDUE_SIGN = lazy("[ÂÃâÎÏ‚ОП]")
_RESIDUE = lazy(
    r"â(?:[€\x80]|Â|(?=TM)|[ºƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ‚¡-¿](?![¡-¿€ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ‚]))|[ÂÃ](?=[ÂÃ¢ƒ‚€])|(?<![A-ZÀ-ÞÂÃ])[ÂÃ](?=[\s?°±µ·]|\Z)|(?<=[a-z])â(?=s\b)"
    r"|(?<=[a-zß-ÿ])[ÂÃ](?=[a-z])|(?<=[0-9A-Za-z]-)[ÎÏ](?!\w)|(?<=[0-9a-z])[ÎÏ](?![^\W\d_])"
    r"|[ÎÏ](?=\?)|‚Ä(?![A-Za-zÀ-ÿ])|[ОП][°±¶·†‡€‰™¤¦§©¬®]"
)


def _other_reading(runs: list[Run]) -> str:
    """Return why *runs*, all that is repaired, may mean something else; empty where nothing fits.

    Another encoding must explain all of them, with as few characters.
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
    """Return what damage is left in a repaired text, as a reason; empty where there is none."""
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
    """Tell how *runs* were misread, the first misreading first."""
    told: list[str] = []
    for depth in reversed(range(max(len(run.layers) for run in runs))):
        layer = set().union(*(run.layers[depth] for run in runs if depth < len(run.layers)))
        common = frozenset.intersection(*layer)
        pairs = [min(common)] if common else sorted({min(fitting) for fitting in layer})
        verb = "the result was saved as {} and read as {}" if told else "{} was read as {}"
        told.append(verb.format(pairs[0][0], " and ".join(read for _, read in pairs)))
    return tuple(told)


def _words(text: str, fixed: str) -> Iterator[Word]:
    """Yield the words that differ. Both texts have the same white space, and runs where the other has."""
    for word, better in zip(_WORD.finditer(text), _WORD.finditer(fixed), strict=True):
        if word[0] != better[0]:
            pairs = zip(RUN.finditer(word[0]), RUN.finditer(better[0]), strict=True)
            spans = [run.span() for run, other in pairs if run[0] != other[0]]
            start = word.start()
            yield Word(start + spans[0][0], start + spans[-1][1], word[0], better[0])
