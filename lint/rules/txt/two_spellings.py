from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.spelling import find_misspelt
from lint.text.words import words_in

_SHORTEST = 9
"""How long the longer of two spellings is at least: shorter words are often one letter apart."""
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


def _spelled_twice(title: str, text: str) -> Iterator[tuple[str, ...]]:
    """Yield two spellings of a word, in small letters, that of the title, or the more frequent one, last."""
    times = Counter(
        word.lower() for word in (*words_in(title), *words_in(text)) if len(word) >= _SHORTEST - 1
    )
    alike: dict[bytes, list[str]] = defaultdict(list)
    for word in times:
        alike[word[:1] + word[-3:]].append(word.decode("ascii"))
    for group in alike.values():
        for one, other in combinations(group, 2):
            if _is_slip(one, other) and not _is_english(one, other):
                of_title = title.lower()
                yield tuple(
                    sorted((one, other), key=lambda word: (word in of_title, times[word.encode("ascii")]))
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
