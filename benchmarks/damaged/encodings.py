"""Text that was read in the wrong encoding, or lost characters that an encoding lacks."""

from __future__ import annotations

import re
from random import Random

from .kinds import ONE_COPY, TEXTS, WITNESSED, in_texts

_BODY = ("title", "copy", "descriptions", "captions", "keyword")
_DECODABLE = (*WITNESSED, "descriptions", "captions", "titles", "citation", "annotation", "papertitle")


def misread(text: str, *encodings: str) -> str | None:
    """Return *text* as it is after its UTF-8 was read in each of the encodings in turn."""
    if text.isascii():
        return None
    for encoding in encodings:
        try:
            text = _sloppy(text.encode(), encoding)
        except (UnicodeDecodeError, UnicodeEncodeError):
            return None
    return text if not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]", text) else None


def _sloppy(data: bytes, encoding: str) -> str:
    """Decode as browsers do: what Windows-1252 leaves undefined becomes a C1 character."""
    if encoding != "cp1252":
        return data.decode(encoding)
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


@in_texts(*TEXTS, "titles", "annotation", "papertitle", knowable=_DECODABLE)
def mojibake_cp1252(text: str, random: Random) -> str | None:
    """UTF-8 read as Windows-1252."""
    return misread(text, "cp1252")


@in_texts("title", "copy", "descriptions", knowable=_DECODABLE)
def mojibake_one_word(text: str, random: Random) -> str | None:
    """One word of the text read as Windows-1252, the others right."""
    words = [each for each in re.findall(r"\S+", text) if not each.isascii() and misread(each, "cp1252")]
    if len(words) < 2:
        return None
    word = random.choice(words)
    return text.replace(word, misread(word, "cp1252") or "", 1)


@in_texts(*_BODY, knowable=_DECODABLE)
def mojibake_latin1(text: str, random: Random) -> str | None:
    """UTF-8 read as Latin-1, with C1 characters that YAML writes as escapes."""
    return text.encode().decode("latin-1") if not text.isascii() else None


@in_texts(*_BODY, knowable=_DECODABLE)
def mojibake_cp1252_twice(text: str, random: Random) -> str | None:
    """UTF-8 read as Windows-1252, twice."""
    return misread(text, "cp1252", "cp1252")


@in_texts("title", "copy", "descriptions", knowable=_DECODABLE)
def mojibake_mixed(text: str, random: Random) -> str | None:
    """Some letters read as Windows-1252 once, some twice."""
    places = [place for place, character in enumerate(text) if not character.isascii()]
    if len(places) < 2:
        return None
    characters = list(text)
    for number, place in enumerate(places):
        layers = ["cp1252"] * (1 + number % 2)
        characters[place] = misread(characters[place], *layers) or characters[place]
    return "".join(characters)


@in_texts(*_BODY, knowable=_DECODABLE)
def mojibake_mac_roman(text: str, random: Random) -> str | None:
    """UTF-8 read as Mac Roman."""
    return misread(text, "mac_roman")


@in_texts(*_BODY, knowable=_DECODABLE)
def mojibake_cp437(text: str, random: Random) -> str | None:
    """UTF-8 read in the code page of old PCs."""
    return misread(text, "cp437")


@in_texts("copy", "descriptions", "keyword", knowable=_DECODABLE)
def mojibake_cp850(text: str, random: Random) -> str | None:
    """UTF-8 read in the code page of consoles in Western Europe."""
    return misread(text, "cp850")


@in_texts("copy", "descriptions", "keyword", why="other code pages give other letters")
def mojibake_cp1250(text: str, random: Random) -> str | None:
    """UTF-8 read in the code page of Windows in Central Europe."""
    return misread(text, "cp1250")


@in_texts("copy", "descriptions", "keyword", why="other code pages give other letters")
def mojibake_cp1251(text: str, random: Random) -> str | None:
    """UTF-8 read in the code page of Windows for Cyrillic."""
    return misread(text, "cp1251")


@in_texts("title", "copy", "descriptions", "keyword", why="other code pages give other letters")
def mojibake_iso_8859_15(text: str, random: Random) -> str | None:
    """UTF-8 read as Latin-9."""
    return text.encode().decode("iso-8859-15") if not text.isascii() else None


@in_texts("title", "copy", "descriptions", "keyword", why="other code pages give other letters")
def mojibake_iso_8859_2(text: str, random: Random) -> str | None:
    """UTF-8 read as Latin-2."""
    return text.encode().decode("iso-8859-2") if not text.isascii() else None


@in_texts(*_BODY, why="the lost byte stands for one of several characters")
def lost_byte(text: str, random: Random) -> str | None:
    """UTF-8 read as Windows-1252, and the bytes that it leaves undefined dropped."""
    result = text.encode().decode("cp1252", "ignore")
    return result if result != misread(text, "cp1252") and not text.isascii() else None


@in_texts("title", "copy", "descriptions", why="the lost byte stands for one of several characters")
def lost_byte_replaced(text: str, random: Random) -> str | None:
    """UTF-8 read as Windows-1252, and the bytes that it leaves undefined made U+FFFD."""
    result = text.encode().decode("cp1252", "replace")
    return result if "\ufffd" in result else None


@in_texts("title", "copy", "descriptions", "keyword", why="which kind of space stood there is not known")
def mojibake_no_break_space(text: str, random: Random) -> str | None:
    """UTF-8 read as Windows-1252, and its no-break spaces made spaces."""
    result = misread(text, "cp1252")
    return result.replace("\xa0", " ") if result and "\xa0" in result else None


@in_texts(*_BODY, "name", "gene", "citation", "annotation", "author")
def replacement_character(text: str, random: Random) -> str | None:
    """A letter lost, with U+FFFD in its place."""
    return _without_letter(text, random, "\ufffd")


@in_texts("title", "copy", "descriptions", "captions")
def replacement_for_all(text: str, random: Random) -> str | None:
    """All that is not ASCII lost, with U+FFFD for each byte."""
    return "".join("\ufffd" * len(each.encode()) if not each.isascii() else each for each in text)


@in_texts(*_BODY, "name", decided=(*WITNESSED, "descriptions", "captions"))
def question_mark(text: str, random: Random) -> str | None:
    """All that is not ASCII lost, with a question mark in its place."""
    return text.encode("ascii", "replace").decode()


@in_texts("title", "description", "copy", "keyword", "gene")
def question_mark_in_word(text: str, random: Random) -> str | None:
    """A letter within a word lost, with a question mark in its place."""
    return _without_letter(text, random, "?")


@in_texts(
    "title", "copy", "descriptions", "keyword", decided=WITNESSED, why="nothing shows that a letter was there"
)
def dropped_characters(text: str, random: Random) -> str | None:
    """All that is not ASCII dropped."""
    return text.encode("ascii", "ignore").decode() or None


@in_texts("title", "copy", "keyword", decided=ONE_COPY, why="the spelling without accents is also used")
def transliterated(text: str, random: Random) -> str | None:
    """Greek letters spelt out in one of the copies."""
    return re.sub("[αβγδ]", lambda match: dict(zip("αβγδ", "abgd", strict=True))[match[0]], text)


@in_texts(
    "title", "copy", "descriptions", "captions", "keyword", decided=WITNESSED, why="the letter may be meant"
)
def latin1_in_file(text: str, random: Random) -> str | None:
    """A right letter read in another code page of one byte."""
    return _recoded(text)


def _recoded(text: str) -> str | None:
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("cp437")
    return None  # it is ASCII, or mojibake already


def _without_letter(text: str, random: Random, sign: str) -> str | None:
    places = [match.start(1) for match in re.finditer(r"\w(\w)(?=\w)", text)]
    if not places:
        return None
    place = random.choice(places)
    return text[:place] + sign + text[place + 1 :]
