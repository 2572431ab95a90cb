"""Texts that were cut, escaped, padded, or written with other characters."""

from __future__ import annotations

import html
import html.entities
import re
import unicodedata
from random import Random
from typing import Any

from .kinds import ALL, NONE, ONE_COPY, TEXTS, WITNESSED, in_texts

_MOST = ("title", "copy", "descriptions", "captions", "keyword")
_UNDONE = (*WITNESSED, "titles", "descriptions", "captions", "citation", "annotation", "papertitle", "author")
"""Where damage can be taken back that leaves all that is needed in the text itself."""
_ONE_LINE = ("title", "name", "titles", "keyword", "annotation", "author", "organism", "citation", "figtitle")

_NEWER = "either copy may be the newer one"

# --- Cut off --------------------------------------------------------------------------------------


@in_texts(
    *WITNESSED,
    knowable=(*ONE_COPY, "keyword"),
    why="of two symbols of genes, one may be the beginning of the other",
)
def cut_in_word(text: str, random: Random) -> str | None:
    """The text ends within a word; another copy is whole."""
    places = [match.end() for match in re.finditer(r"\w(?=\w)", text) if match.end() > len(text) // 3]
    return text[: random.choice(places)] if places else None


@in_texts(
    "descriptions",
    "captions",
    "citation",
    decided=("descriptions", "captions"),
    why="only the end is missing, and nothing holds it",
)
def cut_everywhere(text: str, random: Random) -> str | None:
    """Every copy of the text ends within a word, without a full stop."""
    return text[: text.rindex(" ", 0, len(text) // 2) + 3] if text.count(" ") > 20 else None


@in_texts(
    "description",
    "copy",
    "caption",
    "descriptions",
    decided=ONE_COPY,
    why="a text may end after any sentence",
)
def cut_at_sentence(text: str, random: Random) -> str | None:
    """The text ends after one of its first sentences."""
    places = [match.end() for match in re.finditer(r"\w\.(?= [A-Z])", text)]
    return text[: random.choice(places)] if places else None


@in_texts("description", "copy", "title", "name")
def cut_front(text: str, random: Random) -> str | None:
    """The first words are missing in one of the copies."""
    return text.split(" ", 2)[2] if text.count(" ") > 3 else None


@in_texts("descriptions", "captions", "description", why="no other copy has the end")
def cut_at_255(text: str, random: Random) -> str | None:
    """The text ends where a column of a database does, after 255 characters."""
    return text[:255].rstrip() if len(text) > 300 and text[254:256].isalnum() else None


@in_texts("title", "name", "description", "copy", "caption")
def cut_with_ellipsis(text: str, random: Random) -> str | None:
    """The text is cut and ends with three dots, as a preview does."""
    return f"{text[: len(text) * 2 // 3].rstrip()}..." if len(text) > 12 else None


@in_texts("title", "name", "description", "copy", "caption")
def emptied(text: str, random: Random) -> str:
    """One of the copies is empty."""
    return ""


@in_texts("title", "description", "descriptions", "captions", knowable=_UNDONE)
def pasted_twice(text: str, random: Random) -> str | None:
    """The whole text stands twice, one after the other."""
    return f"{text} {text}" if len(text) > 15 else None


# --- Escapes --------------------------------------------------------------------------------------


def _named(text: str) -> str:
    names = {code: name for code, name in html.entities.codepoint2name.items() if code > 127}
    return "".join(f"&{names[ord(each)]};" if ord(each) in names else each for each in text)


@in_texts(*TEXTS, "name", "annotation", knowable=_UNDONE)
def entity_named(text: str, random: Random) -> str:
    """Letters written as named entities of HTML."""
    return _named(text)


@in_texts(*_MOST, "citation", knowable=_UNDONE)
def entity_decimal(text: str, random: Random) -> str:
    """Letters written as decimal entities."""
    return text.encode("ascii", "xmlcharrefreplace").decode()


@in_texts("title", "copy", "descriptions", "keyword", knowable=_UNDONE)
def entity_hexadecimal(text: str, random: Random) -> str:
    """Letters written as hexadecimal entities."""
    return re.sub(r"[^\x00-\x7f]", lambda match: f"&#x{ord(match[0]):x};", text)


@in_texts("title", "copy", "descriptions", "keyword", knowable=_UNDONE)
def entity_twice(text: str, random: Random) -> str:
    """Entities whose own sign was escaped again."""
    return _named(text).replace("&", "&amp;") if _named(text) != text else text


@in_texts("title", "copy", "descriptions", "keyword", knowable=_UNDONE)
def entity_without_semicolon(text: str, random: Random) -> str:
    """Entities whose semicolon is lost."""
    return re.sub(r"(&\w+);", r"\1", _named(text))


@in_texts("title", "copy", "descriptions", "captions", "citation", knowable=_UNDONE)
def entity_of_sign(text: str, random: Random) -> str:
    """Ampersands, quotes and comparisons written as entities."""
    return html.escape(text)


@in_texts(*_MOST, knowable=_UNDONE)
def escape_json(text: str, random: Random) -> str:
    r"""Letters written as in JSON, `\u03b1`."""
    return re.sub(r"[^\x00-\x7f]", lambda match: f"\\u{ord(match[0]):04x}", text)


@in_texts("title", "copy", "descriptions", "keyword", knowable=_UNDONE)
def escape_r(text: str, random: Random) -> str:
    """Letters written as R prints them, `<U+03B1>`."""
    return re.sub(r"[^\x00-\x7f]", lambda match: f"<U+{ord(match[0]):04X}>", text)


@in_texts("title", "copy", "descriptions", "keyword", knowable=_UNDONE)
def escape_bytes(text: str, random: Random) -> str:
    r"""Letters written as Python prints bytes, `\xce\xb1`."""
    return re.sub(r"[^\x00-\x7f]+", lambda match: repr(match[0].encode())[2:-1], text)


@in_texts("title", "copy", "descriptions", "keyword", knowable=_UNDONE)
def escape_percent(text: str, random: Random) -> str:
    """Letters written as in addresses, `%CE%B1`."""
    return re.sub(r"[^\x00-\x7f]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)


@in_texts("title", "copy", "descriptions", "keyword", knowable=_UNDONE)
def escape_latex(text: str, random: Random) -> str:
    r"""Greek letters written as in LaTeX, `$\alpha$`."""
    return re.sub("[α-ω]", lambda match: f"$\\{unicodedata.name(match[0]).split()[-1].lower()}$", text)


@in_texts("descriptions", "copy", why="whether a space or a line break was there is not known")
def escaped_line_break(text: str, random: Random) -> str:
    r"""Line breaks written as `\n`."""
    return re.sub(r"\. (?=[A-Z])", r".\\n", text, count=1)


# --- White space and what is not seen -------------------------------------------------------------


def _at_space(text: str, random: Random, sign: str) -> str | None:
    places = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    if not places:
        return None
    place = random.choice(places)
    return text[:place] + sign + text[place + 1 :]


def _in_word(text: str, random: Random, sign: str) -> str | None:
    places = [match.end() for match in re.finditer(r"[a-z](?=[a-z])", text)]
    if not places:
        return None
    place = random.choice(places)
    return text[:place] + sign + text[place:]


@in_texts(
    *_ONE_LINE,
    "descriptions",
    decided=_ONE_LINE,
    knowable=ALL,
    why="running text may be spaced in any way",
)
def tab(text: str, random: Random) -> str | None:
    """A tab in place of a space."""
    return _at_space(text, random, "\t")


@in_texts(
    *_ONE_LINE,
    "copy",
    decided=(*WITNESSED, "annotation", "author", "organism"),
    knowable=(*WITNESSED, "author", "organism"),
    why="such a space may be meant",
)
def no_break_space(text: str, random: Random) -> str | None:
    """A no-break space in place of a space."""
    return _at_space(text, random, "\xa0")


@in_texts(*_ONE_LINE, knowable=ALL)
def doubled_space(text: str, random: Random) -> str | None:
    """Two spaces in place of one."""
    return _at_space(text, random, "  ")


@in_texts(
    *_ONE_LINE,
    "descriptions",
    "wpid",
    "revision",
    "address",
    "redirect",
    "annotation id",
    decided=ALL - {"descriptions"},
    knowable=ALL,
    why="running text may be spaced in any way",
)
def trailing_space(text: str, random: Random) -> str:
    """A space at the end."""
    return f"{text} "


@in_texts(*_ONE_LINE, knowable=ALL)
def leading_space(text: str, random: Random) -> str:
    """A space at the beginning."""
    return f" {text}"


@in_texts("title", "titles", "keyword", "figtitle", "citation", "annotation", knowable=ALL)
def line_break(text: str, random: Random) -> str | None:
    """A line break in place of a space, in a text of one line."""
    return _at_space(text, random, "\n")


@in_texts(*_MOST, "author", "wpid", "gene", knowable=(*_UNDONE, "wpid"))
def zero_width_space(text: str, random: Random) -> str | None:
    """A space of no width within a word."""
    return _in_word(text, random, "\u200b") or f"{text}\u200b"


@in_texts(*_MOST, "author", knowable=_UNDONE)
def soft_hyphen(text: str, random: Random) -> str | None:
    """A soft hyphen within a word."""
    return _in_word(text, random, "\u00ad")


@in_texts("title", "copy", "keyword", "descriptions", knowable=_UNDONE)
def byte_order_mark(text: str, random: Random) -> str:
    """A byte order mark before the text."""
    return f"\ufeff{text}"


@in_texts("title", "copy", "keyword", "descriptions", knowable=_UNDONE)
def direction_mark(text: str, random: Random) -> str | None:
    """A mark of writing direction within a text that needs none."""
    return _in_word(text, random, "\u202a")


@in_texts("title", "copy", "descriptions", "keyword", "captions")
def control_character(text: str, random: Random) -> str | None:
    """A control character in place of a letter."""
    return _in_word(text, random, random.choice("\x02\x0b\x1c\x1d\x1f"))


@in_texts("title", "copy", "descriptions", "keyword", why="the control character may stand for another")
def control_for_hyphen(text: str, random: Random) -> str | None:
    """A control character in place of a hyphen."""
    return text.replace("-", "\x1e", 1)


# --- Other characters -----------------------------------------------------------------------------

_LOOKALIKES = str.maketrans("ACEHIKMOPTXaceopxy", "АСЕНІКМОРТХасеорху")


@in_texts("title", "copy", "descriptions", "keyword", "gene", "author", "wpid", knowable=(*_UNDONE, "wpid"))
def lookalike(text: str, random: Random) -> str | None:
    """A Latin letter made a Cyrillic one that looks the same."""
    places = [place for place, letter in enumerate(text) if letter.translate(_LOOKALIKES) != letter]
    places = [place for place in places if re.fullmatch(r".*\w", text[max(0, place - 1) : place])]
    if not places:
        return None
    place = random.choice(places)
    return text[:place] + text[place].translate(_LOOKALIKES) + text[place + 1 :]


@in_texts("title", "copy", "descriptions", "captions", "keyword", "author", "citation", knowable=_UNDONE)
def decomposed(text: str, random: Random) -> str:
    """Letters and their accents as two characters."""
    return unicodedata.normalize("NFD", text) if unicodedata.is_normalized("NFC", text) else text


@in_texts("title", "copy", "descriptions", "captions", "keyword", knowable=_UNDONE)
def ligature(text: str, random: Random) -> str:
    """The ligatures of a PDF."""
    return text.replace("fi", "ﬁ").replace("fl", "ﬂ")


@in_texts("title", "copy", "descriptions", "keyword", "gene", knowable=_UNDONE)
def full_width(text: str, random: Random) -> str:
    """Letters of a name as wide as Chinese ones."""
    return re.sub(
        r"\b[A-Z]{2,}\d*\b",
        lambda match: "".join(chr(ord(each) + 0xFEE0) for each in match[0]),
        text,
        count=1,
    )


@in_texts("title", "copy", "keyword", "descriptions", knowable=_UNDONE)
def non_breaking_hyphen(text: str, random: Random) -> str:
    """Hyphens that do not break, which no search finds."""
    return text.replace("-", "\u2011")


@in_texts(
    "title",
    "copy",
    "keyword",
    decided=WITNESSED,
    knowable=("keyword",),
    why=_NEWER,
)
def other_dash(text: str, random: Random) -> str:
    """Hyphens made dashes in one of the copies."""
    return text.replace("-", "–")


@in_texts("title", "copy", decided=ONE_COPY, knowable=NONE, why=_NEWER)
def curled_quotes(text: str, random: Random) -> str:
    """Straight quotes made curly ones in one of the copies."""
    return text.replace("'", "’")


# --- Not a value ----------------------------------------------------------------------------------


def _no_value(sign: Any) -> None:
    def replaced(text: str, random: Random) -> Any:
        return sign

    slug = re.sub(r"\W+", "_", str(sign)).strip("_") or "dash"
    replaced.__name__ = f"no_value_{slug}"
    replaced.__doc__ = f"`{sign}` in place of the value."
    in_texts("title", "name", "description", "copy", "caption", "keyword", "author", "doi")(replaced)


for _sign in ("nan", "NA", ".na.character", "NULL", "None", "-", "N/A"):
    _no_value(_sign)

_CONFLICT = "<<<<<<< HEAD {} ======= {} >>>>>>> theirs"


@in_texts("title", "name", "description", "copy", "caption", "keyword")
def conflict_in_text(text: str, random: Random) -> str | None:
    """The marks of a merge conflict within a text that was joined again."""
    return _CONFLICT.format(text, text.replace(" ", "  ", 1) if " " in text else f"{text}1")


@in_texts("descriptions", "captions", why="which side is right is not known")
def conflict_everywhere(text: str, random: Random) -> str:
    """The marks of a merge conflict within every copy."""
    return _CONFLICT.format(text, text[: len(text) // 2])


# --- Markup ---------------------------------------------------------------------------------------


def _wrapped(text: str, random: Random, start: str, end: str) -> str | None:
    words = list(re.finditer(r"\b[A-Za-z]{3,}\b", text))
    if not words:
        return None
    word = random.choice(words)
    return f"{text[: word.start()]}{start}{word[0]}{end}{text[word.end() :]}"


@in_texts(
    "title",
    "copy",
    "descriptions",
    "captions",
    "keyword",
    knowable=(*WITNESSED, "captions"),
    why="Markdown may hold tags",
)
def html_tag(text: str, random: Random) -> str | None:
    """A word in italics, with tags of HTML."""
    return _wrapped(text, random, "<i>", "</i>")


@in_texts("title", "copy", "descriptions", "captions", knowable=_UNDONE)
def jats_tag(text: str, random: Random) -> str | None:
    """A word in italics, with tags of JATS."""
    return _wrapped(text, random, "<jats:italic>", "</jats:italic>")


@in_texts("descriptions", "captions", "title", why="what the formula said in plain text is not known")
def mathml(text: str, random: Random) -> str | None:
    """A formula in MathML."""
    return _wrapped(text, random, "<mml:math><mml:mi>", "</mml:mi></mml:math>")


@in_texts("descriptions", "copy", "title", knowable=_UNDONE)
def wiki_link(text: str, random: Random) -> str | None:
    """A link in the markup of MediaWiki."""
    return _wrapped(text, random, "[[", "]]")


@in_texts("descriptions", "copy", why="where a broken link ends is a guess")
def broken_link(text: str, random: Random) -> str | None:
    """A link of Markdown whose bracket is lost."""
    return re.sub(r"(\]\([^\s\]]+?)\)", r"\1", text, count=1) if "](" in text else None


@in_texts("captions", "descriptions", why="what was cited is not known")
def citation_leftover(text: str, random: Random) -> str | None:
    """Brackets that are empty, since the citation was taken out."""
    return re.sub(r"(?<=[a-z])\.(?= )", " ().", text, count=1)


@in_texts("title", "name", "copy", knowable=NONE, why=_NEWER)
def word_changed(text: str, random: Random) -> str | None:
    """Another word in one of the copies."""
    return _wrapped(text, random, "other", "") if len(text) > 10 else None


@in_texts("description", "copy", "caption", knowable=NONE, why=_NEWER)
def word_removed(text: str, random: Random) -> str | None:
    """A word that one of the copies does not have."""
    words = text.split(" ")
    return " ".join(words[:4] + words[5:]) if len(words) > 12 else None
