from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lint.core.findings import Finding, Severity
from lint.core.values import Set
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule, unsafe
from lint.rules.keyword_lists import keyword_lists, relabelling
from lint.rules.txt import replaced
from lint.text.spelling import English, find_misspelt

_DRAWN = frozenset({"pathway", "pathway-source"})
"""The kinds whose keywords people write, in drawings."""


class MisspeltWord(Rule):
    """A word is spelled wrongly: `homeostatis`, `tromboxane`, `Sacharomyces`.

    A search for the word does not find the record. Only words of a closed list are reported: those that
    curators of WikiPathways corrected by hand, and others like them in records and captions: words of
    biology, names of chemicals and species. The labels of pathways, from which their keywords are made, are
    looked at too. Captions and words in figures, which are as published, are left alone.

    The titles and descriptions of WikiPathways are in American English (`signaling`, `tumor`), into
    which curators turn what is British; the option `english` asks for that.
    """

    code = "TXT021"
    severity = Severity.INFO
    source = "a closed list of words that curators correct"
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
        Example(ok="title: Signalling in tumours\ndescription: Homeostasis; see https://x.org/homeostatis."),
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
            words = find_misspelt(text, self.options.english)
            if words:
                (start, end), right = words[0]
                message = f"`{text[start:end]}` is spelled `{right}`{and_more(words)}"
                fix = unsafe("Spell it so", Set(path, replaced(text, words)), why="a name may be meant")
                yield self.finding(path, message, fix=fix, words=[span for span, _ in words])
        for keywords in keyword_lists(record) if record.kind.name in _DRAWN else ():
            if find_misspelt(keywords.joined, "any"):
                for index, label in enumerate(keywords.words):
                    words = find_misspelt(label, "any") if isinstance(label, str) else ()
                    if words:
                        (start, end), right = words[0]
                        message = f"`{label[start:end]}` is spelled `{right}`{and_more(words)}"
                        fix = relabelling(keywords, index, replaced(label, words))
                        yield self.finding(keywords.path_of(index), message, fix=fix)
