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

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product

from lint.core.findings import Applicability, Span
from lint.core.patterns import lazy


@dataclass(frozen=True, slots=True)
class Word:
    """A damaged word: where its damage stands in the text, and the whole word before and after.

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


def suspicious(text: str) -> bool:
    """Return whether *text* may be damaged; where this is False, `repair` finds nothing.

    It costs one scan. The text of a whole file may be asked where it holds no escapes.
    """
    return _beginnings().search(text) is not None


@lru_cache(maxsize=256)  # a text, its copies and its source are the same
def repair(text: str) -> Repair | None:
    """Return the repair of a string; None where there is nothing to repair or to suggest.

    SAFE: all steps can be played backwards to *text*, every new character is one that scientific
    text holds, and what comes out holds no damage. UNSAFE: one of these does not hold. DISPLAY:
    there are only guesses; they are never mixed into a repair that can be applied.
    """
    if not suspicious(text):
        return None
    damaged = _Text(text)
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
        why = next(reasons, "") or _other_reading(repaired) or _remains(fixed, damaged.runs)
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
    """Return where remains of mojibake stand in *text* that nothing can read back, a byte being lost."""
    return [found.span() for found in _RESIDUE.finditer(text)] if may_hold_residues(text) else []


def clean(text: str) -> str:
    """Return *text* repaired, guesses apart: the form in which copies of a text are compared."""
    found = repair(text)
    return text if found is None or found.applicability is Applicability.DISPLAY else found.text


# What scientific text holds, as the inside of a regular expression's brackets.
_SURE = (
    # Latin-1, without what is hardly used and without Â, Ã and Ð, which a half-done repair leaves
    "\xa0§©«®°-¶·¹º»¼-ÁÄ-ÏÑ-þÿ"
    "\u0300-\u0303\u0308\u030a\u030c\u0327"  # combining accents
    "ɛʹʼ\u0384-\u03ce\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5"  # Greek
    "\u2002-\u200a\u202f‐-―‘’“-„†-•…‰′-‴⁄⁰⁴-⁻ⁿ₀-₋"
    "℃ℓ™\u2126\u212b←-↕⇌⇐⇒⇔∂∅-∈∏∑−∓∕∗-√∝∞∥∧-∫∼≃≅≈≠≡≤-≧≪≫⊥⋅"
    "■□▲△▼▽◆◇○●★☆♀♂✓ﬀ-ﬄ\U0001d6a8-\U0001d7cb"
)
# Letters of names. Their images begin with Å or Ä, which stand before many signs by right: `Å±`.
# (Â and Ã, which begin the images of Latin-1, do not: `Â°` is `°`.)
_NAMES = "Ā-ćČ-đĒēĖ-ěĞğĢģĪīİıĶķĻ-ľŁ-ńŇňŌōŐőœŘ-śŞ-ťŪūŮ-űŸ-ž"
_HELD = lazy(f"[{_SURE}{_NAMES}]+")
_NAME = lazy(f"[{_NAMES}]")

_SIGNS = "²³¹°µ†‡®™"  # stand behind a letter by right: powers, degrees, footnotes, marks
_JOINTS = "±…’”»–—·\xa0"  # so do these, and the next word may follow at once
# What keeps a run that ends so from being right as it stands (`×²`, `Ø°`, `aΔ‡` are): any other
# sign, a letter that begins the images of Greek and Cyrillic ones, a root within a word.
_ODD = lazy(rf"[^\w×√∆≈{_SIGNS}{_JOINTS}]|[ŒœÐÑ]|(?<=[^\W\d_])[√≈]")
# A quotation mark that quotes nothing, a hyphen that joins nothing.
_STRAY = lazy(r"[“‘„«](?:(?=[\s.,;:!?)\]])|\Z)|(?<!\S)[”»]|[”»](?=\w)|‐(?!\w)")

_RUN = lazy("([^\x00-\x7f]+)")
_WORD = lazy("[^\t\n\v\f\r ]+")
_CONTROL = lazy("[\x80-\x9f]")
_LOST = lazy("\ufffd|ï¿½|Ã¯Â¿Â½|ÃƒÂ¯Ã‚Â¿Ã‚Â½")  # U+FFFD, and its images, misread up to three times

# The encodings that are tried, by ftfy's names where it tries them too, and people's names for them.
_SINGLE_BYTE = {
    "latin-1": "Latin-1",
    "sloppy-windows-1252": "Windows-1252",
    "sloppy-windows-1251": "Windows-1251",
    "sloppy-windows-1250": "Windows-1250",
    "sloppy-windows-1253": "Windows-1253",
    "sloppy-windows-1254": "Windows-1254",
    "sloppy-windows-1257": "Windows-1257",
    "iso-8859-2": "ISO 8859-2",
    "iso-8859-15": "ISO 8859-15",
    "macroman": "Mac Roman",
    "cp437": "code page 437",
    "cp850": "code page 850",
    "koi8-r": "KOI8-R",
}
_ENCODINGS = _SINGLE_BYTE | {
    "windows-1252": "Windows-1252",
    "utf-8": "UTF-8",
    "utf-8-variants": "UTF-8",
    "": "another encoding",
}

_Misreading = tuple[str, str]
"""What bytes were and what they were read as, in people's names."""
_Layer = set[frozenset[_Misreading]]
"""One misreading of a text, the last first: for each damaged part, those that would explain it."""
_AS_LATIN = frozenset({("UTF-8", "Latin-1")})
_AS_WINDOWS = frozenset({("UTF-8", "Windows-1252")})

# A part of the image of a punctuation mark, a raised or lowered sign, or a ligature: one byte is lost.
_TORN = lazy("[âï][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ](?![\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])")
# What is left of images that lost a byte, had a no-break space become a space, or were normalised. Capitals
# end so by right in Portuguese: `MAÇÃ`.
_RESIDUE_SIGN = lazy("[ÂÃâÎÏ‚]")
_RESIDUE = lazy(
    r"â(?:[€\x80]|Â|(?=TM)|[ºƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ‚¡-¹¼-¿](?![¡-¿€ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ‚]))|[ÂÃ](?=[ÂÃ¢ƒ‚€])|(?<![A-ZÀ-ÞÂÃ])[ÂÃ](?=[\s?°±µ·]|\Z)|(?<=[a-z])â(?=s\b)"
    r"|[ÎÏ](?=\?)|‚Ä(?![A-Za-zÀ-ÿ])"
)

# No language puts such a letter behind one of these.
_NO_WORD = lazy("[ÎÏ][^\x00-ÿ]")
_CYRILLIC = ("sloppy-windows-1251", "koi8-r")

# Windows-1252 leaves these bytes undefined: some programs keep them, others lose them.
_HOLES = "\x81\x8d\x8f\x90\x9d"
_NO_WAY_BACK = "misreading it again does not give the damaged text"
_MOST_LOST = 2
"""How many lost bytes of a run are guessed at together."""


def _upper_half(encoding: str) -> str:
    """Return what the bytes 80 to FF stand for in ftfy's *encoding*; an undefined one stays."""
    half = bytes(range(0x80, 0x100)).decode(encoding.removeprefix("sloppy-"), "replace")
    return "".join(chr(0x80 + i) if char == "\ufffd" else char for i, char in enumerate(half))


# In UTF-8, a byte of C2 to F4 begins a character, and one to three bytes of 80 to BF follow.
def _first(half: str) -> str:
    return re.escape(half[0x42:0x75])


def _next(half: str) -> str:
    return re.escape(half[:0x40])


_LATIN, _WINDOWS = map(_upper_half, list(_SINGLE_BYTE)[:2])
_TO_LATIN = str.maketrans(_WINDOWS, _LATIN)
_NOT_IN_WINDOWS = lazy(f"(?![{_HOLES}])[\x80-\x9f]")


def _one_image() -> str:
    """Return the pattern of a character's image in Latin-1 or Windows-1252."""
    nexts = [f"[{_next(half)}]" for half in (_LATIN, _WINDOWS)]
    return "(?:" + "|".join(f"[Â-ß]{one}|[à-ï]{one}{{2}}|[ð-ô]{one}{{3}}" for one in nexts) + ")"


@cache
def _images_in(encoding: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return the pattern of a character's image in *encoding*, and the bytes of its characters."""
    half = _upper_half(encoding)
    after = f"[{_next(half)}]"
    firsts = ((half[0x42:0x60], 1), (half[0x60:0x70], 2), (half[0x70:0x75], 3))
    image = "|".join(f"[{re.escape(first)}]{after}{{{count}}}" for first, count in firsts)
    return re.compile(image), {char: 0x80 + index for index, char in enumerate(half)}


def _read_as(text: str, encoding: str) -> str:
    """Return what *text* was before it was read in *encoding*, once or oftener; empty if that holds
    anything that scientific text does not.
    """
    pattern, byte = _images_in(encoding)

    def read(image: re.Match[str]) -> str:
        try:
            return bytes(byte[char] for char in image[0]).decode()
        except UnicodeDecodeError:
            return image[0]

    best = ""
    while (plain := pattern.sub(read, text)) != text:
        text = plain
        if _HELD.fullmatch(text):
            best = text
    return best


def _other_reading(runs: list[_Run]) -> str:
    """Return why *runs*, all that is repaired, may stand for something else; empty where nothing fits.

    Another encoding must explain all of them, with as few characters.
    """
    for encoding, name in _SINGLE_BYTE.items():
        others = [_read_as(run.before, encoding) for run in runs]
        if not all(others):
            continue
        for run, other in zip(runs, others, strict=True):
            if other != run.text and len(other) <= len(run.text):
                return f"read as {name}, `{run.before}` would stand for `{other}`"
    return ""


@cache
def _beginnings() -> re.Pattern[str]:
    """Return the pattern of what any repair begins from.

    It starts with one set of characters, which makes it quick to scan for.
    """
    halves = [_upper_half(encoding) for encoding in _SINGLE_BYTE]
    pairs = "|".join(f"(?<=[{_first(half)}])[{_next(half)}\ufffd]" for half in halves)
    return re.compile(f"[\x80-\x9f{''.join(map(_first, halves))}](?:(?<=[\x80-\x9f])|{pairs})")


_IMAGE = lazy(_one_image())
_STRETCH = lazy(f"{_one_image()}+")
_READABLE = lazy(f"[{_SURE}{_NAMES}{_next(_LATIN)}{_next(_WINDOWS)}{_first(_LATIN)}]")


@dataclass(slots=True)
class _Run:
    """A run, as far as it is repaired, with the ASCII characters beside it."""

    before: str
    left: str
    right: str
    text: str
    layers: list[_Layer] = field(default_factory=list)
    why: str = ""
    is_guess: bool = False

    def is_right(self) -> bool:
        """Return whether the run may well be right as it stands."""
        if self.text[-1] not in _SIGNS + _JOINTS:
            return False
        return not _ODD.search(self.left + self.text, len(self.left))


class _Text:
    """A text under repair. What changes are its runs; each stays where it is, and none vanishes."""

    def __init__(self, text: str) -> None:
        parts = _RUN.split(text)
        self.plain = parts[::2]
        beside = zip(parts[1::2], parts[::2], parts[2::2], strict=False)
        self.runs = [_Run(run, left[-1:], right[:1], run) for run, left, right in beside]

    def __str__(self) -> str:
        parts = [""] * (len(self.plain) + len(self.runs))
        parts[::2] = self.plain
        parts[1::2] = [run.text for run in self.runs]
        return "".join(parts)

    def read_images(self) -> bool:
        """Read the images in each run back; return whether there were any.

        A run that lost a byte is left alone: what stands before the gap belongs to it.
        """
        changed = False
        for run in self.runs:
            if _LOST.search(run.text):
                continue
            text, layers = _read_run(run)
            if text != run.text:
                # What was read and what stood beside it make an image: no misreading gives that.
                run.why = _NO_WAY_BACK if run.layers else ""
                run.text = text
                run.layers += layers
                changed = True
        return changed

    def ask_ftfy(self) -> bool:
        """Take over what ftfy repairs by encoding steps; return whether it repaired anything.

        With ftfy's other changes off, as they lose or guess. Left alone is what may be right as it
        stands, and what would only leave other damage.
        """
        text = str(self)
        if not suspicious(text):
            return False
        from ftfy import TextFixerConfig, fix_encoding_and_explain

        config = TextFixerConfig(restore_byte_a0=False, replace_lossy_sequences=False, fix_c1_controls=False)
        fixed, explanation = fix_encoding_and_explain(text, config)
        parts = _RUN.split(fixed)
        if parts[::2] != self.plain:
            return False
        steps = _steps(explanation or [])
        changed = False
        for run, after in zip(self.runs, parts[1::2], strict=True):
            if after == run.text or run.is_right() or not suspicious(run.text):
                continue
            if _LOST.search(after) or _CONTROL.search(after):
                continue
            run.why = run.why or _doubt(run.text, after, steps)
            run.text = after
            run.layers += [{frozenset({(_name(saved), _name(read))})} for saved, read in steps]
            changed = True
        return changed

    def read_code_pages(self) -> bool:
        """Read back what one code page explains and no other; return whether there was anything.

        The text may be right where it holds such letters otherwise too, as one in Russian does.
        """
        changed = False
        doubtful = [run for run in self.runs if not _HELD.fullmatch(run.text)]
        for run in self.runs:
            if _LOST.search(run.text):
                continue
            readings: dict[str, str] = {}
            for encoding in _SINGLE_BYTE:
                text = _read_as(run.text, encoding)
                is_held = _HELD.fullmatch(run.text) and not _NO_WORD.match(run.text)
                if not text or (is_held and len(run.text) < 3 * len(text)):
                    continue  # two letters may well stand side by side
                if encoding not in _CYRILLIC or all(_read_as(one.text, encoding) for one in doubtful):
                    readings.setdefault(text, encoding)
            if not readings or run.is_right():
                continue
            text, encoding = next(iter(readings.items()))
            run.is_guess = len(readings) > 1
            if run.is_guess:
                run.why = f"it may stand for {' or '.join(f'`{reading}`' for reading in readings)}"
            run.why = run.why or (_NO_WAY_BACK if run.layers else "which encoding the text had is a guess")
            run.text = text
            run.layers.append({frozenset({("UTF-8", _name(encoding))})})
            changed = True
        return changed

    def has_question_mark_between(self) -> bool:
        """Return whether only `?` stand between two repaired runs."""
        between = zip(self.runs, self.plain[1:-1], self.runs[1:], strict=False)
        return any(
            plain and not plain.strip("?") and one.text != one.before and other.text != other.before
            for one, plain, other in between
        )

    def guess(self) -> None:
        """Mark what is only a guess: a lost byte that can be filled in, a mark with no use."""
        for run in self.runs:
            if _LOST.search(run.text):
                _fill(run)
            elif run.text != run.before and _STRAY.search(run.left + run.text + run.right):
                run.is_guess = True
                run.why = "a mark that makes no sense here may stand for another sign"


def _read_run(run: _Run) -> tuple[str, list[_Layer]]:
    """Return what *run* says with its images read back, and how these were misread."""
    layers: list[_Layer] = []

    def read(stretch: re.Match[str]) -> str:
        left = run.text[stretch.start() - 1 : stretch.start()] or run.left
        right = run.text[stretch.end() : stretch.end() + 1] or run.right
        text, found = _read_stretch(stretch[0], left, right)
        for depth, layer in enumerate(found):
            layers[depth : depth + 1] = [layers[depth] | layer] if depth < len(layers) else [layer]
        return text

    return _STRETCH.sub(read, run.text), layers


def _read_stretch(text: str, left: str, right: str) -> tuple[str, list[_Layer]]:
    """Read *text*, which stands between *left* and *right*, back as deep as that gives what is held."""
    best, depth = text, 0
    layers: list[_Layer] = []
    while True:
        text, layer = _read_layer(text, left, right)
        if not layer:
            return best, layers[:depth]
        layers.append(layer)
        if _HELD.fullmatch(text):
            best, depth = text, len(layers)


def _read_layer(text: str, left: str, right: str) -> tuple[str, _Layer]:
    """Read each image in *text* back once, where it may be one; return the text and how it was misread."""
    parts: list[str] = []
    layer: _Layer = set()
    end = 0
    for found in _IMAGE.finditer(text):
        image = found[0]
        if found.start() > end:
            parts.append(text[end : found.start()])
        end = found.end()
        char, misreadings = _read_image(image)
        before, after = parts[-1] if parts else left, text[end : end + 1] or right
        if not char or (_NAME.match(char) and not _in_word(image, before, after)):
            parts.append(image)
        else:
            parts.append(char)
            layer.add(misreadings)
    parts.append(text[end:])
    return "".join(parts), layer


@lru_cache(maxsize=4096)
def _read_image(image: str) -> tuple[str, frozenset[_Misreading]]:
    """Return the character behind *image*, and the misreadings that give it.

    The character is empty where it is none that scientific text holds or a further image is made of.
    """
    misreadings = _AS_LATIN | _AS_WINDOWS
    if max(image) > "ÿ":
        misreadings = _AS_WINDOWS
    elif _NOT_IN_WINDOWS.search(image):
        misreadings = _AS_LATIN
    try:
        char = image.translate(_TO_LATIN).encode("latin-1").decode()
    except UnicodeDecodeError:
        char = ""
    return (char if _READABLE.match(char) else ""), misreadings


def _in_word(image: str, left: str, right: str) -> bool:
    """Return whether *image*, of a letter of names, cannot be anything else than that letter.

    `Å™` is a letter in `DvoÅ™ák`, and a unit with a trade mark in `10 Å™`. A Š that begins a word is
    not found: its image is Å and a no-break space.
    """
    letter, sign = image[0], image[1]
    if sign not in _SIGNS and sign not in _JOINTS:
        return True
    is_joint = sign in _JOINTS and (letter, sign) != ("Ä", "±")
    return left[-1:].islower() or (right.isalpha() and not is_joint)


def _name(encoding: str) -> str:
    """Return what people call ftfy's *encoding*."""
    return _ENCODINGS.get(encoding, encoding)


def _steps(explanation: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return ftfy's *explanation* as pairs of encodings: what was read as what, the last first."""
    steps: list[tuple[str, str]] = []
    read = ""
    for action, parameter in explanation:
        if action == "encode":
            read = parameter
        else:
            steps.append((parameter, read) if action == "decode" else ("utf-8", ""))
    return steps


def _doubt(before: str, after: str, steps: list[tuple[str, str]]) -> str:
    """Return why ftfy's repair of a run is not safe; empty where it is."""
    unexpected = next((char for char in after if not _HELD.match(char)), None)
    if unexpected is not None:
        return f"`{unexpected}` (U+{ord(unexpected):04X}) is not expected in such a text"
    if any(saved != "utf-8" for saved, _ in steps):
        return "which encoding the text had is a guess"
    if _HELD.fullmatch(before):
        return "the text may be right as it stands"
    try:
        for saved, read in reversed(steps):
            after = after.encode(saved).decode(read)
    except (LookupError, UnicodeError):
        after = ""
    return "" if after == before else _NO_WAY_BACK


def _fill(run: _Run) -> None:
    """Put into *run* the bytes that Windows-1252 lost, where only one choice gives what is held."""
    pieces = _LOST.split(run.text)
    if len(pieces) > _MOST_LOST + 1:
        return
    fillings: dict[int, dict[str, list[_Layer]]] = {}
    for lost in product(_HOLES, repeat=len(pieces) - 1):
        filled = "".join(piece + byte for piece, byte in zip(pieces, (*lost, ""), strict=True))
        text, layers = _read_stretch(filled, run.left, run.right)
        if layers and not _STRAY.search(run.left + text + run.right):
            fillings.setdefault(len(layers), {})[text] = layers
    deepest = fillings[max(fillings)] if fillings else {}
    if len(deepest) == 1:
        ((run.text, layers),) = deepest.items()
        run.layers = [{fits & _AS_WINDOWS or fits for fits in layer} for layer in layers]
        run.is_guess = True
        run.why = "a byte was lost; this is the one that fits"


def _remains(fixed: str, runs: Sequence[_Run]) -> str:
    """Return what damage is left in a repaired text, as a reason; empty where there is none."""
    if _LOST.search(fixed):
        return "a character beside it is lost"
    before = " ".join(run.before for run in runs)
    is_torn = any(torn[0] in before for torn in _TORN.finditer(fixed))
    left = (run for run in runs if run.text == run.before and not run.is_right())
    if is_torn or _CONTROL.search(fixed) or residues(fixed) or any(_IMAGE.search(run.text) for run in left):
        return "other damage is left beside it"
    return ""


def _story(runs: list[_Run]) -> tuple[str, ...]:
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
            pairs = zip(_RUN.finditer(word[0]), _RUN.finditer(better[0]), strict=True)
            spans = [run.span() for run, other in pairs if run[0] != other[0]]
            start = word.start()
            yield Word(start + spans[0][0], start + spans[-1][1], word[0], better[0])
