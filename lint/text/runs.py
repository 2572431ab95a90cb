"""The runs of a damaged text: sequences of non-ASCII characters, each repaired separately, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from lint.core.patterns import lazy
from lint.text.images import (
    AS_WINDOWS,
    ASIAN,
    CYRILLIC,
    HELD,
    HOLES,
    JOINTS,
    SIGNS,
    SINGLE_BYTE,
    STRETCH,
    Layer,
    read_as,
    read_as_asian,
    read_stretch,
    read_through,
    suspicious,
)

RUN = lazy("([^\x00-\x7f]+)")
CONTROL = lazy("[\x80-\x9f]")
LOST = lazy("\ufffd|ï¿½|Ã¯Â¿Â½|ÃƒÂ¯Ã‚Â¿Ã‚Â½")  # U+FFFD, and its images after up to three misreadings
# What shows that a run that ends with a sign is damaged after all (`×²`, `Ø°`, `aΔ‡` are not): any other
# sign, a letter that begins the images of Greek and Cyrillic letters (or, in Arabic, of Latin ones), or a
# root within a word.
_ODD = lazy(rf"[^\w×√∆≈{SIGNS}{JOINTS}]|[ŒœÐÑ\u0622-\u0625]|(?<=[^\W\d_])[√≈]")
# A quotation mark that quotes nothing, a hyphen that joins nothing.
_STRAY = lazy(r"[“‘„«](?:(?=[\s.,;:!?)\]])|\Z)|(?<!\S)[”»]|[”»](?=\w)|‐(?!\w)")
# Sequences that occur in no language: a letter and a letter or sign, which are an image in a code page.
_NO_WORD = lazy(
    "[ÎÏ][^\x00-ÿ]"
    "|[ΞΟ][\xa0-¿΄΅ΈΉΊΌΎΏ“”„†‡‰ƒ€]|Β[°±²³µ·®©½Ή]|Γ[©¶§΅ΈΌ±³]|β(?:†[’”]|€[“”™])"  # Windows-1253
    "|[ОП][°±»µ·†‡”“„‰]|В[°±µ·®©]|вЂ|в†[’”]|Г±"  # Windows-1251
    "|Ď[„†‡]|Ă[©±…ĄąĽľŁłŚśŠšŹźŤťŽž]"  # Windows-1250 and ISO 8859-2
    "|√[À-ÖØ-öø-ÿ®§±°∏]"  # Mac Roman
)
_PRIVATE = lazy("[\ue000-\uf8ff]")

_USUAL = ("latin-1", "windows-1252", "sloppy-windows-1252", "utf-8", "utf-8-variants")
"""The encodings that UTF-8 is nearly always read in: of several readings, theirs is not a guess."""
_ENCODINGS = (
    SINGLE_BYTE
    | ASIAN
    | {
        "windows-1252": "Windows-1252",
        "utf-8": "UTF-8",
        "utf-8-variants": "UTF-8",
        "": "another encoding",
    }
)

_NO_WAY_BACK = "misreading it again does not give the damaged text"
_MOST_LOST = 2
"""The most lost bytes of a run that are guessed together."""


@dataclass(slots=True)
class Run:
    """A run, as far as it has been repaired, with the ASCII characters beside it."""

    before: str
    left: str
    right: str
    text: str
    layers: list[Layer] = field(default_factory=list)
    why: str = ""
    is_guess: bool = False

    def is_right(self) -> bool:
        """Return whether the run may well be undamaged."""
        if self.text[-1] not in SIGNS + JOINTS:
            return False
        return not (_ODD.search(self.left + self.text, len(self.left)) or _NO_WORD.match(self.text))

    def is_glued(self) -> bool:
        """Return whether the run is part of a word with ASCII letters or digits."""
        return any(char.isalnum() or char == "-" for char in self.left + self.right)


class DamagedText:
    """A text under repair. Only its runs change; none moves or disappears."""

    def __init__(self, text: str) -> None:
        parts = RUN.split(text)
        self.plain = parts[::2]
        beside = zip(parts[1::2], parts[::2], parts[2::2], strict=False)
        self.runs = [Run(run, left[-1:], right[:1], run) for run, left, right in beside]

    def __str__(self) -> str:
        parts = [""] * (len(self.plain) + len(self.runs))
        parts[::2] = self.plain
        parts[1::2] = [run.text for run in self.runs]
        return "".join(parts)

    def read_images(self) -> bool:
        """Read the images in each run back; return whether there were any.

        A run that lost a byte is left unchanged, because the text before the gap belongs to it.
        """
        changed = False
        for run in self.runs:
            if LOST.search(run.text):
                continue
            text, layers = _read_run(run)
            if text != run.text:
                # An image of characters that were read back and others: no misreading results in that.
                run.why = _NO_WAY_BACK if run.layers else ""
                run.text = text
                run.layers += layers
                changed = True
        return changed

    def ask_ftfy(self) -> bool:
        """Apply the repairs that ftfy makes by encoding steps; return whether there were any.

        ftfy's other repairs are turned off, as they lose text or guess. Runs that may be correct, and those
        in which a repair would leave other damage, are left unchanged.
        """
        text = str(self)
        if not suspicious(text):
            return False
        from ftfy import TextFixerConfig, fix_encoding_and_explain

        config = TextFixerConfig(restore_byte_a0=False, replace_lossy_sequences=False, fix_c1_controls=False)
        fixed, explanation = fix_encoding_and_explain(text, config)
        parts = RUN.split(fixed)
        if parts[::2] != self.plain:
            return False
        steps = _steps(explanation or [])
        is_usual = all(read in _USUAL for _, read in steps)
        changed = False
        for run, after in zip(self.runs, parts[1::2], strict=True):
            if after == run.text or run.is_right() or not suspicious(run.text):
                continue
            if LOST.search(after) or CONTROL.search(after) or _PRIVATE.search(after):
                continue
            if not is_usual and _readings(run.text) - {after}:
                continue  # which of them is right is a guess
            run.why = run.why or _doubt(run.text, after, steps)
            run.text = after
            run.layers += [{frozenset({(_name(saved), _name(read))})} for saved, read in steps]
            changed = True
        return changed

    def read_code_pages(self) -> bool:
        """Read runs back that only one code page explains; return whether there were any.

        A text that also contains such letters elsewhere may be correct, as a Russian or a Chinese one is.
        """
        changed = False
        doubtful = [run for run in self.runs if not HELD.fullmatch(run.text)]
        is_glued = any(run.is_glued() for run in self.runs)  # a Chinese word stands alone: `Stomach (胃)`
        asian = [
            each for each in ASIAN if is_glued and all(read_as_asian(run.text, each) for run in doubtful)
        ]
        for run in self.runs:
            if LOST.search(run.text):
                continue
            readings: dict[str, str] = {}
            for encoding in SINGLE_BYTE:
                text = read_as(run.text, encoding)
                is_held = HELD.fullmatch(run.text) and not _NO_WORD.match(run.text)
                if not text or (is_held and len(run.text) < 3 * len(text)):
                    continue  # it may well be two letters
                if encoding not in CYRILLIC or all(read_as(one.text, encoding) for one in doubtful):
                    readings.setdefault(text, encoding)
            steps: dict[str, tuple[str, ...]]
            steps = {text: (encoding,) for text, encoding in readings.items()}
            steps = steps or {text: way for text, way in read_through(run.text).items() if len(way) > 1}
            for encoding in () if steps else asian:
                if text := read_as_asian(run.text, encoding):
                    steps.setdefault(text, (encoding,))
            if not steps or run.is_right():
                continue
            text, encodings = next(iter(steps.items()))
            run.is_guess = len(steps) > 1
            if run.is_guess:
                run.why = f"it may stand for {' or '.join(f'`{reading}`' for reading in steps)}"
            run.why = run.why or (_NO_WAY_BACK if run.layers else "which encoding the text had is a guess")
            run.text = text
            run.layers += [{frozenset({("UTF-8", _name(encoding))})} for encoding in encodings]
            changed = True
        return changed

    def has_question_mark_between(self) -> bool:
        """Return whether there are only `?` between two repaired runs."""
        between = zip(self.runs, self.plain[1:-1], self.runs[1:], strict=False)
        return any(
            plain and not plain.strip("?") and one.text != one.before and other.text != other.before
            for one, plain, other in between
        )

    def guess(self) -> None:
        """Mark guesses: runs with lost bytes, which are filled in, and runs with marks that make no sense."""
        for run in self.runs:
            if LOST.search(run.text):
                _fill(run)
            elif run.text != run.before and _STRAY.search(run.left + run.text + run.right):
                run.is_guess = True
                run.why = "a mark that makes no sense here may stand for another sign"


def _read_run(run: Run) -> tuple[str, list[Layer]]:
    """Return *run* with its images read back, and their misreadings."""
    layers: list[Layer] = []

    def read(stretch: re.Match[str]) -> str:
        left = run.text[stretch.start() - 1 : stretch.start()] or run.left
        right = run.text[stretch.end() : stretch.end() + 1] or run.right
        text, found = read_stretch(stretch[0], left, right)
        for depth, layer in enumerate(found):
            layers[depth : depth + 1] = [layers[depth] | layer] if depth < len(layers) else [layer]
        return text

    return STRETCH.sub(read, run.text), layers


def _readings(text: str) -> set[str]:
    """Return the texts that *text* may have been before it was read in one or several code pages."""
    return {read_as(text, encoding) for encoding in SINGLE_BYTE}.union(read_through(text)) - {""}


def _name(encoding: str) -> str:
    """Return the usual name of ftfy's *encoding*."""
    return _ENCODINGS.get(encoding, encoding)


def _steps(explanation: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return ftfy's *explanation* as pairs of the real encoding and the one read, last misreading first."""
    steps: list[tuple[str, str]] = []
    read = ""
    for action, parameter in explanation:
        if action == "encode":
            read = parameter
        else:
            steps.append((parameter, read) if action == "decode" else ("utf-8", ""))
    return steps


def _doubt(before: str, after: str, steps: list[tuple[str, str]]) -> str:
    """Return why ftfy's repair of a run is not safe; "" if it is."""
    unexpected = next((char for char in after if not HELD.match(char)), None)
    if unexpected is not None:
        return f"`{unexpected}` (U+{ord(unexpected):04X}) is not expected in such a text"
    if any(saved != "utf-8" for saved, _ in steps):
        return "which encoding the text had is a guess"
    if HELD.fullmatch(before):
        return "the text may be correct as it is"
    try:
        for saved, read in reversed(steps):
            after = after.encode(saved).decode(read)
    except (LookupError, UnicodeError):
        after = ""
    return "" if after == before else _NO_WAY_BACK


def _fill(run: Run) -> None:
    """Fill in the bytes of *run* that Windows-1252 lost, if only one choice gives scientific text."""
    pieces = LOST.split(run.text)
    if len(pieces) > _MOST_LOST + 1:
        return
    fillings: dict[int, dict[str, list[Layer]]] = {}
    for lost in product(HOLES, repeat=len(pieces) - 1):
        filled = "".join(piece + byte for piece, byte in zip(pieces, (*lost, ""), strict=True))
        text, layers = read_stretch(filled, run.left, run.right)
        if layers and not _STRAY.search(run.left + text + run.right):
            fillings.setdefault(len(layers), {})[text] = layers
    deepest = fillings[max(fillings)] if fillings else {}
    if len(deepest) == 1:
        ((run.text, layers),) = deepest.items()
        run.layers = [{fits & AS_WINDOWS or fits for fits in layer} for layer in layers]
        run.is_guess = True
        run.why = "a byte was lost; this is the one that fits"
