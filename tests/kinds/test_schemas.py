"""The published schemas equal those of the models, and are useful to people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pydantic
import pytest
import yaml
from jsonschema import Draft202012Validator

from lint.kinds import Kind, builtin, schema_file
from lint.kinds.models import schema_of
from lint.kinds.models.figure import Figure
from lint.kinds.models.pages import Author, Community, Organism, Term
from lint.kinds.models.pathway import Pathway

MODELS = {
    "figure": Figure,
    "pathway": Pathway,
    "author": Author,
    "community": Community,
    "organism": Organism,
    "annotation": Term,
}
# What `lint.kinds.schema.fast_check` knows, and what turns nothing down.
KEYWORDS = {"type", "properties", "required", "additionalProperties", "items", "minItems", "anyOf"}
KEYWORDS |= {"const", "enum", "pattern", "$ref", "$defs"}
KEYWORDS |= {"$schema", "$id", "title", "description", "examples"}

each_kind = pytest.mark.parametrize("kind", builtin(), ids=lambda kind: kind.name)


def fields(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for part in (schema, *schema.get("$defs", {}).values()):
        for name, field in part["properties"].items():
            yield name, {**schema.get("$defs", {}).get(field.get("$ref", "").rpartition("/")[2], {}), **field}


OLD = tuple(map(int, pydantic.VERSION.split(".")[:2])) < (2, 10)


@pytest.mark.skipif(OLD, reason="pydantic before 2.10 writes the same schema in other words")
@each_kind
def test_file_is_what_the_model_gives(kind: Kind) -> None:
    text = json.dumps(schema_of(kind.name, MODELS[kind.name]), indent=2, ensure_ascii=False) + "\n"
    assert schema_file(kind.name).read_text("utf-8") == text


@each_kind
def test_is_a_schema(kind: Kind) -> None:
    Draft202012Validator.check_schema(kind.schema)
    assert kind.schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert kind.schema["$id"].endswith(f"/schemas/{schema_file(kind.name).name}")


@each_kind
def test_every_field_is_described_and_its_examples_are_valid(kind: Kind) -> None:
    for name, field in fields(kind.schema):
        assert field.get("description", "").endswith("."), name
        assert "default" not in field
        validator = Draft202012Validator({**field, "$defs": kind.schema.get("$defs", {})})
        for example in field.get("examples", ()):
            assert validator.is_valid(example), (name, example)
        if "pattern" in field:
            assert field["title"], name
            assert field["examples"], name
            assert not validator.is_valid(field["examples"][0] + "\n"), name


@each_kind
def test_sample_is_valid(kind: Kind) -> None:
    MODELS[kind.name].model_validate(yaml.safe_load(kind.sample))


@each_kind
def test_every_keyword_is_one_that_the_compiler_knows(kind: Kind) -> None:
    parts = [kind.schema, *kind.schema.get("$defs", {}).values()]
    while parts:
        part = parts.pop()
        assert part.keys() <= KEYWORDS
        parts += [*part.get("properties", {}).values(), *part.get("anyOf", ())]
        parts += [part["items"]] if "items" in part else []
