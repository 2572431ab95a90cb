from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.spelling import correction
from lint.text.words import vocabulary, words_in

_SHORTEST = 9
"""The least length of the longer spelling: shorter words often differ by one letter."""
_MAX_TITLE = 1_000
"""The largest number of characters of a title that are compared with each text."""
_LONGEST = 40
"""The largest length of a word: longer ones have many slips and are not words."""
_MISTAKEN = (b"cs", b"iy")
"""Letters that are mistaken for each other."""
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
    of_title, of_text = vocabulary(title[:_MAX_TITLE]), vocabulary(text)
    alike: dict[bytes, list[bytes]] = defaultdict(list)
    for word in {word.lower() for word in of_title | of_text if _SHORTEST - 1 <= len(word) <= _LONGEST}:
        alike[word[:1] + word[-3:]].append(word)  # as a word and its slips are
    pairs = [
        pair
        for words in alike.values()
        if len(words) > 1
        for pair in combinations(sorted(words), 2)
        if _are_slips(*pair) and not _are_both_right(*map(bytes.decode, pair))
    ]
    if not pairs:
        return ()
    times = Counter(word.lower() for each in (title[:_MAX_TITLE], text) for word in words_in(each))
    folded = title.lower()
    return [
        tuple(sorted(map(bytes.decode, pair), key=lambda word: (word in folded, times[word.encode()])))
        for pair in sorted(pairs)
    ]


def _are_slips(one: bytes, other: bytes) -> bool:
    """Return whether two words, of which the first and the last three letters are the same, differ by a slip.

    One lacks a letter, two letters are swapped, or one is mistaken for another.
    """
    shorter, longer = sorted((one, other), key=len)
    if len(longer) < _SHORTEST or len(longer) - len(shorter) > 1:
        return False
    pairs = enumerate(zip(shorter, longer, strict=False))
    at = next((index for index, (here, there) in pairs if here != there), len(shorter))
    if len(longer) > len(shorter):
        return shorter[at:] == longer[at + 1 :]
    if shorter[at + 1 :] == longer[at + 1 :]:
        return bytes(sorted((shorter[at], longer[at]))) in _MISTAKEN
    return shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]


def _are_both_right(one: str, other: str) -> bool:
    """Return whether the words name two things in chemistry, or one is the American form of the other."""
    if any((part in one) != (part in other) for part in _OTHERS):
        return True
    return (correction(one, "american") or one) == (correction(other, "american") or other)
