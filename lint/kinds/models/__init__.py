"""Models of the built-in kinds, from which their JSON Schemas are generated. Here: what they share.

A model accepts a record's values exactly when its schema accepts their JSON view, in which a date
is its ISO text. Therefore, models accept dates as text.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from lint.core.project import PROJECT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PUBLISHED = f"https://raw.githubusercontent.com/{PROJECT}/main/schemas"
"""The address of the published schemas of the built-in kinds."""


class Model(BaseModel):
    """The base of all models: strict, without extra fields, and with patterns as in jsonschema."""

    model_config = ConfigDict(strict=True, extra="forbid", regex_engine="python-re")


ABSENT: Any = None
"""The default of an optional field; nothing reads it."""


def form(title: str, pattern: str, *examples: str) -> Any:
    r"""Return the constraint that the whole text matches *pattern*; messages contain the *title*.

    Alternatives must be in a group. Python's `$`, unlike ECMAScript's, also matches before a last `\n`.
    """
    return Field(title=title, pattern=rf"^{pattern}$(?!\n)", examples=list(examples))


DOI = r"10\.[0-9]{4,9}(\.[0-9]+)*/[^ \n]+"
_UUID = "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"

Text = str | date | datetime
Number = Annotated[int | float, WithJsonSchema({"type": "number"})]
PathwayId = Annotated[str, form("WikiPathways id", "WP[1-9][0-9]*", "WP49")]
NdexId = Annotated[
    str, form("UUID of an NDEx network", f"({_UUID})?", "f5f9e10e-8b5f-11eb-9e72-0ac135e8bacf")
]
OntologyId = Annotated[
    str,
    form(
        "ontology id", "((PW|CL|DOID):[0-9]{7}|DOID:[1-9][0-9]{0,4})", "PW:0000512", "DOID:1612", "CL:0000182"
    ),
]


class Annotation(Model):
    """A term of an ontology that describes the record."""

    id: OntologyId = Field(description="The id of the term.")
    type: Literal["Pathway Ontology", "Disease Ontology", "Cell Type Ontology"] = Field(
        description="The name of the ontology."
    )
    value: Text = Field(ABSENT, description="The name of the term.")
    parent: Text | None = Field(ABSENT, description="The name of the top-level term above it.")


class Creator(Model):
    """The organization that publishes the record."""

    type: Literal["Organization"] = Field(description="The type of the creator in schema.org.", alias="@type")
    name: Text = Field(description="Its name.")


class Dataset(Model):
    """The record for search engines: a Dataset of schema.org, as JSON-LD."""

    context: Literal["https://schema.org/"] = Field(
        description="The vocabulary of these fields.", alias="@context"
    )
    id: Text = Field(
        description="The web address of the record's page.",
        alias="@id",
        examples=["https://wikipathways.github.io/pathways/WP49.html"],
    )
    type: Literal["Dataset"] = Field(description="The type of the record in schema.org.", alias="@type")
    name: Text = Field(description="The name that search engines show.")
    description: Text = Field(description="A copy of the record's own description.")
    license: Text = Field(description="The licence of the record.", examples=["CC0"])
    creator: Creator = Field(description="The organization that publishes the record.")
    keywords: list[Text] = Field(description="The words by which the site's search finds the record.")


def schema_of(name: str, model: type[Model]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the kind *name*, from its *model*."""
    schema = model.model_json_schema(schema_generator=_Plain)
    schema |= {"$schema": DIALECT, "$id": f"{PUBLISHED}/{name}.schema.json"}
    return in_order(schema)


class _Plain(GenerateJsonSchema):
    """pydantic's schema without its generated titles and defaults."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        return {**inner, "type": [inner["type"], "null"]}

    def union_schema(self, schema: core_schema.UnionSchema) -> JsonSchemaValue:
        # A date is a text in JSON, which the schema already allows.
        choices = [
            choice
            for choice in schema["choices"]
            if isinstance(choice, tuple) or choice["type"] not in ("date", "datetime")
        ]
        return super().union_schema({**schema, "choices": choices})

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


_ORDER = (
    *("$schema", "$id", "$ref", "title", "description", "type"),
    *("properties", "required", "additionalProperties", "items", "minItems", "anyOf"),
    *("const", "enum", "pattern", "examples", "$defs"),
)


def in_order(schema: dict[str, Any], *, names: bool = False) -> dict[str, Any]:
    """Return *schema* with its keywords in a readable order; with *names*, its keys are names of fields."""
    keys = schema if names else dict.fromkeys((*_ORDER, *schema))
    return {
        key: in_order(schema[key], names=not names and key in ("properties", "$defs"))
        if isinstance(schema[key], dict)
        else schema[key]
        for key in keys
        if key in schema
    }
