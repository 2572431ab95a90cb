"""A kind's model, its JSON Schema and the functions compiled from it accept the same records."""

from __future__ import annotations

import copy
import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from lint.documents.front_matter import FrontMatter
from lint.kinds import Kind, builtin
from lint.kinds.figure import FIGURE
from lint.kinds.models.figure import Figure
from lint.kinds.models.pages import Author, Community, Organism, Term
from lint.kinds.models.pathway import Pathway
from lint.kinds.pages import ANNOTATION, AUTHOR, COMMUNITY, ORGANISM
from lint.kinds.pathway import PATHWAY
from lint.kinds.schema.validation import violations
from lint.kinds.schema.violation import json_view

MODELS = {
    FIGURE: Figure,
    PATHWAY: Pathway,
    AUTHOR: Author,
    COMMUNITY: Community,
    ORGANISM: Organism,
    ANNOTATION: Term,
}
PAGES = [kind for kind in builtin() if kind.marks]
SCHEMA_ONLY = {
    kind: replace(kind, is_builtin=False, schema_text=json.dumps(kind.schema)) for kind in builtin()
}
"""The same kinds, of which only jsonschema can tell."""

ODD = [
    *(None, True, False, 0, 1, -1, 0.5, 2010, float("nan"), float("inf"), 10**400, b"WP1"),
    *(
        "",
        " ",
        "x",
        "WP1",
        "WP1\n",
        "\nWP1",
        "wp1",
        "WP",
        "WP١",
        "r1",
        "PMC1",
        "PMC1__f1",
        "PMC1__f1\n",
        "PW:1",
    ),
    *("10.1039/d3sc00173c", "10.1/x", "10.1039/a b", ".na.character", "2010", "201", "NO", "CC0", "Dataset"),
    *(
        "CreativeWork",
        "Figure",
        "https://schema.org/",
        "https://schema.org",
        "Organization",
        "https://x.org/",
    ),
    *("2025-11-10", "2025-11-10\n", "2020-13-45", "soon", "f5f9e10e-8b5f-11eb-9e72-0ac135e8bacf", "f5f9e10e"),
    *(date(2025, 11, 10), date(1, 1, 1), datetime(2025, 11, 10), datetime(2025, 11, 10, 12, 30)),
    *([], [""], [None], ["x", date(2025, 11, 10)], {}, {"id": "PW:1"}, {"word": "x"}, [{"link": "PMC1"}]),
]
NAMES = ["x", "title", "wpid", "@id", "organism", "last_edited", True, None, 1, 0.5, date(2025, 11, 10)]


def accepts(kind: Kind, values: Any) -> bool:
    try:
        MODELS[kind].model_validate(values)
    except ValidationError:
        return False
    return True


def places(values: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = (
        values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    )
    return [path, *(place for key, item in items for place in places(item, (*path, key)))]


def holder(values: Any, path: tuple[Any, ...]) -> Any:
    for key in path[:-1]:
        values = values[key]
    return values


@st.composite
def damaged(draw: st.DrawFn, sample: str) -> Any:
    """A valid record with up to three changes, each of which may keep it valid."""
    values = yaml.safe_load(sample)
    for _ in range(draw(st.integers(0, 3))):
        paths = places(values)
        path = draw(st.sampled_from(paths[1:]))
        above, value = holder(values, path), holder(values, path)[path[-1]]
        odd = copy.deepcopy(draw(st.sampled_from(ODD) | st.text(max_size=5)))
        match draw(st.sampled_from(["drop", "set", "set", "newline", "wrap", "unwrap", "append", "field"])):
            case "drop":
                del above[path[-1]]
            case "set":
                above[path[-1]] = odd
            case "newline" if isinstance(value, str):
                above[path[-1]] = f"{value}\n"
            case "wrap":
                above[path[-1]] = [value]
            case "unwrap" if isinstance(value, list) and value:
                above[path[-1]] = value[0]
            case "append" if isinstance(value, list):
                value.append(odd)
            case "field":
                place = draw(
                    st.sampled_from([path for path in paths if path == () or isinstance(path[-1], int)])
                )
                target = holder(values, place)[place[-1]] if place else values
                if isinstance(target, dict):
                    target[draw(st.sampled_from(NAMES))] = odd
    return values


def told(kind: Kind, values: Any) -> list[Any]:
    """Return all that is said of what is turned down; what and where, of missing and of unknown fields."""
    return [
        fault
        if fault.keyword not in ("required", "additionalProperties")
        else (fault.path, fault.keyword, fault.limit)
        for fault in violations(kind, values)
    ]


def check(kind: Kind, values: Any) -> None:
    assert told(kind, values) == told(SCHEMA_ONLY[kind], values)
    accepted = accepts(kind, values)
    assert (kind.doubtful(json_view(values)) == frozenset()) is accepted
    assert accepted or kind.doubtful(values)
    assert Draft202012Validator(kind.schema).is_valid(json_view(values)) is accepted
    assert (not violations(kind, values)) is accepted


@given(damaged(PATHWAY.sample))
def test_pathway(values: Any) -> None:
    check(PATHWAY, values)


@given(damaged(FIGURE.sample))
def test_figure(values: Any) -> None:
    check(FIGURE, values)


@given(st.sampled_from(PAGES).flatmap(lambda kind: st.tuples(st.just(kind), damaged(kind.sample))))
def test_page(given_page: tuple[Kind, Any]) -> None:
    check(*given_page)


@pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)
def test_every_odd_value_everywhere(kind: Kind) -> None:
    sample = yaml.safe_load(kind.sample)
    verdicts: Counter[bool] = Counter()
    for path in places(sample)[1:]:
        for odd in ODD:
            values = copy.deepcopy(sample)
            holder(values, path)[path[-1]] = odd
            check(kind, values)
            verdicts[accepts(kind, values)] += 1
    assert min(verdicts[True], verdicts[False]) > (50 if kind.marks else 100)


@pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)
def test_a_field_too_many_or_too_few_anywhere(kind: Kind) -> None:
    sample = yaml.safe_load(kind.sample)
    for path in places(sample)[1:]:
        values = copy.deepcopy(sample)
        del holder(values, path)[path[-1]]
        check(kind, values)
        values = copy.deepcopy(sample)
        above = holder(values, path)
        if isinstance(above, dict):
            above["x"] = "y"
            assert not accepts(kind, values)
            check(kind, values)


GENE = yaml.safe_load(FIGURE.sample)["genes"][0]


@pytest.mark.parametrize(
    ("genes", "are_right"),
    [
        ([GENE], True),
        ([GENE, {"word": "x", "hgnc_symbol": "X"}], True),
        ([GENE, GENE | {"word": date(2025, 11, 10)}], True),
        ([GENE, GENE | {"x": "y"}], False),
        ([GENE | {"x": "y"}, {"word": "x", "symbol": "X", "source": "x", "hgnc_symbol": "X"}], False),
        ([GENE, {"word": "x"}], False),
        ([GENE, {}], False),
        ([GENE, GENE | {"entrez": 3592}], False),
        ([GENE, GENE | {"entrez": ["3592"]}], False),
        ([GENE, GENE | {True: "y"}], False),
        ([GENE, "x"], False),
        ([GENE, ["word"]], False),
    ],
)
def test_rows(genes: list[Any], are_right: bool) -> None:
    values = yaml.safe_load(FIGURE.sample) | {"genes": genes}
    assert accepts(FIGURE, values) is are_right
    check(FIGURE, values)


@pytest.mark.parametrize("kind", [FIGURE, PATHWAY], ids=lambda kind: kind.name)
def test_every_two_faulty_fields(kind: Kind) -> None:
    sample = yaml.safe_load(kind.sample)
    for fields in combinations(sample, 2):
        values = sample | dict.fromkeys(fields, True)
        assert {fault.path[0] for fault in violations(kind, values)} == set(fields)
        assert told(kind, values) == told(SCHEMA_ONLY[kind], values)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (PATHWAY, "wpid", "WP1\n"),
        (PATHWAY, "revision", "r1\n"),
        (PATHWAY, "last-edited", "2020-13-45"),
        (PATHWAY, "last-edited", datetime(2025, 11, 10)),
        (PATHWAY, "ndex", "f5f9e10e"),
        (PATHWAY, "organisms", "Homo sapiens"),
        (PATHWAY, "organisms", None),
        (PATHWAY, "organisms", []),
        (PATHWAY, "authors", "Egonw"),
        (PATHWAY, "redirect_from", 5),
        (PATHWAY, "citedin", [{"link": "see there"}]),
        (FIGURE, "doi", ".na.character"),
        (FIGURE, "organisms", "Homo sapiens"),
        (FIGURE, "year", 2010),
        (FIGURE, "pathway_score", True),
        (FIGURE, "figtype", ".na.character"),
        (FIGURE, "figid", "f1"),
        (PATHWAY, "annotations", [{"id": "PW:512", "type": "Pathway Ontology"}]),
        (PATHWAY, "annotations", [{"id": "CL:00000084", "type": "Cell Type Ontology"}]),
        (PATHWAY, "annotations", [{"id": "DOID:014667", "type": "Disease Ontology"}]),
        (AUTHOR, "realname", ""),
        (AUTHOR, "orcid", "https://orcid.org/0000-0001-7542-0286"),
        (AUTHOR, "curationui", "true"),
        (COMMUNITY, "collections", [{"name": "Lipids", "wpid": ["WP1"]}]),
        (COMMUNITY, "redirect_to", []),
        (ORGANISM, "latin", "Homo Sapiens"),
        (ANNOTATION, "xref-identifier", 4),
    ],
)
def test_turned_down(kind: Kind, field: str, value: Any) -> None:
    values = yaml.safe_load(kind.sample) | {field: value}
    assert not accepts(kind, values)
    check(kind, values)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (PATHWAY, {"citedin": "", "ndex": None, "communities": [], "annotations": [], "description": ""}),
        (PATHWAY, {"ndex": "", "last-edited": "2025-11-10"}),
        (
            PATHWAY,
            {
                "citedin": [
                    {"link": "https://x.org/a"},
                    {"link": "27358734"},
                    {"link": "10.37044/osf.io/m37f2_v1"},
                ]
            },
        ),
        (PATHWAY, {"annotations": [{"id": "CL:0000182", "type": "Cell Type Ontology"}]}),
        (FIGURE, {"year": "", "doi": "", "ndex": None, "wpid": "", "redirect_from": ["/figures/PMC1__F1"]}),
        (FIGURE, {"number": "Figure 3", "pathway_score": 1, "automl_pathway": 0.5}),
    ],
)
def test_accepted(kind: Kind, changes: dict[str, Any]) -> None:
    values = yaml.safe_load(kind.sample) | changes
    assert accepts(kind, values)
    check(kind, values)


@pytest.mark.parametrize(
    ("kind", "optional"),
    [
        (PATHWAY, {"annotations", "citedin", "communities", "ndex", "seo"}),
        (
            FIGURE,
            {
                "annotations",
                "chemicals",
                "diseases",
                "figid_alias",
                "figtype",
                "genes",
                "ndex",
                "pathway_score",
            }
            | {"pmc_ranked_result_index", "redirect_from", "seo"},
        ),
    ],
)
def test_what_a_record_may_leave_out(kind: Kind, optional: set[str]) -> None:
    sample = yaml.safe_load(kind.sample)
    for field in sample:
        values = {name: value for name, value in sample.items() if name != field}
        assert accepts(kind, values) is (field in optional), field
        check(kind, values)


@pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)
def test_numbers_that_python_cannot_print(kind: Kind) -> None:
    for field in kind.schema["properties"]:
        check(kind, yaml.safe_load(kind.sample) | {field: 10**5000})


def test_corpus(corpus_records: list[Path]) -> None:
    turned_down: Counter[tuple[str, str]] = Counter()
    for file in corpus_records:
        values = FrontMatter(file.read_bytes()).values
        kind = FIGURE if "figid" in values else PATHWAY
        check(kind, values)
        turned_down.update((violation.path[0], violation.keyword) for violation in violations(kind, values))
    assert set(turned_down) <= {("organisms", "type"), ("doi", "pattern")}
