"""The quick check whether a rule applies to a record hides no findings."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from checking import Checker
from hypothesis import given
from hypothesis import strategies as st

from lint.core.values import Set, apply, scalars
from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind, builtin
from lint.records.record import Record
from lint.rules import Rule, registry

LOOKING = [rule() for rule in registry().values() if rule.might_match is not Rule.might_match]
SIGNS = [
    "Î²",
    "â‚‚",
    "Ï„",
    "ß",
    "∆",
    "µ",
    "μ",
    "&beta;",
    "&amp;#x3b2;",
    "\ufffd",
    "IL-1?",
    "β-1",
    "\xad",
    "\u200b",
]
SIGNS += [
    "\u2028",
    "\x85",
    "\xa0",
    "\t",
    "\n",
    "\x0b",
    "\x7f",
    "  ",
    " ",
    "<b>x</b>",
    "<sub>2</sub>",
    "[[WP1]]",
]
SIGNS += [
    "[http://x.org y]",
    "''x''",
    "'''x'''",
    ".na.character",
    "NA",
    "None",
    "n/a",
    ";7(NA)",
    "[–]",
    "1e5",
    "NO",
    "1,25",
    "Ca2+",
]
SIGNS += [
    " x Nellore",
    "Angus x ",
    "\\",
    '"',
    "of .",
    "()",
    "...",
    "K\u0410",
    "",
    "hgnc_alias_symbol",
    "loss",
    "ATP",
]


@st.composite
def records(draw: Any) -> Record:
    """Return the sample of a kind with some of its texts damaged, in one of two styles of YAML."""
    kind: Kind = draw(st.sampled_from(builtin()))
    values: Any = yaml.safe_load(kind.sample)
    for _ in range(draw(st.integers(1, 3))):
        path, value = draw(st.sampled_from(scalars(values)))
        text = value if isinstance(value, str) else ""
        at = draw(st.integers(0, len(text)))
        sign = draw(st.sampled_from(SIGNS))
        new: Any = draw(st.sampled_from([text[:at] + sign + text[at:], sign, [text + sign], None, 1]))
        values = apply(values, [Set(path, new)])
    if draw(st.booleans()):
        text = json.dumps(values, default=str, ensure_ascii=draw(st.booleans()))
    else:
        text = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).rstrip("\n")
    file = kind.patterns[0].replace("*", "1")
    return Record(FrontMatter(f"---\n{text}\n---\n".encode()), kind, file)


@pytest.mark.parametrize("rule", LOOKING, ids=[rule.code for rule in LOOKING])
@given(record=records())
def test_what_does_not_concern_a_rule_holds_nothing_for_it(rule: Rule, record: Record) -> None:
    applies = rule.kinds is None or record.kind.name in rule.kinds
    if applies and record.document.problem is None and not rule.might_match(record):
        assert list(rule.check(record)) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("SIT001", "figtitle: |-\n  IL-12\n  pathway"),
        ("SIT001", "caption: |-\n  IL-12\n  pathway"),
        ("SIT001", "caption:\n- |-\n  IL-12\n  pathway"),
        ("TXT006", "schema-jsonld:\n  description: The '''first''' step"),
        ("TXT007", "journal_title: n/a"),
        ("GEN005", "genes:\n- word: A\n- word: A"),
    ],
)
def test_a_look_does_not_hide(code: str, text: str) -> None:
    record = Record(FrontMatter(f"---\n{text}\n---\n".encode()), builtin()[0], "_figures/PMC1__f1.md")
    assert [finding.code for finding in Checker([registry()[code]()]).check(record).findings] == [code]
