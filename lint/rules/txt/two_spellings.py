from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.spelling import find_misspelt
from lint.text.words import words_in

_SHORTEST = 9
"""How long the longer of two spellings is at least: shorter words are often one letter apart."""
_MAX_TITLE = 1_000
"""How many characters of a title are compared with each of the texts."""
_ALIKE = ({"i", "y"}, {"c", "s"})
"""Letters that are taken for each other."""
_OTHERS = ("methyl", "propyl", "linolen", "butyryl")
"""Parts of words of chemistry with a letter more than others."""
_BROKEN = lazy(r"[a-z]{4,}(?![\w-])")


class TwoSpellings(Rule):
    """A word is spelled in two ways in one record: `hystidine` and `Histidine`.

    One letter is missing, doubled or in another place in one of them, so that a search for the word
    finds only a part of what is said of it. Correct the wrong one. A description that begins with a small
    letter, and with a word of the title without its first letter (`eiotic`), lost that letter.
    """

    code = "TXT024"
    source = "the record itself: its title and its description"
    severity = Severity.INFO
    kinds = frozenset({"pathway", "pathway-source"})
    superseded_by = frozenset({"TXT001", "TXT021"})
    examples = (
        Example(bad="title: Histidine degradation\ndescription: How hystidine is degraded."),
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
                message = f"`{wrong}` and `{right}` are a letter apart: one of them may be misspelt"
                yield self.finding(path, message, words=words)
            first = _BROKEN.match(text)
            for word in title.split() if first else ():
                if first and word[1:] == first[0] and first[0] not in title.split():
                    message = f"`{first[0]}` may be `{word}`, as in the title, without its first letter"
                    yield self.finding(path, message, words=[first.span()])


@lru_cache(maxsize=64)  # a text and its copy are the same
def _spelled_twice(title: str, text: str) -> Sequence[tuple[str, ...]]:
    """Return two spellings of a word, in small letters, that of the title, or the more frequent one, last."""
    words = [*words_in(title[:_MAX_TITLE]), *words_in(text)]
    long = dict.fromkeys([word.lower() for word in dict.fromkeys(words) if len(word) >= _SHORTEST - 1])
    if len({word[:1] + word[-3:] for word in long}) == len(long):  # as in most texts
        return ()
    alike: dict[bytes, list[str]] = defaultdict(list)
    for word in long:
        alike[word[:1] + word[-3:]].append(word.decode("ascii"))
    times = Counter(map(bytes.lower, words))
    pairs = (pair for group in alike.values() for pair in combinations(group, 2))
    of_title = title.lower()
    return tuple(
        tuple(sorted(pair, key=lambda word: (word in of_title, times[word.encode("ascii")])))
        for pair in pairs
        if _is_slip(*pair) and not _is_english(*pair)
    )


def _is_slip(one: str, other: str) -> bool:
    """Return whether the words differ by a letter too many, by two in the wrong order, or by like letters."""
    one, other = sorted((one, other), key=len)
    if (
        len(other) < _SHORTEST
        or len(other) - len(one) > 1
        or any((part in one) != (part in other) for part in _OTHERS)
    ):
        return False
    at = next((index for index, letter in enumerate(one) if letter != other[index]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    rest, others = one[at:], other[at:]
    if rest[2:] == others[2:] and rest[:2] == others[1::-1]:
        return True
    return rest[1:] == others[1:] and {rest[0], others[0]} in _ALIKE


def _is_english(one: str, other: str) -> bool:
    """Return whether one word is the American spelling of the other, or both are."""
    american = [found[0][1] if (found := find_misspelt(word, "american")) else word for word in (one, other)]
    return american[0] == american[1]
