"""What examples of the schema rules cannot show: messages, and fixes that are not offered."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from checking import Checker

from lint.core.findings import Applicability, Detail, Finding
from lint.core.values import Insert, Set
from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind, builtin
from lint.records.record import Record
from lint.rules.sch.bad_format import BadFormat
from lint.rules.sch.missing_field import MissingField
from lint.rules.sch.schema_violation import SchemaViolation
from lint.rules.sch.unknown_field import UnknownField
from lint.rules.sch.wording import label
from lint.rules.sch.wrong_type import WrongType

RULES = [MissingField(), WrongType(), BadFormat(), UnknownField(), SchemaViolation()]
KINDS = {kind.name: kind for kind in builtin()}


def found(text: str, kind: Kind) -> list[Finding]:
    return (
        Checker(RULES, detail=Detail.EXCERPT)
        .check(Record(FrontMatter(f"---\n{text}\n---\n".encode()), kind))
        .findings
    )


def on_sample(text: str, kind: str) -> list[Finding]:
    given = yaml.safe_load(text)
    sample = {name: value for name, value in yaml.safe_load(KINDS[kind].sample).items() if name not in given}
    return found(yaml.safe_dump(sample, sort_keys=False) + text, KINDS[kind])


@pytest.mark.parametrize(
    ("kind", "text", "code", "message"),
    [
        ("pathway", "wpid: WPX", "SCH003", "`WPX` is not a WikiPathways id such as `WP49`"),
        ("pathway", "wpid: ''", "SCH003", "`wpid` is empty, and must be a WikiPathways id such as `WP49`"),
        ("pathway", "organisms: Homo sapiens", "SCH002", "`organisms` must be a list, not text"),
        ("pathway", "organisms: ~", "SCH002", "`organisms` must be a list, but is empty"),
        (
            "pathway",
            "authors:\n- NO",
            "SCH002",
            "item 1 of `authors` must be text, not `NO`, which YAML reads as false",
        ),
        (
            "pathway",
            "authors:\n- yes",
            "SCH002",
            "item 1 of `authors` must be text, not `yes`, which YAML reads as true",
        ),
        ("pathway", "ndex: [a]", "SCH002", "`ndex` must be text or empty, not a list"),
        ("pathway", "title: {a: b}", "SCH002", "`title` must be text, not fields with values"),
        ("pathway", "organism:\n- Homo sapiens", "SCH004", "there is no field `organism`"),
        ("pathway", "seo: Thing", "SCH003", "`seo` must be `CreativeWork`, not `Thing`"),
        ("figure", "year: 2010-01-01", "SCH003", "`2010-01-01` is not a year such as `2010`"),
        ("figure", "genes: 2010-01-01", "SCH002", "`genes` must be a list, not the date `2010-01-01`"),
        ("figure", "genes:\n- hgnc_symbol: A", "SCH001", "`word` is missing from item 1 of `genes`"),
        ("figure", f"doi: {'x' * 100}", "SCH003", f"`{'x' * 59}…` is not a DOI such as `10.1039/d3sc00173c`"),
    ],
)
def test_message(kind: str, text: str, code: str, message: str) -> None:
    (finding,) = on_sample(text, kind)
    assert (finding.code, finding.message.split(": ")[0]) == (code, message)


@pytest.mark.parametrize("text", ["organisms: Homo sapiens", "organisms: ~"])
def test_message_ends_with_what_the_field_means(text: str) -> None:
    (finding,) = on_sample(text, "pathway")
    assert finding.message.endswith(": the Latin names of the organisms")


def test_no_name_is_near_among_very_many() -> None:
    many = "".join(f"communities{number}: x\n" for number in range(100))
    sample = KINDS["pathway"].sample
    messages = {
        each.message for each in found(sample.replace("communities:", f"{many}comunities:"), KINDS["pathway"])
    }
    assert "there is no field `comunities`" in messages
    assert not any("did you mean" in message for message in messages)


def test_name_that_is_near() -> None:
    (finding,) = on_sample("anotations: []", "pathway")
    assert finding.message == "there is no field `anotations`"  # the sample has `annotations`
    text = KINDS["pathway"].sample.replace("communities:", "comunities:")
    (finding,) = found(text, KINDS["pathway"])
    assert finding.message == "there is no field `comunities`; did you mean `communities`?"
    assert (finding.location.line, finding.location.column) == (12, 1)
    (finding,) = on_sample(
        "annotations:\n- {value: x, id: PW:0000512, type: Pathway Ontology, typ: x}", "pathway"
    )
    assert finding.message == "there is no field `typ`"


def test_an_unknown_field_is_marked_and_not_its_value() -> None:
    (finding,) = on_sample("note: x", "pathway")
    assert (finding.location.column, finding.location.region.end_column) == (1, 5)


def test_a_field_that_is_missing_is_explained() -> None:
    sample = {**yaml.safe_load(KINDS["pathway"].sample)}
    del sample["organisms"]
    (finding,) = found(yaml.safe_dump(sample), KINDS["pathway"])
    assert finding.message == "`organisms` is missing: the Latin names of the organisms"


@pytest.mark.parametrize("text", ["number: &n 3", "number: !!int 3", "pathway_score: &n 1\nnumber: *n"])
def test_quotes_take_no_anchor_alias_or_tag(text: str) -> None:
    (finding,) = on_sample(text, "figure")
    assert finding.message.startswith("`number` must be text, not a number")
    assert finding.fix is None


@pytest.mark.parametrize(
    "text", ["papertitle: [1]", "year: 20", "organisms: ''", "schema-jsonld: x", "genes: IL12A"]
)
def test_no_fix_where_the_schema_would_not_accept_it(text: str) -> None:
    findings = on_sample(text, "figure")
    assert findings
    assert all(finding.fix is None for finding in findings)


@pytest.mark.parametrize(
    "written", ["0123", "1e3", "1_000", "0x1F", "12:30:45", "NO", "on", "2020-01-01 10:00"]
)
def test_quoted_is_what_was_written(written: str) -> None:
    data = f"---\n{KINDS['figure'].sample.replace('- Homo sapiens', f'- {written}')}---\n".encode()
    kind = KINDS["figure"]
    result, fixed = Checker(RULES).fix(Record(FrontMatter(data), kind))
    assert result.findings == []
    # `1e3` is text to YAML 1.1, and a date is text to JSON: there is nothing to fix.
    expected = written.encode() if written in ("1e3", "2020-01-01 10:00") else f"'{written}'".encode()
    assert fixed.document.data == data.replace(f"- {written}".encode(), b"- " + expected)


def test_no_fix_of_an_item_where_the_schema_would_not_accept_it() -> None:
    (finding,) = on_sample("annotations:\n- {value: x, id: 5, type: Pathway Ontology}", "pathway")
    assert finding.code == "SCH002"
    assert finding.fix is None


def test_pathway_jsonld_without_its_list() -> None:
    values = yaml.safe_load(KINDS["pathway"].sample)
    values["schema-jsonld"] = values["schema-jsonld"][0]
    kind = KINDS["pathway"]
    data = f"---\n{yaml.safe_dump(values)}---\n".encode()
    _, fixed = Checker(RULES).fix(Record(FrontMatter(data), kind))
    assert FrontMatter(fixed.document.data).values == yaml.safe_load(kind.sample)


@pytest.mark.parametrize(
    ("schema", "value", "code", "message"),
    [
        ({"maximum": 3}, 5, "SCH005", "`f` must be at most `3`, not `5`"),
        ({"minLength": 3}, "ab", "SCH005", "`f` must have at least 3 characters, not 2"),
        ({"uniqueItems": True}, [1, 1], "SCH005", "item 2 of `f` repeats item 1: `1`"),
        ({"format": "date"}, "soon", "SCH003", "`f` is `soon`, which does not fit the format `date`"),
        ({"pattern": "^a"}, "b", "SCH003", "`f` is `b`, which does not fit the pattern `^a`"),
        ({"enum": [1, None, "a"]}, "b", "SCH003", "`f` must be `1`, `null` or `a`, not `b`"),
        (
            {"enum": [str(number) for number in range(30)]},
            "x",
            "SCH003",
            f"`f` must be {', '.join(f'`{number}`' for number in range(20))} or …, not `x`",
        ),
        (
            {"enum": ["red", "green"]},
            "gren",
            "SCH003",
            "`f` must be `red` or `green`, not `gren`; did you mean `green`?",
        ),
        (
            {"format": "orcid"},
            "0000-0002-1825-0096",
            "SCH003",
            "`f` is `0000-0002-1825-0096`, not an ORCID iD such as `0000-0002-1825-0097`; "
            "its last character should be `7`: one of its digits is wrong",
        ),
        (
            {"format": "doi"},
            "https://dx.doi.org/10.1000/182.",
            "SCH003",
            "`f` is `https://dx.doi.org/10.1000/182.`, not a DOI such as `10.1093/nar/gkad960`; "
            "write `10.1000/182`",
        ),
        ({"prefixItems": [True], "items": False}, [1, 2], "SCH005", "item 2 of `f` must not be given"),
        (
            {"prefixItems": [True], "unevaluatedItems": False},
            [1, 2],
            "SCH005",
            "item 2 of `f` is not allowed by the schema",
        ),
        (
            {"prefixItems": [True], "unevaluatedItems": {"type": "string"}},
            [2, 22],
            "SCH002",
            "item 2 of `f` must be text, not the number `22`",
        ),
        (
            {"prefixItems": [True], "unevaluatedItems": False},
            [2, 22],
            "SCH005",
            "item 2 of `f` is not allowed by the schema",
        ),
        (
            {"contains": {"const": 1}, "minContains": 2},
            [1],
            "SCH005",
            '`f` must have 2 items that fit `{"const": 1}`',
        ),
        (
            {"format": "orcid"},
            "orcid.org/0000000218250097",
            "SCH003",
            "`f` is `orcid.org/0000000218250097`, not an ORCID iD such as `0000-0002-1825-0097`; "
            "write `0000-0002-1825-0097`",
        ),
        (
            {"format": "doi"},
            "10.1000/1 82",
            "SCH003",
            "`f` is `10.1000/1 82`, not a DOI such as `10.1093/nar/gkad960`",
        ),
        (
            {"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": {"type": "string"}},
            {"a": 1, "b": 2},
            "SCH002",
            "`b` must be text, not the number `2`",
        ),
        ({"const": "true"}, True, "SCH003", "`f` must be the text `true`, not `true`"),
        ({"enum": [4, "7"]}, 7, "SCH003", "`f` must be `4` or the text `7`, not `7`"),
        ({"const": None}, "", "SCH003", "`f` must be `null`, not an empty text"),
        ({"not": {"const": 1}}, 1, "SCH005", '`f` is `1`, which `{"const": 1}` forbids'),
        ({"contains": {"const": 1}}, [2], "SCH005", '`f` lacks an item that fits `{"const": 1}`'),
        ({"title": "colour", "pattern": "^a"}, "b", "SCH003", "`b` is not a colour"),
        ({"exclusiveMaximum": 3}, 3, "SCH005", "`f` must be less than `3`, not `3`"),
        ({"type": "integer", "description": "A."}, "x", "SCH002", "`f` must be a whole number, not text: a"),
        (
            {"propertyNames": {"maxLength": 2}},
            {"abc": 1},
            "SCH005",
            "the name `abc` must have at most 2 characters, not 3",
        ),
        (False, 1, "SCH005", "`f` must not be given"),
    ],
)
def test_a_repositorys_own_schema(schema: Any, value: Any, code: str, message: str) -> None:
    kind = Kind(name=f"own-{schema!r}", patterns=(), id_field="f")
    vars(kind)["schema"] = {"properties": {"f": schema}}
    assert [(each.code, each.message) for each in found(yaml.safe_dump({"f": value}), kind)] == [
        (code, message)
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("authors: Egonw, Khanspers", ["Egonw", "Khanspers"]),
        ("authors: Egonw; Khanspers", ["Egonw", "Khanspers"]),
        ("authors: Egonw | Khanspers", ["Egonw", "Khanspers"]),
        ("authors:\n  -Egonw\n  - Khanspers", ["Egonw", "Khanspers"]),
        ("authors: -Egonw", ["Egonw"]),
        ("authors: Egonw & Khanspers and Mkutmon", ["Egonw", "Khanspers", "Mkutmon"]),
        ("authors:\n  Egonw\n  Khanspers", ["Egonw", "Khanspers"]),
        ("authors: |\n  - Egonw\n  - Khanspers", ["Egonw", "Khanspers"]),
        ("authors: '[Egonw,Khanspers]'", ["Egonw", "Khanspers"]),
    ],
)
def test_a_text_that_may_be_several_items_is_only_shown_split(text: str, items: list[str]) -> None:
    (finding,) = on_sample(text, "pathway")
    assert finding.code == "SCH002"
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.DISPLAY
    assert [edit.value for edit in finding.fix.edits if isinstance(edit, Set)] == [items]


def test_label() -> None:
    assert label(()) == "the record"
    assert label(("a", 0, "b", 1, 0)) == "item 1 of item 2 of `b`"


@pytest.mark.parametrize(
    ("schema", "text", "written"),
    [
        ({"type": "boolean"}, "'True'", "true"),
        ({"type": "boolean"}, '"no"', "false"),
        ({"type": "integer"}, "'12'", "12"),
        ({"type": "integer"}, "'007'", None),
        ({"type": "number"}, "'1.50'", None),
        ({"const": True}, "'true'", "true"),
        ({"enum": ["8", "9"]}, "8", "'8'"),
        ({"type": "string", "format": "date"}, "8 Aug 2024", "2024-08-08"),
        ({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, "20240808", "2024-08-08"),
        ({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, "09/08/2024", None),
        ({"type": "string", "pattern": "^DOID:[0-9]+$"}, "doid8", "DOID:8"),
        ({"type": "string", "pattern": "^DOID:[0-9]+$"}, "http://purl.example.org/obo/DOID_8", "DOID:8"),
    ],
)
def test_the_only_form_that_the_schema_accepts_is_written(
    schema: dict[str, Any], text: str, written: str | None
) -> None:
    kind = Kind(name=f"own-{hash(repr(schema))}", patterns=(), id_field="id")
    vars(kind)["schema"] = {"type": "object", "properties": {"f": schema}}
    record = Record(FrontMatter(f"---\nf: {text}\n---\n".encode()), kind, "a.md")
    data = Checker([BadFormat(), WrongType()], unsafe=True).fix(record)[0].data
    assert (data and data.decode().splitlines()[1]) == (written and f"f: {written}")


def test_addresses_that_are_missing_follow_from_the_ids() -> None:
    sample = yaml.safe_load(KINDS["pathway"].sample)
    addresses = sample.pop("redirect_from")
    (finding,) = found(yaml.safe_dump(sample), KINDS["pathway"])
    assert finding.fix is not None
    assert [edit.value for edit in finding.fix.edits if isinstance(edit, Insert)] == [addresses]


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("figtype: graphical-abstract", "figure", "Graphical abstract"),
        ("seo: Creative_work", "pathway", "CreativeWork"),
        ("group: Inverte-brates", "organism", "Invertebrates"),
    ],
)
def test_a_listed_text_with_other_signs_and_capitals_is_offered(text: str, kind: str, meant: str) -> None:
    (finding,) = on_sample(text, kind)
    assert finding.fix is not None
    assert finding.applicability is Applicability.UNSAFE
    assert finding.fix.edits == (Set((text.partition(":")[0],), meant),)
