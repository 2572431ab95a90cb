from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.slips import find_slips


class TypingSlip(Rule):
    """A description lacks a space or a full stop, has a superfluous space or tab, or repeats a word.

    `mitochondria.The`, `skin .` and `in in` are slips of typing and pasting. They make the text harder to
    read, and a search for `mitochondria` may not find `mitochondria.The`. The rule looks for what curators
    correct by hand in the records of WikiPathways. Captions are not checked, since they are published as
    they are.

    The fix is unsafe because the text may be meant as it is. It does not add a full stop at the end, since
    the text may be cut off.
    """

    code = "TXT017"
    severity = Severity.INFO
    source = "what curators correct by hand"
    superseded_by = frozenset({"TXT001", "TXT022"})
    examples = (
        Example(
            bad="description: It enters the mitochondria.The rest is is bound .",
            good="description: It enters the mitochondria. The rest is is bound.",
            unsafe=True,
        ),
        Example(
            bad="description: The the electron transport chain(ETC) of of yeast",
            good="description: The the electron transport chain (ETC) of yeast",
            unsafe=True,
        ),
        Example(bad="description: It enters the cell. The rest is bound"),
        Example(bad="description: The genes are listed in Table ."),
        Example(
            bad="description: See [ATP](https://x.org/a).The rest follows, see [this page](https://x.org/b).",
            good="description: See [ATP](https://x.org/a). The rest follows, see [this page](https://x.org/b).",
            unsafe=True,
        ),
        Example(bad='description: "15q25.2\\tor 15q25"', good="description: 15q25.2 or 15q25", unsafe=True),
        Example(
            bad="title: Biotransformation, non P450", good="title: Biotransformation, non-P450", unsafe=True
        ),
        Example(bad="description: Overview of perturbations to host metabolism by infection"),
        Example(ok="description: It enters the cell. Source [KEGG](https://x.org/a)"),
        Example(ok="description: MAP kinase kinase, seen in in vitro assays; f(x), e.g. in Fe(III) ... x.Y"),
        Example(
            ok="description: See https://x.org/abc.Def and [abc](https://x.org/abc,defg).\ntitle: x ... y"
        ),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        titles = record.titles
        for path, text in (*record.markdown, *titles):
            slips = find_slips(text, is_title=(path, text) in titles)
            if not slips:
                continue
            said, why = slips[0].said, "it may be meant as it is"
            message = f"{said[0].upper()}{said[1:]}{and_more(slips)}"
            changes = [((slip.start, slip.end), slip.instead) for slip in slips]
            yield self.rewriting(path, text, changes, message, "Correct the slips", why=why)
