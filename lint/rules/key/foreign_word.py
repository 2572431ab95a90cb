from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set
from lint.core.wording import digits_of, letters_of, nearest
from lint.records.record import Record
from lint.rules import CorpusRule, Fact, unsafe
from lint.rules.ref.addresses import texts

_OFTEN = 5  # the number of records that makes a word common
_SHORTEST = 4  # characters of a word that may be misspelt
_MOST_COMPARED = 200  # words that are compared with the common ones: each takes milliseconds
_ABBREVIATION = lazy(r"(?<!\w)\w*[A-Z]{2}\w*")


class ForeignWord(CorpusRule):
    """A word is not in the vocabulary of its field.

    The words of such a field are chosen from a list: tags, topics, kinds of tools. A reader who picks a word
    from the list does not find a record that spells it differently.

    The setting `vocabulary` names the vocabulary of a field of a declared kind: a list of words, a file with
    one word per line, or `common`. The vocabulary `common` consists of the words that at least 5 records
    have. With it, a word is reported only if no other record has it and it is nearly a common word with the
    same abbreviations: `DNA-seq` is not a misspelt `RNA-seq`. Ids of other records are checked by
    `references` (REF008).

    The fix replaces the word with the most similar one of the vocabulary. It is unsafe because another word
    may be meant.
    """

    code = "KEY006"
    severity = Severity.WARNING
    source = "the vocabulary that the settings name, or what most records use"
    superseded_by = frozenset({"SCH003", "TXT001", "TXT002", "TXT004", "TXT005"})

    def check(self, record: Record) -> Iterator[Finding]:
        for field, words in record.kind.vocabulary:
            for path, text in texts(record, field) if words else ():
                if text not in words:
                    message, fix = f"`{text}` is not in the vocabulary of `{field}`", None
                    if word := nearest(text, words, 0.75):
                        message += f"; did you mean `{word}`?"
                        title = "Use the word of the vocabulary"
                        fix = unsafe(title, Set(path, word), why="another may be meant")
                    yield self.finding(path, message, fix=fix)

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield each word of a field with the vocabulary `common`, with the name of the field."""
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
            alike = common[*key, digits_of(text)].values()
            if word := nearest(text, (word for word in alike if _may_be(text, word)), 0.85):
                message = f"Only this record has `{text}`, but {counts[word]} records have `{word}`"
                yield fact, self.finding(fact.path, message)


def _may_be(text: str, word: str) -> bool:
    """Return whether *text* may be a misspelt *word*: in an abbreviation, every letter counts."""
    if letters_of(text) == letters_of(word):
        return True
    return set(_ABBREVIATION.findall(text)) == set(_ABBREVIATION.findall(word))
