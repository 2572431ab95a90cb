"""Images: the characters that result from reading the bytes of a character in the wrong encoding.

`β` is saved as the UTF-8 bytes CE B2; read as Latin-1, they become its image `Î²`. This module reads
images back if the result consists of characters that occur in scientific text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from lint.core.patterns import lazy

# The characters of scientific text, for a set in a regular expression.
_SURE = (
    # Latin-1, without rare characters and without Â, Ã and Ð, which a partial repair leaves
    "\xa0§©«®°-¶·¹º»¼-ÁÄ-ÏÑ-þÿ"
    "\u0300-\u0303\u0308\u030a\u030c\u0327"  # combining accents
    "ɛʹʼ\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5"  # Greek
    "\u2002-\u200a\u202f‐-―‘’“-„†-•…‰′-‴⁄⁰⁴-⁻ⁿ₀-₋"
    "℃ℓ™\u2126\u212b←-↕⇌⇐⇒⇔∂∅-∈∏∑−∓∕∗-√∝∞∥∧-∫∼≃≅≈≠≡≤-≧≪≫⊥⋅"
    "■□▲△▼▽◆◇○●★☆♀♂✓ﬀ-ﬄ\U0001d6a8-\U0001d7cb"
)
# Letters of names. Their images begin with Å or Ä, which also occur before signs in correct text: `Å±`.
# (Â and Ã, with which the images of Latin-1 begin, do not: `Â°` is `°`.)
_NAMES = "Ā-ćČ-đĒēĖ-ěĞğĢģĪīİıĶķĻ-ľŁ-ńŇňŌōŐőœŘ-śŞ-ťŪūŮ-űŸ-ž"
HELD = lazy(f"[{_SURE}{_NAMES}]+")
_NAME = lazy(f"[{_NAMES}]")

SIGNS = "²³¹°µ†‡®™"  # may follow a letter in correct text: powers, degrees, footnotes, marks
JOINTS = "±…’”»–—·\xa0"  # the same, and the next word may follow without a space

# The encodings that are tried, by ftfy's names if it tries them too, with their usual names.
SINGLE_BYTE = {
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
    "cp852": "code page 852",
    "cp866": "code page 866",
    "koi8-r": "KOI8-R",
    "windows-1256": "Windows-1256",
}
CYRILLIC = ("sloppy-windows-1251", "koi8-r", "cp866")
ASIAN = {"gbk": "GBK", "cp932": "Shift JIS", "big5": "Big5", "cp949": "EUC-KR"}
"""Encodings of two bytes a character that are tried, with their usual names."""
_ASIAN_SIGNS = "\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef"
_MOST_STEPS = 4  # the most misreadings in different encodings that are read back one after another

Misreading = tuple[str, str]
"""The usual names of the real encoding of some bytes, and of the one that they were read in."""
Layer = set[frozenset[Misreading]]
"""One step of misreading a text: for each damaged part, the misreadings that explain it."""
_AS_LATIN = frozenset({("UTF-8", "Latin-1")})
AS_WINDOWS = frozenset({("UTF-8", "Windows-1252")})

# Bytes that Windows-1252 leaves undefined; some programs keep them, others lose them.
HOLES = "\x81\x8d\x8f\x90\x9d"


def _upper_half(encoding: str) -> str:
    """Return the characters of the bytes 80 to FF in ftfy's *encoding*; undefined ones are kept."""
    half = bytes(range(0x80, 0x100)).decode(encoding.removeprefix("sloppy-"), "replace")
    return "".join(chr(0x80 + i) if char == "\ufffd" else char for i, char in enumerate(half))


# In UTF-8, a byte from C2 to F4 begins a character, and one to three bytes from 80 to BF follow.
def _first(half: str) -> str:
    return re.escape(half[0x42:0x75])


def _next(half: str) -> str:
    return re.escape(half[:0x40])


_LATIN, _WINDOWS = map(_upper_half, list(SINGLE_BYTE)[:2])
_TO_LATIN = str.maketrans(_WINDOWS, _LATIN)
_NOT_IN_WINDOWS = lazy(f"(?![{HOLES}])[\x80-\x9f]")


def _one_image() -> str:
    """Return a pattern for the image of a character in Latin-1 or Windows-1252."""
    nexts = [f"[{_next(half)}]" for half in (_LATIN, _WINDOWS)]
    return "(?:" + "|".join(f"[Â-ß]{one}|[à-ï]{one}{{2}}|[ð-ô]{one}{{3}}" for one in nexts) + ")"


@cache
def _images_in(encoding: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return a pattern for the image of a character in *encoding*, and the encoding's bytes."""
    half = _upper_half(encoding)
    after = f"[{_next(half)}]"
    firsts = ((half[0x42:0x60], 1), (half[0x60:0x70], 2), (half[0x70:0x75], 3))
    image = "|".join(f"[{re.escape(first)}]{after}{{{count}}}" for first, count in firsts)
    return re.compile(image), {char: 0x80 + index for index, char in enumerate(half)}


def read_as_asian(text: str, encoding: str) -> str:
    """Return *text* as it was before its bytes were read in an Asian *encoding*.

    It is "" if the result contains characters that do not occur in scientific text.
    """
    try:
        plain = text.encode(encoding).decode()
    except UnicodeError:
        return ""
    return plain if HELD.fullmatch(plain) else ""


@lru_cache(maxsize=4096)  # the same damage occurs many times in a file
def read_as(text: str, encoding: str) -> str:
    """Return *text* as it was before it was read in *encoding*, once or more often.

    It is "" if the result contains characters that do not occur in scientific text.
    """
    best = ""
    while (plain := _read_once(text, encoding)) != text:
        text = plain
        if HELD.fullmatch(text):
            best = text
    return best


def _read_once(text: str, encoding: str) -> str:
    """Return *text* with the images in *encoding* read back."""
    pattern, byte = _images_in(encoding)

    def read(image: re.Match[str]) -> str:
        try:
            return bytes(byte[char] for char in image[0]).decode()
        except UnicodeDecodeError:
            return image[0]

    return pattern.sub(read, text)


def read_through(text: str, steps: int = _MOST_STEPS) -> dict[str, tuple[str, ...]]:
    """Return what *text* may have been before it was read in several encodings, with these, last one first.

    Each encoding must explain nearly all of the text, since an image that is possible in two encodings may
    be read back too early.
    """
    found: dict[str, tuple[str, ...]] = {}
    for encoding in SINGLE_BYTE if steps else ():
        pattern, _ = _images_in(encoding)
        if encoding in CYRILLIC or len(pattern.sub("", text)) * 4 > len(text):
            continue
        plain = _read_once(text, encoding)
        deeper = {plain: ()} if HELD.fullmatch(plain) else read_through(plain, steps - 1)
        for meant, encodings in deeper.items():
            found.setdefault(meant, (encoding, *encodings))
    return found


def suspicious(text: str) -> bool:
    """Return whether *text* may be damaged; if False, `repair` finds nothing.

    This takes one scan. *text* may be a whole file if it contains no escapes.
    """
    return not text.isascii() and _beginnings().search(text) is not None


@cache
def _beginnings() -> re.Pattern[str]:
    """Return a pattern that is found in every text that can be repaired.

    It begins with a single set of characters, which makes scanning fast.
    """
    halves = [_upper_half(encoding) for encoding in SINGLE_BYTE]
    pairs = "|".join(f"(?<=[{_first(half)}])[{_next(half)}\ufffd]" for half in halves)
    alone = f"\x80-\x9f{_ASIAN_SIGNS}"
    return re.compile(f"[{alone}{''.join(map(_first, halves))}](?:(?<=[{alone}])|{pairs})")


IMAGE = lazy(_one_image())
STRETCH = lazy(f"{_one_image()}+")
_READABLE = lazy(f"[{_SURE}{_NAMES}{_next(_LATIN)}{_next(_WINDOWS)}{_first(_LATIN)}]")


def read_stretch(text: str, left: str, right: str) -> tuple[str, list[Layer]]:
    """Read *text*, between *left* and *right*, back as long as the result is scientific text."""
    best, depth = text, 0
    layers: list[Layer] = []
    while True:
        text, layer = _read_layer(text, left, right)
        if not layer:
            return best, layers[:depth]
        layers.append(layer)
        if HELD.fullmatch(text):
            best, depth = text, len(layers)


def _read_layer(text: str, left: str, right: str) -> tuple[str, Layer]:
    """Read each image in *text* back once; return the text and the misreadings."""
    parts: list[str] = []
    layer: Layer = set()
    end = 0
    for found in IMAGE.finditer(text):
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
def _read_image(image: str) -> tuple[str, frozenset[Misreading]]:
    """Return the character of *image*, and the misreadings that explain it.

    The character is "" unless it occurs in scientific text or in images.
    """
    misreadings = _AS_LATIN | AS_WINDOWS
    if max(image) > "ÿ":
        misreadings = AS_WINDOWS
    elif _NOT_IN_WINDOWS.search(image):
        misreadings = _AS_LATIN
    try:
        char = image.translate(_TO_LATIN).encode("latin-1").decode()
    except UnicodeDecodeError:
        char = ""
    return (char if _READABLE.match(char) else ""), misreadings


def _in_word(image: str, left: str, right: str) -> bool:
    """Return whether *image*, of a letter in names, cannot mean anything but that letter.

    `Å™` is a letter in `DvoÅ™ák`, but a unit with a trade mark in `10 Å™`. A Š at the beginning of a word is
    not found, as its image is Å and a no-break space. After `‚`, it is part of an image in Mac Roman.
    """
    if left[-1:] == "‚":
        return False
    letter, sign = image[0], image[1]
    if sign not in SIGNS and sign not in JOINTS:
        return True
    is_joint = sign in JOINTS and (letter, sign) != ("Ä", "±")
    return left[-1:].islower() or (right.isalpha() and not is_joint)
