"""Every example of every rule: its documentation, run as a test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
import yaml
from checking import Checker
from comparing import compared

from lint import documents
from lint.checker.policy import Repair
from lint.core.findings import Detail, Finding
from lint.kinds import PATHWAY_SOURCE, Kind, builtin, recognise
from lint.records.inputs import name_of_page
from lint.records.record import Record
from lint.rules import FAMILIES, Example, Rule, registry
from lint.settings.validation import validated

KINDS = {kind.name: kind for kind in (*builtin(), PATHWAY_SOURCE)}
# Shown to fire elsewhere: made by the checker (tests/test_checker.py), and about files that cannot be
# read (test_rec_unread_sidecar.py).
ELSEWHERE = {"REC900", "REC011", "KEY006"}


def file_of(text: str, example: Example, kind: Kind) -> bytes:
    """Return the file that *text*, one side of the example, stands for."""
    if example.raw:
        return text.encode("utf-8", "surrogateescape")
    if kind is PATHWAY_SOURCE:
        opening = kind.sample.partition("  <Comment")[0]
        return f"{opening}  {text}\n</Pathway>\n".encode()
    if not example.whole:
        given = yaml.safe_load(text) or {}
        sample = {
            key: value
            for key, value in yaml.safe_load(kind.sample).items()
            if key not in given and key not in example.without
        }
        text = yaml.safe_dump(sample, sort_keys=False, allow_unicode=True) + text
    return f"---\n{text.strip(chr(10))}\n---\n".encode()


def record_of(data: bytes, example: Example) -> Record:
    kind = KINDS[example.kind]
    file = kind.patterns[0].replace("*", "1").replace(".md", example.ending)
    document = documents.read(data, path=file, format=kind.format)
    names = partial(names_in, example.sidecars)
    source = partial(source_in, example.sidecars)
    return Record(document, kind, file, example.sidecars.get, names, source)


def source_in(sidecars: Mapping[str, str], record_id: str) -> tuple[str, bytes, str] | None:
    """Return the source among the sidecars."""
    name = f"{record_id}.gpml"
    return (name, sidecars[name].encode(), "") if name in sidecars else None


def names_in(sidecars: Mapping[str, str], folder: str, field: str) -> frozenset[str] | None:
    """Return the names that the pages among the sidecars give."""
    pages = [name for name in sidecars if name.startswith(f"{folder}/")]
    names = {name_of_page(page.partition("/")[2], sidecars[page].encode(), field) for page in pages}
    return frozenset(names) or None


def found_in(checker: Checker, record: Record, example: Example) -> list[Finding]:
    """Return what is found in *record*, alone and among the others of the example."""
    return checker.check(record).findings + found_among_others(checker, record, example)


def found_among_others(checker: Checker, record: Record, example: Example) -> list[Finding]:
    others: list[Record] = []
    for number, text in enumerate(example.others):
        kind = recognise("", f"---\n{text}".encode(), builtin()) or record.kind
        other = record_of(file_of(text, example, kind), example._replace(kind=kind.name))
        other.file = other.file.replace("1", f"1{number}")
        others.append(other)
    return compared(checker.rules, [record, *others])[record.file]


def checker_of(rule: type[Rule], example: Example, *, unsafe: bool) -> Checker:
    options = validated(rule.Options, example.options)
    others = [registry()[code]() for code in example.also]
    return Checker([rule(rule.Options(**options)), *others], unsafe=unsafe, detail=Detail.EXCERPT)


@pytest.mark.parametrize("code", registry())
def test_examples(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, example in enumerate(registry()[code].examples):
        try:
            show(registry()[code], example)
        except BaseException as error:
            error.add_note(f"example {number} of {code}: {example}")
            raise


def show(rule: type[Rule], example: Example) -> None:
    """Assert that *rule* makes of *example* what it says; the working folder is for files of its options."""
    kind = KINDS[example.kind]
    for name, text in example.sidecars.items():
        if name in example.options.values():  # an option that names a file
            Path(name).write_text(text, "utf-8")
    checker = checker_of(rule, example, unsafe=example.unsafe)
    for text in (example.good, example.ok):
        if text is not None:
            assert found_in(checker, record_of(file_of(text, example, kind), example), example) == []
    if example.bad is None:
        return
    bad = file_of(example.bad, example, kind)
    found = found_in(checker, record_of(bad, example), example)
    assert found
    assert {finding.code for finding in found} == {rule.code}
    among_others = found_among_others(checker, record_of(bad, example), example)
    checked, after = checker.fix(record_of(bad, example), Repair(compared=among_others))
    if example.good is None:
        assert after.document.data == bad
        assert checked.fixed == []
    else:
        assert after.document.data == file_of(example.good, example, kind)
        assert checked.findings == []
    if example.unsafe:
        _, careful = checker_of(rule, example, unsafe=False).fix(
            record_of(bad, example), Repair(compared=among_others)
        )
        assert careful.document.data == bad


@pytest.mark.parametrize(("code", "rule"), registry().items())
def test_rule_is_documented_and_can_fire(code: str, rule: type[Rule]) -> None:
    assert code[:3] in FAMILIES
    assert rule.name == rule.name.lower()
    assert " " not in rule.name
    assert rule.__doc__
    assert rule.source, "nothing says where its fact is from"
    assert not rule.source.endswith(".")
    assert rule.superseded_by <= registry().keys()
    if code not in ELSEWHERE:
        assert any(example.bad is not None for example in rule.examples), "nothing shows that it can fire"
        assert any(example.ok or example.good for example in rule.examples), (
            "nothing shows that it can be silent"
        )


def test_names_are_unique() -> None:
    names = [rule.name for rule in registry().values()]
    assert len(names) == len(set(names))
