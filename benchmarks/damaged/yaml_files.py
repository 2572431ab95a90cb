"""Damage to whole files and tables."""

from __future__ import annotations

import re
from copy import deepcopy
from random import Random

from .kinds import Damage, in_file, in_repository, in_table, in_texts
from .samples import Sample, at, dataset

_LINE = re.compile(r"^(title|figtitle): *(?P<value>['\"]?\w.*)$", re.MULTILINE)


def _line(text: str, replacement: str) -> str | None:
    """Return the file with another line of the title; `{}` in it stands for the text."""
    match = _LINE.search(text)
    if not match or text[match.end() :].startswith("\n  "):
        return None
    value = match["value"].strip("'\"")
    return text[: match.start()] + f"{match[1]}{replacement.format(value)}" + text[match.end() :]


def _title_kind(name: str, doc: str, replacement: str, knowable: bool = True) -> None:
    def make(text: str, random: Random) -> str | None:
        return _line(text, replacement)

    make.__name__, make.__doc__ = name, doc
    in_file(knowable=knowable, why="" if knowable else "what was meant is a guess")(make)


_title_kind("unclosed_quote", "A quote that is not closed.", ": '{}", False)
_title_kind("unclosed_double_quote", "A double quote that is not closed.", ': "{}', False)
_title_kind("unclosed_bracket", "A text that begins with a bracket.", ": [{}", False)
_title_kind("quotes_within_quotes", "Quotes within quotes of the same kind.", ": 'the '{}' pathway'", False)
_title_kind("colon_in_text", "A colon and a space in a text without quotes.", ": {}: the pathway", False)
_title_kind("missing_space", "No space behind the colon.", ":{}")
_title_kind("missing_colon", "No colon behind the name.", " {}")
_title_kind("anchor_swallows", "`&` before the first word, which is then no text.", ": &{}")
_title_kind("tag_swallows", "`!` before the first word, which is then no text.", ": !{}")
_title_kind("percent_begins", "A text that begins with `%`.", ": %{}", False)
_title_kind("at_begins", "A text that begins with `@`.", ": @{}", False)
_title_kind("backtick_begins", "A text that begins with a backtick.", ": `{}`", False)
_title_kind("bar_begins", "A text that begins with `|`.", ": | {}", False)
_title_kind("tab_before_name", "A tab before the name of the next field.", ": {}\n\tnote: x", False)
_title_kind("double_key", "The field is given twice, with the same text.", ": {0}\ntitle: {0}")
_title_kind(
    "double_key_differs", "The field is given twice, the second time cut.", ": {0}\ntitle: {0:.6}", False
)
_title_kind("second_document", "A second YAML document begins in the record.", ": {}\n--- more\nx: 1", False)
_title_kind("early_dashes", "A line `---` ends the record early.", ": {}\n---", False)
_title_kind(
    "conflict_in_file",
    "The marks of a merge conflict, with two versions.",
    ": {0}\n<<<<<<< HEAD\ntitle: {0}\n=======\ntitle: {0} 2\n>>>>>>> b",
    False,
)
_title_kind("conflict_end_left", "The last mark of a merge conflict is left.", ": {}\n>>>>>>> branch", False)
_title_kind("bad_escape", "An escape that YAML does not know.", ': "\\d {}"', False)
_title_kind("alias_unknown", "An alias that names nothing.", ": *nothing", False)


@in_repository(why="the text is known, and the comment stays, since somebody may have meant it")
def hash_cuts(sample: Sample, random: Random) -> Damage | None:
    """` #` in a text without quotes, which ends there."""
    name, copy = ("title", "name") if sample.is_pathway else ("figtitle", "")
    values = deepcopy(sample.values)
    values[name] = f"{values[name]} #2"
    if copy:
        at(values, dataset(values))[copy] = values[name]
    before = sample.written(values).decode()
    after = re.sub(rf"^({name}: )'([^':]+ #2)'$", r"\1\2", before, count=1, flags=re.MULTILINE)
    files = ({**sample.files, sample.file: text.encode()} for text in (before, after))
    return Damage(*files) if after != before else None


for _value in (
    "2025-02-30",
    "0x_",
    "=",
    "25:00:00",
    "NO",
    "1e5",
    "12:30",
    "2-Sep",
    "0o17",
    "1_000",
    "~",
    ".inf",
):

    def _unread(text: str, random: Random, value: str = _value) -> str | None:
        return _line(text, f": {value}")

    _unread.__name__ = (
        f"title_{re.sub(r'[^0-9A-Za-z]+', '_', _value).strip('_') or {'=': 'equals', '~': 'tilde'}[_value]}"
    )
    _unread.__doc__ = f"`{_value}` in place of the title, without quotes."
    in_file(knowable=True)(_unread)


@in_file(knowable=True)
def keyword_unloadable(text: str, random: Random) -> str | None:
    """A keyword without quotes that no reader can load."""
    return re.sub(
        r"(?<=keywords:\n  - ).*", random.choice(["2025-02-30", "0x_", "=", "25:00:00"]), text, count=1
    )


@in_file(why="what stood there is a guess")
def date_impossible(text: str, random: Random) -> str | None:
    """A day that no month has, in the date of the last edit."""
    return re.sub(r"^(last-edited: \d{4})-.*", r"\1-02-30", text, flags=re.MULTILINE)


@in_file(knowable=True)
def date_reversed(text: str, random: Random) -> str | None:
    """The date of the last edit written as in Europe, which can be read in one way only."""
    return re.sub(
        r"^last-edited: (\d{4})-(\d\d)-(1[3-9]|2\d|3\d)$", r"last-edited: \3.\2.\1", text, flags=re.MULTILINE
    )


@in_file()
def cut_in_file(text: str, random: Random) -> str:
    """The file ends in the middle."""
    return text[: len(text) // 2]


@in_file(knowable=True)
def last_line_lost(text: str, random: Random) -> str:
    """The `---` at the end is lost."""
    return text.rstrip().removesuffix("---")


@in_file(knowable=True)
def first_line_lost(text: str, random: Random) -> str:
    """The `---` at the beginning is lost."""
    return text.removeprefix("---\n")


@in_file(knowable=True)
def blank_first_line(text: str, random: Random) -> str:
    """A blank line before the `---`."""
    return f"\n{text}"


@in_file(knowable=True)
def bom_in_file(text: str, random: Random) -> str:
    """A byte order mark at the beginning of the file."""
    return f"\ufeff{text}"


@in_file(decided=False, why="every reader takes it")
def windows_line_ends(text: str, random: Random) -> str:
    """Line ends of Windows."""
    return text.replace("\n", "\r\n")


@in_file(decided=False, why="every reader takes it")
def mixed_line_ends(text: str, random: Random) -> str:
    """Some line ends of Windows."""
    lines = text.split("\n")
    return "".join(line + random.choice(["\n", "\r\n"]) for line in lines[:-1]) + lines[-1]


@in_file(decided=False, why="the generators differ in it")
def final_newline(text: str, random: Random) -> str:
    """The final line break is missing, or there is one more."""
    return text.rstrip("\n") if text.endswith("\n") else f"{text}\n"


@in_file(knowable=True)
def latin1_file(text: str, random: Random) -> bytes | None:
    """The file is saved in Latin-1."""
    return _encoded(text, "latin-1")


@in_file(knowable=True)
def cp1252_file(text: str, random: Random) -> bytes | None:
    """The file is saved in Windows-1252."""
    return _encoded(text, "cp1252")


def _encoded(text: str, encoding: str) -> bytes | None:
    """Return *text* in another encoding, None where that is UTF-8 too: then mojibake in it is mended."""
    try:
        data = text.encode(encoding)
        data.decode()
    except UnicodeEncodeError:
        return None
    except UnicodeDecodeError:
        return data
    return None


@in_file(knowable=True)
def utf16_file(text: str, random: Random) -> bytes:
    """The file is saved in UTF-16."""
    return text.encode("utf-16")


@in_file()
def invalid_byte(text: str, random: Random) -> bytes:
    """A byte that is no UTF-8 in the middle of the file."""
    data = text.encode()
    return data[: len(data) // 2] + b"\xff" + data[len(data) // 2 :]


@in_file()
def nul_byte(text: str, random: Random) -> str:
    """A NUL in the middle of the file."""
    return text[: len(text) // 2] + "\0" + text[len(text) // 2 :]


@in_file()
def indented_field(text: str, random: Random) -> str:
    """The name of a field is indented."""
    return re.sub(r"^seo:", "  seo:", text, flags=re.MULTILINE)


@in_file()
def dash_without_space(text: str, random: Random) -> str:
    """No space behind a dash of a list."""
    return re.sub(r"^(authors|organisms):\n- (.*)\n", r"\1:\n-\2\n", text, count=1, flags=re.MULTILINE)


# --- Tables ---------------------------------------------------------------------------------------


@in_table()
def table_cut(text: str, random: Random) -> str | None:
    """The table ends in the middle."""
    return text[: len(text) // 2] if text.count("\n") > 8 else None


@in_table()
def table_older(text: str, random: Random) -> str | None:
    """The table lacks a row of the record."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[:-2] + lines[-1:]) if len(lines) > 6 else None


@in_table()
def table_torn_row(text: str, random: Random) -> str | None:
    """A row of the table is torn in two within its label."""
    lines = text.split("\n")
    rows = [index for index in range(1, len(lines)) if len(lines[index].split("\t")[0]) > 4]
    if not rows:
        return None
    index = random.choice(rows)
    lines[index] = f"{lines[index][:3]}\n{lines[index][3:]}"
    return "\n".join(lines)


@in_table()
def table_shifted_row(text: str, random: Random) -> str | None:
    """A row of the table has lost its label."""
    lines = text.split("\n")
    index = random.randrange(1, max(2, len(lines) - 1))
    if len(lines) < 4:
        return None
    lines[index] = lines[index].split("\t", 1)[-1]
    return "\n".join(lines)


@in_table()
def table_emptied(text: str, random: Random) -> str | None:
    """The table has only its header."""
    return text.split("\n")[0] + "\n"


@in_table()
def table_without_header(text: str, random: Random) -> str | None:
    """The table has lost its header."""
    return text.split("\n", 1)[1] if text.count("\n") > 3 else None


@in_table()
def table_mojibake(text: str, random: Random) -> str | None:
    """The table was read as Windows-1252."""
    return (
        text.encode().decode("cp1252", "ignore")
        if any(not each.split("\t")[0].isascii() for each in text.split("\n"))
        else None
    )


@in_table()
def table_replacement(text: str, random: Random) -> str | None:
    """A label of the table has lost a letter to U+FFFD."""
    return re.sub(r"(?<=\n\w\w)\w", "\ufffd", text, count=1)


@in_table()
def table_date(text: str, random: Random) -> str | None:
    """A gene of the table became a date."""
    return re.sub(r"(?<=\n)[A-Z]{3,}\d\t", "2-Sep\t", text, count=1)


@in_table()
def table_no_value(text: str, random: Random) -> str | None:
    """A label of the table is `NA`."""
    return re.sub(r"(?<=\n)[^\t\n]+\t", "NA\t", text, count=1)


@in_table()
def table_commas(text: str, random: Random) -> str:
    """The table has commas in place of tabs."""
    return text.replace("\t", ",")


@in_table()
def table_conflict(text: str, random: Random) -> str | None:
    """The table has the marks of a merge conflict."""
    lines = text.split("\n")
    return "\n".join([*lines[:2], "<<<<<<< HEAD", *lines[2:3], "=======", ">>>>>>> b", *lines[3:]])


@in_table(decided=False, why="every reader takes it")
def table_windows(text: str, random: Random) -> str:
    """The table has line ends of Windows."""
    return text.replace("\n", "\r\n")


@in_table()
def table_latin1(text: str, random: Random) -> bytes | None:
    """The table is saved in Latin-1."""
    return _encoded(text, "latin-1")


@in_texts("year", knowable=())
def year_impossible(text: str, random: Random) -> str:
    """A year before there was such a record."""
    return f"1{text[:1]}{text[2:]}" if len(text) == 4 else "0203"
