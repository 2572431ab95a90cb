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
_LONGEST = 100
"""The most letters of a name that is compared with the user name."""


class AuthorName(Rule):
    """The real name of an author is not written like a name: `SUSHMA NAITHANI`, `Simon schmidt`, `Pip`.

    The site uses it to credit the author. Write the whole name, and begin the first name and the surname
    with a capital letter. If the user name has one more letter than the real name (`AllanKuchinsky`,
    `Alla Kuchinsky`), the letter was probably lost because of its accent, or in typing.

    The fix corrects the capital letters. It is unsafe because the word may be an abbreviation.
    """

    code = "CUR014"
    source = "what curators of WikiPathways correct by hand, and the user name"
    severity = Severity.INFO
    kinds = frozenset({"author"})
    superseded_by = frozenset({"CUR008", "TXT001", "TXT002", "TXT003", "TXT004", "TXT005", "TXT007"})
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
            edit = Set(("realname",), " ".join(right))
            fix = unsafe("Correct the capital letters", edit, why="it may be an abbreviation")
            message = f"The name `{name}` has its capital letters in the wrong places"
            yield self.finding(("realname",), message, fix=fix)
        elif len(words) == 1 and name.isalpha() and name.casefold() != user.casefold():
            yield self.finding(("realname",), f"`{name}` is a single word: write the whole name")
        for word in dict.fromkeys((*words, name)):
            if longer := _with_lost_letter(word.replace(" ", ""), user):
                message = f"`{word}` seems to lack a letter: the user name has `{longer}`"
                yield self.finding(("realname",), message)


def _with_capitals(words: list[str]) -> list[str]:
    """Return the words of a name, with capital letters where these are certain."""
    if len(words) < 2:
        return words
    if all(word.isalpha() and word.isupper() for word in words) and max(map(len, words)) > 3:
        return [word.capitalize() for word in words]
    last = words[-1]
    if last.isalpha() and last.islower() and words[0][0].isupper() and last not in _NO_SURNAME:
        return [*words[:-1], last.capitalize()]
    return words


def _with_lost_letter(word: str, user: str) -> str:
    """Return the part of a user name that is *word* with one letter added inside or after it; else ""."""
    plain, whole = _plain(word), _plain(user)
    if len(plain) != len(word) or not 4 <= len(plain) <= _LONGEST or plain in whole:
        return ""
    parts = (whole[at : at + len(plain) + 1] for at in range(len(whole) - len(plain)))
    return next((part for part in parts if _lacks_a_letter(plain, part)), "")


def _lacks_a_letter(word: str, longer: str) -> bool:
    """Return whether *word* is *longer* without one letter that is not the first."""
    return any(longer[:at] + longer[at + 1 :] == word for at in range(1, len(longer)))


def _plain(text: str) -> str:
    """Return the letters of *text* in lower case and without accents."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFD", text.casefold())))
