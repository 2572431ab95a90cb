from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lint.core.findings import Finding, Severity, Span
from lint.core.wording import and_more
from lint.documents.prose import outside_code
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.keyword_lists import keyword_lists, relabelling
from lint.text.spelling import English, find_misspelt, may_be_misspelt

_DRAWN = frozenset({"pathway", "pathway-source"})
"""The kinds whose keywords people write in drawings."""


class MisspeltWord(Rule):
    """A word is misspelt: `homeostatis`, `tromboxane`, `Sacharomyces`.

    A search for the word does not find the record. The rule knows the words that curators of WikiPathways
    corrected by hand, and about 1,500 long words that records often use (words of biology, names of chemicals
    and species): a word is misspelt if it differs from one of them by one letter, or by two that are swapped,
    and is not known to be another word. The labels of pathways, from which their keywords are made, are
    checked too. Captions and words in figures are not, since they are published as they are.

    The titles and descriptions of WikiPathways are in American English (`signaling`, `tumor`), and curators
    replace British spellings; the option `english` asks for that. The fix is unsafe because a name may be
    meant.
    """

    code = "TXT021"
    severity = Severity.INFO
    source = "lists of words that curators correct and of words that records often use"
    examples = (
        Example(
            bad="description: Tromboxane and its homeostatis in drosophilla.",
            good="description: Thromboxane and its homeostasis in Drosophila.",
            unsafe=True,
        ),
        Example(
            bad="title: Signalling in tumours",
            good="title: Signaling in tumors",
            unsafe=True,
            options={"english": "american"},
        ),
        Example(bad="wpid: WP1\nschema-jsonld:\n- keywords:\n  - Tromboxane A2"),
        Example(ok="description: Phosphorylases, cholestenol and glyconeogenesis of eucaryotes."),
        Example(ok="title: Signalling in tumours\ndescription: See https://x.org/homeostatis, `htis`."),
    )

    @dataclass(frozen=True)
    class Options(Rule.Options):
        """The options of TXT021."""

        english: English = field(
            default="any",
            metadata={"description": "`american`: report British spellings, too. `any`: accept both."},
        )

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in (*record.markdown, *record.titles):
            words = outside_code(text, find_misspelt(text, self.options.english))
            if words:
                message, title = _message(text, words), "Correct the spelling"
                yield self.rewriting(path, text, words, message, title, why="a name may be meant")
        for keywords in keyword_lists(record) if record.kind.name in _DRAWN else ():
            for index, label in enumerate(keywords.words if may_be_misspelt(keywords.joined) else ()):
                wrong = find_misspelt(label, "any") if isinstance(label, str) else ()
                if wrong:
                    fix = relabelling(keywords, index, replaced(label, wrong))
                    yield self.finding(keywords.path_of(index), _message(label, wrong), fix=fix)


def _message(text: str, words: Sequence[tuple[Span, str]]) -> str:
    (start, end), right = words[0]
    return f"`{text[start:end]}` should be spelled `{right}`{and_more(words)}"
