from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import shown

_MAX_LABEL = 60
_LABEL = lazy(
    r"(?:(?:appendix|expanded|extended|supplementa(?:l|ry))\ (?:data|view)?\ ?)?"
    r"(?:figure|fig|image|plate|scheme|graphical abstract)s?\.?(?:\ ?[A-Z]?[0-9]+[A-Za-z]?)?[.:]?",
    re.IGNORECASE,
)
# Words after which a sentence or a title continues.
_ON = lazy(
    r"(?:^|\s)(?:and|are|at|because|between|by|for|from|into|is|its|of|or|than|that|the|their|these|this|to|via|was|were"
    r"|which|whose|with|an)$"
)
_END = lazy(r"(?:[^\s&][,&]|\s[-–—&]|[(\[]|[a-z]-|(?<!etc)(?<!etc\.)(?:\.\.\.|…))$")


class UnterminatedText(Rule):
    """A caption or a description stops in the middle, or is only “Figure”.

    The rest was lost when the text was copied, so readers and search engines get only a part of it, or
    nothing. Complete it from the article, or ask the pathway's author.
    """

    code = "TXT010"
    source = "the captions of PFOCR"
    severity = Severity.INFO
    examples = (
        Example(bad="caption: Figure", kind="figure"),
        Example(bad="caption: Scheme 2.", kind="figure"),
        Example(bad="description: IL-2 activates the kinases JAK1 and"),
        Example(bad="description: Signaling by IL-2, IL-4,"),
        Example(bad="description: IL-2 is a multifunc-"),
        Example(bad="description: IL-2 activates its receptor (the high affinity hetero"),
        Example(ok="description: IL-2 signaling pathway"),
        Example(ok="description: A gene of type a; see https://x.org/?a=1&"),
        Example(ok="description: Kinases, phosphatases etc..."),
        Example(ok="description: 'Steps: a) one, b) two (see [1])'"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each such description; its copies are not reported."""
        for path, whole in record.descriptions:
            text = whole.rstrip()
            if text.endswith((".", ")")) and not text.endswith("...") and len(text) > _MAX_LABEL:
                continue
            message = _message(text)
            if message:
                start = max(text.rfind(" ") + 1, text.rfind("\n") + 1)
                yield self.finding(path, message, words=[(start, len(text))])


def _message(text: str) -> str:
    """Return what is wrong with a description; "" if nothing is."""
    last = text.split()[-1:]
    if not last or "://" in last[0]:
        return ""
    if len(text) <= _MAX_LABEL and _LABEL.fullmatch(text):
        return f"`{text}` is a label, not a description: write one"
    if _ON.search(text) or _END.search(text) or _is_open(text):
        return f"The text stops in the middle, after {shown(last[0])}: complete it"
    return ""


def _is_open(text: str) -> bool:
    """Return whether a bracket opens before the last words and is never closed."""
    opened = text.rfind("(")
    return (
        text[-1].isalnum()
        and ")" not in text[opened:]
        and text.count("(") == text.count(")") + 1
        and ". " not in text[opened:]
    )
