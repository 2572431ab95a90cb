"""All files that are read for the settings are read or refused within a second."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hostile.conftest import Run

from lint.kinds.schema.backtracking import multiplies
from lint.settings.loading import load

CHECK = ("check", "--no-cache", "--quiet", "--select", "TXT")
KIND = '[[kinds]]\nname = "note"\nfiles = ["_notes/*.md"]\nschema = "note.json"\n'
DRAFT = "https://json-schema.org/draft/2020-12/schema"
LOOP = {"$schema": DRAFT, "type": "object", "properties": {"a": {"$ref": "#"}}, "items": {"$ref": "#"}}
FORKED = {"$schema": DRAFT, "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}] * 9}}}
FORKED["$defs"] |= {  # type: ignore[attr-defined]
    name: {"anyOf": [{"$ref": f"#/$defs/{after}"}] * 9}
    for name, after in zip("bcdefgh", "cdefghi", strict=True)
}
FORKED |= {"$ref": "#/$defs/a"}
FORKED["$defs"]["i"] = {"type": "object", "properties": {"x": {}}}  # type: ignore[index]

SETTINGS = {
    "a long text": 'x = """\n' + "a = 1\n" * 30_000 + '"""\n',
    "a long text, behind a fault": 'x = 1\ny = """\n' + "a = 1\n" * 30_000 + '"""\n',
    "many faults": "".join(f"x{number} = 1\n" for number in range(9_000)),
    "a long list of lines": "ignore = [\n" + '"TXT009",\n' * 12_000 + "]\n",
    "a key of many names": ".".join("a" * 50_000) + " = 1\n",
    "many such keys": "".join(".".join(f"{x}" for _ in range(99)) + f".k{x} = 1\n" for x in range(999)),
    "deep lists": "x = " + "[" * 50_000 + "]" * 50_000,
    "deep tables": "x = " + "{a=" * 30_000 + "1" + "}" * 30_000,
    "too long": "#" * 9_000_000,
    "many patterns": f"exclude = {json.dumps([f'a{number}*b*' for number in range(20_000)])}\n",
    "costly patterns": f'include = ["{"*a" * 500}"]\n',
    "many files to ignore rules in": "[per-file-ignores]\n"
    + "".join(f'"a{number}*b" = ["TXT"]\n' for number in range(9_000)),
    "many records to ignore": "".join(
        f'[[ignore-records]]\nrecords = ["WP{number}"]\nrules = ["TXT"]\nreason = "x"\n'
        for number in range(4_000)
    ),
    "a path of many names": f'{KIND}one-line = ["{".".join("a" * 22)}"]\n',
    "a schema that forks": f'{KIND}one-line = ["x"]\n',
    "a pattern": KIND,
    "a $ref to itself": KIND,
    "a key of quoted names": '"a b"' + '."a b"' * 9_000 + " = 1\n",
    "a key of many names behind a text": 'x = {a = """don\'t""", ' + "b." * 50_000 + "b = 1}\n",
    "many names of no rules": f"ignore = {json.dumps([f'XX{number}' for number in range(12_000)])}\n",
    "many severities of no rules": "[severity]\n" + "".join(f'XX{n} = "error"\n' for n in range(9_000)),
    "many files with no rules": "[per-file-ignores]\n"
    + "".join(f'"a{number}" = ["X{number}"]\n' for number in range(900)),
    "many kinds": "".join(f'[[kinds]]\nname = "n{number}"\nfiles = ["a"]\n' for number in range(4_000)),
    "many fields that there are not": f"{KIND}one-line = {json.dumps([f'w{n}' for n in range(9_000)])}\n",
    "a path of many stars": f'{KIND}one-line = ["*.*.*.*.*.*.*"]\n',
    "a path through many forms": f'{KIND}one-line = ["a.a.a.a.a.a"]\n',
    "a path through other forms": f'{KIND}one-line = ["*.*.*.*.*.*"]\n',
    "a wide schema": KIND,
    "a long pattern": KIND,
    "many patterns of a schema": KIND,
    "numbers": "x = " + "9" * 200_000,
    "a hexadecimal number": "limits.seconds = 0x" + "f" * 200_000,
    "a binary number": "x = [{y = 0b" + "1" * 200_000 + "}]",
    "many whole kinds": "".join(
        f'[[kinds]]\nname = "n{n}"\nfiles = ["a{n}/*.md"]\nschema = "note.json"\n' for n in range(3_000)
    ),
    "very many rules": f"select = {json.dumps(['TXT'] * 30_000)}\n",
    "very many severities": f"kinds = []\nextend-select = {json.dumps(['txt005', 'TXT'] * 12_000)}\n",
    "a pattern repeated too often": KIND,
    "no text": "\0" * 1_000,
}
SCHEMAS = {
    "many whole kinds": {"$schema": DRAFT},
    "a pattern repeated too often": {
        "$schema": DRAFT,
        "properties": {"title": {"pattern": "a{99999999999}"}},
    },
    "a path of many names": LOOP,
    "a schema that forks": FORKED,
    "a pattern": {"$schema": DRAFT, "properties": {"title": {"type": "string", "pattern": "^([^,]*,?)*;$"}}},
    "many fields that there are not": {
        "$schema": DRAFT,
        "type": "object",
        "properties": {f"f{number}": {} for number in range(3_000)},
        "additionalProperties": False,
    },
    "a path of many stars": {"$schema": DRAFT, "properties": {f"f{n}": {"$ref": "#"} for n in range(30)}},
    "a path through many forms": {
        "$schema": DRAFT,
        "properties": {
            "a": {
                "anyOf": [
                    {"title": f"{n}", "properties": {"a": {"$ref": "#/properties/a"}}} for n in range(900)
                ]
            }
        },
    },
    "a path through other forms": {
        "$schema": DRAFT,
        "anyOf": [{"properties": {f"f{number}": {"$ref": "#"}}} for number in range(900)],
    },
    "a wide schema": {"$schema": DRAFT, "properties": {f"f{number}": {} for number in range(15_000)}},
    "a long pattern": {"$schema": DRAFT, "properties": {"a": {"pattern": "(a|b)" * 150_000}}},
    "many patterns of a schema": {
        "$schema": DRAFT,
        "properties": {f"a{number}": {"pattern": f"^(a{number}|b)+c?$"} for number in range(3_000)},
    },
    "a $ref to itself": {"$schema": DRAFT, "properties": {"a": {"$ref": "#/properties/a"}}},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_end(repository: Path, forked: Run, name: str) -> None:
    (repository / "recordlint.toml").write_text(
        SETTINGS[name].replace("'", '"') if "patterns" in name else SETTINGS[name]
    )
    if name in SCHEMAS:
        (repository / "note.json").write_text(json.dumps(SCHEMAS[name]))
    before = os.times()
    done = forked(*CHECK, cwd=repository)
    after = os.times()
    assert "Traceback" not in done.stderr
    assert after.children_user - before.children_user < 2  # a second for the settings
    if not name.startswith("very many") and name not in {"many records to ignore", "a long list of lines"}:
        assert done.returncode == 2
        assert done.stderr.startswith("Error: ")
        assert "the settings take more than" not in done.stderr  # it was bounded before the work was done


def test_a_baseline_that_is_too_long(repository: Path, recordlint: Run) -> None:
    with (repository / "recordlint-baseline.json").open("w") as file:
        file.write('{"version": 1, "findings": [\n["record", "rule", "pointer", "value", "count"]\n')
        for number in range(900_000):
            file.write(f',["_pathways/WP{number}.md", "TXT001", "/description", "{number:032}", 1]\n')
        file.write("]}\n")
    done = recordlint(*CHECK, cwd=repository, preexec_fn=None)
    assert done.returncode == 2
    assert "recordlint-baseline.json: is longer than 10,000,000 bytes" in done.stderr


def test_a_settings_file_is_no_way_out(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, recordlint: Run
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.toml"
    outside.write_text('secret-key = "secret value"\n')
    (repository / "recordlint.toml").symlink_to(outside)
    done = recordlint(*CHECK, cwd=repository)
    assert done.returncode == 2
    assert "secret-key" not in done.stderr
    assert "a symbolic link leads out of the repository" in done.stderr


SLOW = [
    *(r"(a+)+$", r"^(a|a)*$", r"^(a|b|ab)*c$", r"(x+x+)+y", r"^(\d|\d\d)+-$", r"^(?:(?:a*)*)*b$"),
    *(r"^([^,]*,?)*;$", r"^foo-(\w+\s?)*$", r"^\S+(\s*\S+)*$@", r"^(?=(a+)+$)", r"^x{2}([α-ω]+)*1$"),
    r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}$",
]
FAST = [
    *(r"^[a-z]+(-[a-z]+)*$", r"^WP[0-9]+$", r"^\d{4}-\d{2}-\d{2}$", r"^(\w+ )*\w+$", r"^[^\s]+(\s[^\s]+)*$"),
    *(
        r"^https?://([a-z0-9-]+\.)+[a-z]{2,}(/.*)?$",
        r"^\s*\S.*$",
        r"^(a|b)*$",
        r"^.*foo.*bar$",
        r"(?!x)^[^<>]*$",
    ),
]


@pytest.mark.parametrize("pattern", SLOW)
def test_a_pattern_whose_time_multiplies(pattern: str) -> None:
    assert multiplies(pattern)


@pytest.mark.parametrize("pattern", FAST)
def test_a_pattern_whose_time_does_not(pattern: str) -> None:
    assert not multiplies(pattern)


def test_faults_have_their_lines(tmp_path: Path) -> None:
    """A line is told through texts and lists that look like statements."""
    (tmp_path / "recordlint.toml").write_text(
        'level = "info"\n# [x\nignore = [ # [\n  "TXT001", # ]\n  "TXT002",\n]\n'
        'exclude = ["""\na = 1\n[b]\n""", \'[\', "\\"["]\n[severity]\nTXT = "wrong"\n'
    )
    with pytest.raises(ValueError, match=r"recordlint\.toml:12: severity"):
        load(tmp_path)
