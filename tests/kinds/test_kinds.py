"""Kinds: how records are recognised, and that the fields of kinds exist."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from lint.core.values import find
from lint.kinds import Kind, builtin, recognise
from lint.kinds.figure import FIGURE
from lint.kinds.pages import AUTHOR, ORGANISM
from lint.kinds.pathway import PATHWAY
from lint.kinds.pathway_source import PATHWAY_SOURCE


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("_pathways/WP49.md", "", PATHWAY),
        ("pathways/WP49/WP49.md", "", PATHWAY),
        ("a/_figures/PMC1__f1.md", "", FIGURE),
        ("x.md", "---\ntitle: x\nwpid: WP1\n---", PATHWAY),
        ("x.md", "---\nfigid: PMC1__f1\n---", FIGURE),
        ("x.md", "---\nwpid: WP4856\nfigid: PMC1__f1\n---", FIGURE),
        ("_authors/x.md", "---\nusername: x\n---", AUTHOR),
        ("_authors/x.md", "---\ntitle: x\n---", None),
        ("_organisms/human.md", "---\nlatin: Homo sapiens\nbridgedb-code: Hs\n---", ORGANISM),
        # As PFOCR has them.
        ("_organisms/human.md", "---\nlatin: Homo sapiens\nncbi: '9606'\ngroup: Primates\n---", None),
        ("x.md", "---\nusername: x\n---", None),
        ("pathways/WP49/WP49.gpml", "", PATHWAY_SOURCE),
        ("WP49.gpml", "", PATHWAY_SOURCE),
        ("x.gpml", PATHWAY_SOURCE.sample, PATHWAY_SOURCE),
        ("x.gpml", "\ufeff" + PATHWAY_SOURCE.sample.replace("<Path", "<g:Path"), PATHWAY_SOURCE),
        ("x.gpml", "<Pathway xmlns='http://pathvisio.org/GPML/2021' />", PATHWAY_SOURCE),
        ("x.gpml", "<svg xmlns='http://www.w3.org/2000/svg' />", None),
        ("x.md", "See <Pathway xmlns='http://pathvisio.org/GPML/2021' />", None),
        ("README.md", "wpid: WP1", None),
        ("_pathways/readme.md", "# Pathways", None),
    ],
)
def test_recognise(path: str, text: str, kind: Kind | None) -> None:
    assert recognise(path, text.encode(), (*builtin(), PATHWAY_SOURCE)) is kind


@pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)
def test_named_fields_are_fields_of_the_schema(kind: Kind) -> None:
    groups = (f"{group.inline}.{group.inline_field}" for group in kind.keyword_groups if group.inline)
    copies = (field for pair in kind.copies for field in pair)
    fields = [kind.id_field, kind.keywords, *kind.one_line, *kind.markdown, *copies, *groups, *kind.marks]
    differing = (field for pair in kind.differs for field in pair)
    fields += [*kind.published, *kind.unique, *dict(kind.references), *differing]
    for field in filter(None, fields):
        schema: Any = kind.schema
        for name in field.split("."):
            schema = resolved(kind, schema)["properties"][name]
        assert schema, field


def resolved(kind: Kind, schema: Any) -> Any:
    """Return the mapping that a field's schema stands for, through lists, forms and references."""
    for form in schema.get("anyOf", ()):
        if "items" in form:
            schema = form
    schema = schema.get("items", schema)
    return kind.schema["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


@pytest.mark.parametrize("kind", [FIGURE, PATHWAY], ids=lambda kind: kind.name)
def test_sample_shows_copies_and_keywords(kind: Kind) -> None:
    values = yaml.safe_load(kind.sample)
    for field, other in kind.copies:
        assert [value for _, value in find(values, field)] == [value for _, value in find(values, other)]
    assert list(find(values, kind.keywords))
