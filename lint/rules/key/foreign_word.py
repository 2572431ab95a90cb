from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set
from lint.core.wording import close_matches, digits_of, letters_of
from lint.records.record import Record
from lint.rules import CorpusRule, Fact, unsafe
from lint.rules.ref.addresses import texts

_OFTEN = 5  # records with a word make it a common one
_SHORTEST = 4  # characters of a word that may be misspelt
_MOST_COMPARED = 200  # words that are compared with the common ones, each of which takes milliseconds
_ABBREVIATION = lazy(r"(?<!\w)\w*[A-Z]{2}\w*")


class ForeignWord(CorpusRule):
    """A word is not of the vocabulary of its field.

    Words of such a field are chosen, not written: tags, topics, kinds of tools. Whoever picks a
    word from the list finds no record whose word is spelt otherwise.

    Settings name the vocabulary of a field of a declared kind, by `vocabulary`: a list of words, a file
    with a word a line, or `common`. To `common` belong the words that at least 5 records have; then only
    a word is reported that only one record has and that is nearly a common one, with the same abbreviations:
    `DNA-seq` is not `RNA-seq` misspelt. Ids of other records are
    checked by `references` (REF008).
    """

    code = "KEY006"
    severity = Severity.WARNING
    source = "the vocabulary that the settings name, or what most records use"
    superseded_by = frozenset({"SCH003", "TXT001", "TXT002", "TXT004", "TXT005"})

    def check(self, record: Record) -> Iterator[Finding]:
        for field, words in record.kind.vocabulary:
            for path, text in texts(record, field) if words else ():
                if text not in words:
                    folded = {word.casefold(): word for word in words}
                    near = close_matches(text.casefold(), folded, cutoff=0.75)
                    message = f"`{text}` is not in the vocabulary of `{field}`"
                    if near:
                        word = folded[near[0]]
                        fix = unsafe(
                            "Take the word of the vocabulary", Set(path, word), why="another may be meant"
                        )
                        yield self.finding(path, f"{message}; did you mean `{word}`?", fix=fix)
                    else:
                        yield self.finding(path, message)

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield each word of a field whose vocabulary is what most records use, with the field."""
        for field, words in record.kind.vocabulary:
            for path, text in texts(record, field) if not words else ():
                if text.strip():
                    yield path, f"{field}\n{text}"

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        records: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        seen: set[tuple[str, str, str]] = set()
        for fact in facts:
            field, text = fact.data.split("\n", 1)
            if (fact.file, fact.record, fact.data) not in seen:
                seen.add((fact.file, fact.record, fact.data))
                records[fact.repository, fact.kind, field][text] += 1
        common: dict[tuple[str, str, str, str], dict[str, str]] = defaultdict(dict)
        for key, counts in records.items():
            for word, count in counts.items():
                if count >= _OFTEN:
                    common[*key, digits_of(word)].setdefault(word.casefold(), word)
        compared = 0
        for fact in facts:
            field, text = fact.data.split("\n", 1)
            key = fact.repository, fact.kind, field
            counts = records[key]
            if counts[text] > 1 or len(text) < _SHORTEST or compared == _MOST_COMPARED:
                continue
            compared += 1
            alike = common[*key, digits_of(text)]
            alike = {folded: word for folded, word in alike.items() if _may_be(text, word)}
            near = close_matches(text.casefold(), alike, cutoff=0.85)
            if near:
                word = alike[near[0]]
                message = f"`{text}` is in this record alone, and {counts[word]} records have `{word}`"
                yield fact, self.finding(fact.path, message)


def _may_be(text: str, word: str) -> bool:
    """Return whether *text* may be *word* misspelt: a letter of an abbreviation makes it another one."""
    if letters_of(text) == letters_of(word):
        return True
    return set(_ABBREVIATION.findall(text)) == set(_ABBREVIATION.findall(word))
