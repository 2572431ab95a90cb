from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

from lint.kinds.schema import bundle as module
from lint.kinds.schema.bundle import bundle

TEXT = {"$defs": {"text": {"type": "string", "minLength": 1}}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository, with a file beside it that nothing may reach."""
    repository = tmp_path / "repository"
    (repository / "schemas").mkdir(parents=True)
    (tmp_path / "outside.json").write_text(json.dumps(TEXT))
    return repository


def write(folder: Path, **schemas: Any) -> None:
    for name, schema in schemas.items():
        (folder / "schemas" / f"{name}.json").write_text(json.dumps(schema))


def accepts(text: str, value: object) -> bool:
    return Draft202012Validator(json.loads(text), registry=Registry()).is_valid(value)


class TestBundle:
    def test_a_schema_by_itself(self, folder: Path) -> None:
        write(folder, a={"$id": "https://example.org/a", "type": "object"})
        assert json.loads(bundle("schemas/a.json", folder).text) == {"type": "object"}

    @pytest.mark.parametrize(
        "reference", ["b.json#/$defs/text", "./b.json#/%24defs/text", "../schemas/b.json#/$defs/text"]
    )
    def test_neighbours(self, folder: Path, reference: str) -> None:
        write(folder, a={"properties": {"name": {"$ref": reference}}}, b=TEXT)
        text = bundle("schemas/a.json", folder).text
        assert accepts(text, {"name": "x"})
        assert not accepts(text, {"name": ""})
        assert not accepts(text, {"name": 1})

    def test_neighbours_of_neighbours_and_back(self, folder: Path) -> None:
        """A tree whose nodes are described in two files that refer to each other."""
        write(
            folder,
            a={
                "type": "object",
                "properties": {"name": {"$ref": "b.json#/$defs/text"}, "below": {"$ref": "b.json"}},
                "required": ["name"],
            },
            b={"type": "array", "items": {"$ref": "a.json"}, **TEXT},
        )
        text = bundle("schemas/a.json", folder).text
        assert accepts(text, {"name": "x", "below": [{"name": "y", "below": []}]})
        assert not accepts(text, {"name": "x", "below": [{"name": "y", "below": [{"name": ""}]}]})

    def test_references_within_a_neighbour(self, folder: Path) -> None:
        write(
            folder,
            a={"$ref": "b.json#/$defs/name", "$defs": {"text": {"type": "integer"}}},
            b={"$defs": {"name": {"$ref": "#/$defs/text"}, "text": {"type": "string"}}},
        )
        assert accepts(bundle("schemas/a.json", folder).text, "x")
        assert not accepts(bundle("schemas/a.json", folder).text, 1)

    def test_names_of_parts_are_no_addresses_to_fetch(self, folder: Path) -> None:
        text = {"$id": "https://example.org/text.json", "type": "string"}
        schema = {"$defs": {"text": text}, "items": {"$ref": "https://example.org/text.json"}}
        write(folder, a={**schema, "properties": {"name": {"$id": "/properties/name", "maxLength": 2}}})
        bundled = bundle("schemas/a.json", folder).text
        assert accepts(bundled, ["x"])
        assert not accepts(bundled, [1])
        assert accepts(bundled, {"name": "xy"})
        assert not accepts(bundled, {"name": "xyz"})

    def test_what_only_looks_like_a_reference(self, folder: Path) -> None:
        schema = {"enum": [{"$ref": "b.json"}], "properties": {"$ref": {"type": "string"}}}
        write(folder, a=schema)
        assert json.loads(bundle("schemas/a.json", folder).text) == schema

    @pytest.mark.parametrize(
        ("schema", "said"),
        [
            ({"$ref": "https://example.org/a.json"}, "leads out of the repository; nothing is fetched"),
            ({"$ref": "file:///etc/passwd"}, "leads out of the repository; nothing is fetched"),
            ({"$ref": "//example.org/a.json"}, "leads out of the repository; nothing is fetched"),
            ({"$ref": "../../outside.json#/$defs/text"}, "is not below"),
            ({"$ref": "..%2F..%2Foutside.json"}, "is not below"),
            ({"$ref": "/etc/passwd"}, "is not below"),
            ({"$ref": "link.json"}, "is not below"),
            ({"$ref": "c.json"}, "there is no file schemas/c.json"),
            ({"$ref": "#/$defs/none"}, "`#/$defs/none` does not lead to a schema"),
            ({"$ref": "b.json#/$defs/none"}, "`b.json#/$defs/none` does not lead to a schema"),
            ({"$ref": "b.json#/$defs/text/type"}, "does not lead to a schema"),
            ({"$ref": "#name"}, "no part has this name; refer to parts by"),
            (
                {"$ref": "https://example.com/b.json", "$id": "https://example.org/a.json"},
                "leads out of the repository; nothing is fetched",
            ),
            ({"$dynamicRef": "#name"}, "no part has this name; refer to parts by"),
            (
                {"$dynamicAnchor": "node", "$defs": {"a": {"$dynamicAnchor": "node"}}},
                "the dynamic anchor `node` occurs 2 times",
            ),
            ({"type": "strng"}, "is not a JSON Schema: $.type: "),
            ({"pattern": "("}, 'is not a JSON Schema: $.pattern: `"("` is not a regular expression'),
            ({"required": "a"}, 'is not a JSON Schema: $.required: `"a"` is not a list of names'),
            ({"items": [{}]}, "is not a JSON Schema: $.items: write `prefixItems`"),
            ({"$schema": "http://json-schema.org/draft-03/schema#"}, "`$schema` must be https"),
            ({"$schema": 3}, "`$schema` must be https"),
            (
                {"$ref": "#/x/a", "x": {"a": {"$ref": "file:///etc/passwd"}}},
                "`#/x/a` does not lead to a schema",
            ),
            ({"$ref": "#/enum/0", "enum": [{"type": "strng"}]}, "`#/enum/0` does not lead to a schema"),
            ({"$ref": "#"}, "`#` leads back to itself"),
            ({"not": {"anyOf": [{"$ref": "a.json"}]}}, "`a.json` leads back to itself"),
            (
                {
                    "items": {"$ref": "#/$defs/a"},
                    "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
                },
                "leads back to itself",
            ),
            ([], "is not a JSON Schema"),
        ],
    )
    def test_what_is_refused(self, folder: Path, schema: Any, said: str) -> None:
        (folder / "schemas/link.json").symlink_to("../../outside.json")
        write(folder, a=schema, b=TEXT)
        with pytest.raises(ValueError, match=r"schemas/a\.json") as caught:
            bundle("schemas/a.json", folder)
        assert said in str(caught.value)

    @pytest.mark.parametrize(
        "name", ["../outside.json", "schemas/link.json", "/etc/passwd", "schemas", "none.json"]
    )
    def test_files_that_are_refused(self, folder: Path, name: str) -> None:
        (folder / "schemas/link.json").symlink_to("../../outside.json")
        with pytest.raises(ValueError, match=r"is not below|there is no file"):
            bundle(name, folder)

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"{", "is not JSON: "),
            (b"\xff", "is not JSON: "),
            (b"[" * 100_000, "is not JSON: "),
            (b'{"not": ' * 2_000 + b"{}" + b"}" * 2_000, "is not JSON"),
            (b'"' + b"a" * module.MAX_SIZE + b'"', "is longer than 1,000,000 bytes"),
        ],
    )
    def test_texts_that_are_refused(self, folder: Path, data: bytes, said: str) -> None:
        (folder / "schemas/a.json").write_bytes(data)
        with pytest.raises(ValueError, match=r"schemas/a\.json") as caught:
            bundle("schemas/a.json", folder)
        assert said in str(caught.value)

    def test_a_mark_at_the_start(self, folder: Path) -> None:
        (folder / "schemas/a.json").write_text("{}", encoding="utf-8-sig")
        assert bundle("schemas/a.json", folder).text == "{}"

    def test_a_pipe_is_no_schema(self, folder: Path) -> None:
        os.mkfifo(folder / "schemas/a.json")
        with pytest.raises(ValueError, match="there is no file"):
            bundle("schemas/a.json", folder)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({}, []),
        ({"x-level": 1, "description": "", "readOnly": True, "$comment": ""}, []),
        ({"requried": ["a"]}, ["`requried` is ignored; did you mean `required`?"]),
        ({"minlength": 3}, ["`minlength` is ignored; did you mean `minLength`?"]),
        ({"items": {"level": 1, "principle": 2}}, ["`level`, `principle` are ignored by recordlint"]),
        (
            {"dependencies": {"a": ["b"]}},
            [
                "`dependencies` is not a keyword of draft/2020-12 and is ignored: "
                "write `dependentRequired` or `dependentSchemas`"
            ],
        ),
        (
            {"items": {"format": "uir"}},
            ["the `format` `uir` is unknown, and is not checked; did you mean `uri`?"],
        ),
        ({"format": "orcid"}, []),
        (
            {"pattern": r"\A[a-z]+\Z"},
            [r"the `pattern` `\A[a-z]+\Z` has `\A`, which only Python supports; write `^`"],
        ),
        ({"pattern": r"[(?i)]\\A"}, []),
        (
            {"pattern": "(?i)x"},
            ["the `pattern` `(?i)x` has `(?i)`, which only Python supports; other validators reject it"],
        ),
        (
            {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "items": {"$ref": "#/definitions/a", "minLength": 3, "title": "x"},
                "definitions": {"a": {"dependentRequired": {}}},
            },
            [
                "`dependentRequired` is not a keyword of draft-07 and is ignored: it is from another draft",
                "beside a `$ref`, `minLength` is ignored in draft-07",
            ],
        ),
        ({"properties": {"requried": {"enum": [{"minlength": 1}]}}}, []),
        (
            {
                "$schema": "http://json-schema.org/draft-04/schema#",
                "minimum": 1,
                "exclusiveMinimum": True,
            },
            [],
        ),
    ],
)
def test_what_says_nothing_is_noted(folder: Path, schema: Any, said: list[str]) -> None:
    write(folder, a=schema)
    assert list(bundle("schemas/a.json", folder).notes) == [f"schemas/a.json: {note}" for note in said]


def test_keywords_that_are_known_are_not_noted(folder: Path) -> None:
    write(folder, a={"items": {"level": "error"}})
    assert bundle("schemas/a.json", folder, ("level",)).notes == ()


def test_a_severity_that_is_none_is_noted(folder: Path) -> None:
    write(folder, a={"items": {"level": "fatal"}})
    (note,) = bundle("schemas/a.json", folder, ("level",)).notes
    assert note.endswith("`level`: `fatal` is ignored, since it is not one of error, warning, info")


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"a": {"$ref": "#name"}}, "$defs": {"x/y": {"$anchor": "name", "type": "string"}}},
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "properties": {"a": {"$ref": "#name"}},
            "definitions": {"x": {"$id": "#name", "type": "string"}},
        },
        {
            "$id": "https://example.org/a",
            "properties": {"a": {"$ref": "https://example.org/a#/$defs/x"}},
            "$defs": {"x": {"type": "string"}},
        },
        {
            "$id": "https://example.org/schemas/thing",
            "properties": {"a": {"$ref": "thing#/$defs/x"}},
            "$defs": {"x": {"type": "string"}},
        },
        {
            "properties": {"a": {"$ref": "text.json#/$defs/x"}},
            "$defs": {"t": {"$id": "text.json", "$ref": "#/$defs/x", "$defs": {"x": {"type": "string"}}}},
        },
        {
            "$id": "https://example.org/registry/a.json",
            "properties": {"a": {"$ref": "https://example.org/registry/b.json#/$defs/text"}},
        },
        {
            "properties": {"a": {"$dynamicRef": "#name"}},
            "$defs": {"x": {"$dynamicAnchor": "name", "type": "string"}},
        },
        {
            "$schema": "https://json-schema.org/draft/2019-09/schema",
            "$recursiveAnchor": True,
            "type": ["object", "string"],
            "properties": {"a": {"$recursiveRef": "#"}},
        },
    ],
)
def test_names_and_addresses_of_its_own(folder: Path, schema: Any) -> None:
    write(folder, a=schema, b=TEXT)
    text = bundle("schemas/a.json", folder).text
    assert accepts(text, {"a": "x"})
    assert not accepts(text, {"a": 1})
