from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Set
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe

_AUTHOR = "username: {}\nrealname: {}"
_NOBODY = frozenset({"anonymous", "unknown", "wpblocked"})
_NO_SURNAME = frozenset({"bot"})


class AuthorName(Rule):
    """The real name of an author is not written as a name: `SUSHMA NAITHANI`, `Simon schmidt`, `Pip`.

    The site credits the author by it. Write the whole name, with a capital at the beginning of the first
    name and of the surname. Where the user name has a letter more than the real one (`AllanKuchinsky`,
    `Alla Kuchinsky`), it was probably lost with its accent, or in typing.
    """

    code = "CUR014"
    source = "what curators of WikiPathways mend by hand, and the user name"
    severity = Severity.INFO
    kinds = frozenset({"author"})
    superseded_by = frozenset({"CUR008", "TXT001", "TXT002", "TXT003", "TXT005", "TXT007"})
    examples = (
        Example(
            bad=_AUTHOR.format("Snaithani", "SUSHMA NAITHANI"),
            good=_AUTHOR.format("Snaithani", "Sushma Naithani"),
            kind="author",
            unsafe=True,
        ),
        Example(
            bad=_AUTHOR.format("Sschmidt", "Simon schmidt"),
            good=_AUTHOR.format("Sschmidt", "Simon Schmidt"),
            kind="author",
            unsafe=True,
        ),
        Example(bad=_AUTHOR.format("Torresandon", "Fernando Torres Andn"), kind="author"),
        Example(bad=_AUTHOR.format("P.vanLier", "Pip"), kind="author"),
        Example(ok=_AUTHOR.format("Mkutmon", "Martina Summer-Kutmon"), kind="author"),
        Example(ok=_AUTHOR.format("MaintBot", "WikiPathways Maintenance bot"), kind="author"),
        Example(ok=_AUTHOR.format("Andon", "Pip van Lier"), kind="author"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        name, user = record.field("realname"), record.field("username")
        if not isinstance(name, str) or not isinstance(user, str) or name.casefold() in _NOBODY:
            return
        words = name.split()
        right = _with_capitals(words)
        if right != words:
            fix = unsafe("Write it so", Set(("realname",), " ".join(right)), why="it may be an abbreviation")
            message = f"The name `{name}` has its capitals in the wrong place"
            yield self.finding(("realname",), message, fix=fix)
        elif len(words) == 1 and name.isalpha() and name.casefold() != user.casefold():
            yield self.finding(("realname",), f"`{name}` is a single word: write the whole name")
        for word in dict.fromkeys((*words, name)):
            if lost := _lost_letter(word.replace(" ", ""), user):
                message = f"`{word}` seems to lack a letter: the user name has `{lost}`"
                yield self.finding(("realname",), message)


def _with_capitals(words: list[str]) -> list[str]:
    """Return the words of a name with a capital where one is certain."""
    if len(words) < 2:
        return words
    if all(word.isalpha() and word.isupper() for word in words) and max(map(len, words)) > 3:
        return [word.capitalize() for word in words]
    last = words[-1]
    if last.isalpha() and last.islower() and words[0][0].isupper() and last not in _NO_SURNAME:
        return [*words[:-1], last.capitalize()]
    return words


def _lost_letter(word: str, user: str) -> str:
    """Return the part of a user name that is *word* with one letter more within it or behind it, or ""."""
    plain, whole = _plain(word), _plain(user)
    if len(plain) < 4 or len(plain) != len(word) or plain in whole:
        return ""
    for size in range(1, len(plain) + 1):
        at = whole.find(plain[:size])
        while at >= 0:
            part = whole[at : at + len(plain) + 1]
            if len(part) > len(plain) and part[size + 1 :] == plain[size:]:
                return part
            at = whole.find(plain[:size], at + 1)
    return ""


def _plain(text: str) -> str:
    """Return the letters of *text*, in small ones and without accents."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFD", text.casefold())))
