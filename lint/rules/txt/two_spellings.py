from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.spelling import find_misspelt
from lint.text.words import words_in

_SHORTEST = 9
"""The least length of the longer spelling: shorter words often differ by one letter."""
_MAX_TITLE = 1_000
"""The largest number of characters of a title that are compared with each text."""
_LONGEST = 40
"""The largest length of a word: longer ones have many slips and are not words."""
_MISTAKEN = {"s": "c", "y": "i"}
"""Letters that are mistaken for others that come before them in the alphabet."""
_OTHERS = ("methyl", "propyl", "linolen", "butyryl")
"""Parts of chemical names that differ from others by one more letter."""
_BROKEN = lazy(r"[a-z]{4,}(?![\w-])")


class TwoSpellings(Rule):
    """A record spells a word in two ways: `disferlin` and `Dysferlin`.

    In one of the two a letter is missing, doubled or in another place, so a search for the word finds only
    some of its uses. Correct the wrong one. A description has lost a letter if it begins with a word of the
    title without its first letter (`eiotic`).
    """

    code = "TXT024"
    source = "the record itself: its title and its description"
    severity = Severity.INFO
    kinds = frozenset({"pathway", "pathway-source"})
    superseded_by = frozenset({"TXT001", "TXT021"})
    examples = (
        Example(bad="title: Dysferlin and repair\ndescription: How disferlin repairs membranes."),
        Example(bad="title: Pathanatos\ndescription: In parthanatos, PARP is active."),
        Example(bad="title: Meiotic recombination\ndescription: eiotic breaks are initiated."),
        Example(ok="title: Osteoblasts\ndescription: Osteoclasts and signalling; osteoblastic signaling."),
        Example(ok="title: Carboxymethyl lysine\ndescription: And carboxyethyl lysine."),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        title = next((text for _, text in record.titles), "")
        for path, text in record.markdown:
            for wrong, right in _spelled_twice(title, text):
                at = text.lower().find(wrong)
                words = [(at, at + len(wrong))] if at >= 0 else []
                message = f"`{wrong}` and `{right}` differ by a letter: one of them may be misspelt"
                yield self.finding(path, message, words=words)
            first = _BROKEN.match(text)
            for word in title.split() if first else ():
                if first and word[1:] == first[0] and first[0] not in title.split():
                    message = f"`{first[0]}` may be `{word}` without its first letter, as in the title"
                    yield self.finding(path, message, words=[first.span()])


@lru_cache(maxsize=64)  # a text and its copy are the same
def _spelled_twice(title: str, text: str) -> Sequence[tuple[str, ...]]:
    """Return pairs of spellings of a word in lower case, with that of the title or the frequent one last."""
    times = Counter((*_long_words(title[:_MAX_TITLE]), *_long_words(text)))
    alike = Counter(map(_ends, times))  # as a word and its slips are
    if len(alike) == len(times):  # as in most texts
        return ()
    of_title = title.lower()
    return tuple(
        tuple(sorted((slip, word), key=lambda each: (each in of_title, times[each])))
        for word in times
        if alike[_ends(word)] > 1 and _SHORTEST <= len(word) <= _LONGEST
        for slip in dict.fromkeys(_slips(word))
        if slip in times and not _are_both_right(slip, word)
    )


@lru_cache(maxsize=64)  # a title is compared with several texts
def _long_words(text: str) -> Sequence[str]:
    """Return the words of *text*, in lower case, that are long enough to be a spelling or a slip."""
    return [word.decode("ascii").lower() for word in words_in(text) if len(word) >= _SHORTEST - 1]


def _ends(word: str) -> str:
    """Return the first and the last three letters of *word*."""
    return word[:1] + word[-3:]


def _slips(word: str) -> Iterator[str]:
    """Yield the words that differ from *word* by a slip between its first and its last three letters.

    A letter is missing, two letters are swapped, or one is mistaken for another. Of two words of the same
    length, only the first in the alphabet is a slip of the other, so that each pair is found once.
    """
    for at in range(1, len(word) - 3):
        before, letter, rest = word[:at], word[at], word[at + 1 :]
        yield before + rest
        if at < len(word) - 4 and rest[0] < letter:
            yield before + rest[0] + letter + rest[1:]
        if letter in _MISTAKEN:
            yield before + _MISTAKEN[letter] + rest


def _are_both_right(one: str, other: str) -> bool:
    """Return whether the words name two things in chemistry, or one is the American form of the other."""
    if any((part in one) != (part in other) for part in _OTHERS):
        return True
    american = [found[0][1] if (found := find_misspelt(word, "american")) else word for word in (one, other)]
    return american[0] == american[1]
