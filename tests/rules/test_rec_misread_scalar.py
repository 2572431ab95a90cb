"""REC006: after the fix, text is text to every reader; valid text stays unquoted."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from checking import Checker
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lint.core.findings import Finding
from lint.documents.front_matter import FrontMatter
from lint.documents.scalars import misread
from lint.kinds import builtin, recognise
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules.rec.misread_scalar import MisreadScalar
from lint.rules.rec.swallowed_text import SwallowedText

# Takes a list of texts, and gives back those that Ruby does not read as they stand, or not at all.
RUBY = """
require 'json'; require 'yaml'; require 'date'
texts = JSON.parse($stdin.read)
print JSON.dump(texts.reject { |text|
  begin
    YAML.unsafe_load("- " + text) == [text]
  rescue StandardError
    false
  end
})
"""
PIECES = [
    "0",
    "1",
    "8",
    "25",
    "59",
    "2020",
    "0x",
    "0o",
    "0b",
    "F",
    "e",
    "E",
    "T",
    ".",
    ",",
    "_",
    "-",
    "+",
    ":",
    " ",
    "~",
    "=",
    "a",
]
WORDS = ["true", "false", "yes", "no", "on", "off", "null", ".nan", ".inf", "y", "n", "NA", "nil", "NaN"]
SOUND = [
    "NO2",
    "14-3-3",
    "2-AG",
    "3.4.21.5",
    "5-HT1A",
    "y",
    "n",
    "N/A",
    "1.2.3",
    "18:1(9Z)",
    "+",
    "-",
    "1e",
    "0.5 mM",
    "x:y",
    "yeſ",
]


def record_of(text: str) -> Record:
    return Record(FrontMatter(f"---\n{text}\n---\n".encode()), PATHWAY, "_pathways/WP1.md")


def found_in(text: str) -> list[Finding]:
    return Checker([MisreadScalar()]).check(record_of(text)).findings


def plain_texts(texts: set[str]) -> list[str]:
    """Return those that PyYAML writes, and reads back, without quotes."""
    return [text for text in sorted(texts) if yaml.safe_dump([text], width=2**31 - 1) == f"- {text}\n"]


def test_ruby_reads_every_other_plain_text_as_it_stands() -> None:
    ruby = shutil.which("ruby")
    if ruby is None:
        pytest.skip("there is no ruby")
    rng = random.Random(6)
    made = {"".join(rng.choices(PIECES, k=rng.randint(1, 6))).strip() for _ in range(30_000)}
    cases = {"".join(rng.choice((char, char.upper())) for char in word) for word in WORDS for _ in range(40)}
    texts = plain_texts(made | cases | set(SOUND) - {""})
    done = subprocess.run(
        [ruby, "-e", RUBY], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    others = json.loads(done.stdout)
    assert "1,25" in plain_texts({"1,25"})
    assert others
    assert [text for text in others if not misread(text)] == []


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found_in(f"schema-jsonld:\n- keywords:\n  - {text}") == []
    assert not misread(text)


@pytest.mark.parametrize("text", ["tRUE", "fALSE", "yES", "nO", "oN", "oFF", "nULL"])
def test_words_in_odd_letters_are_told_of(text: str) -> None:
    assert [finding.code for finding in found_in(f"title: {text}")] == ["REC006"]


@example("08")
@given(st.text("0123456789+-._,:eExobTtrueNOyfnl~=a ", min_size=1, max_size=8).map(str.strip))
def test_what_was_written_is_text_after_the_fix(text: str) -> None:
    """All but what programs write for a value that is no keyword."""
    before = record_of(f"schema-jsonld:\n- keywords:\n  - {text}\n  - x")
    assume(before.document.problem is None)
    keywords = before.values["schema-jsonld"][0]["keywords"]
    assume(isinstance(keywords, list) and not isinstance(keywords[0], list | dict) and "x" in keywords[1:])
    assume(text not in ("", "null", "Null", "NULL", "true") and not re.fullmatch("[0-9]+[.][0-9]+", text))
    checked, after = Checker([MisreadScalar()]).fix(before)
    assert checked.findings == []
    assert after.values["schema-jsonld"][0]["keywords"][0] == text
    assert bool(checked.fixed) == (keywords[0] != text or misread(text))
    assert yaml.safe_load(after.document.text.strip("-\n"))["schema-jsonld"][0]["keywords"][0] == text


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("organisms: [NO, 1e5, x]", "organisms: ['NO', '1e5', x]"),
        ("organisms:\n- NO # nitric oxide", "organisms:\n- 'NO' # nitric oxide"),
        ("description: 2020-01-01 10:00:00", "description: '2020-01-01 10:00:00'"),
        ("annotations:\n- id: PW:1\n  value: 1.50", "annotations:\n- id: PW:1\n  value: '1.50'"),
    ],
)
def test_it_stays_where_it_stands(text: str, fixed: str) -> None:
    _, after = Checker([MisreadScalar()]).fix(record_of(text))
    assert after.document.data.decode() == f"---\n{fixed}\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        "last-edited: 20251120",  # a wrong date in quotes is still a wrong date
        "wpid: 49",
        "communities: NO",  # what is meant is a list
        "ndex:",
        "title: ~",
        "title: null",
        "unknown: NO",
    ],
)
def test_it_keeps_silent_where_quotes_do_not_mend_it(text: str) -> None:
    assert found_in(text) == []


def test_nothing_of_the_corpus_is_misread(corpus_records: list[Path]) -> None:
    checker = Checker([MisreadScalar()])
    for path in corpus_records:
        data = path.read_bytes()
        kind = recognise(path.as_posix(), data, builtin())
        assert kind is not None
        assert checker.check(Record(FrontMatter(data), kind)).findings == [], path


@given(st.from_regex(r"\A(?:[-+]?[0-9:.xbe_]{1,8}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9:]{6,8})?|=|<<)\Z"))
def test_what_pyyaml_cannot_load_is_told_in_any_field(text: str) -> None:
    record = record_of(f"description: {text}")
    try:
        yaml.safe_load(f"description: {text}")
    except (yaml.constructor.ConstructorError, ValueError, OverflowError, IndexError):
        result, after = Checker([MisreadScalar()]).fix(record)
        assert [finding.code for finding in result.fixed] == ["REC006"]
        assert yaml.safe_load(after.text.strip("-\n")) == {"description": text}
    except yaml.YAMLError:
        assume(False)


def test_a_date_that_cannot_be_is_not_put_in_quotes() -> None:
    (found,) = found_in("last-edited: 2025-04-31")
    assert found.fix is None
    assert found.message.endswith("give a real date")


def test_a_number_with_too_many_digits_for_python_is_told() -> None:
    (found,) = found_in(f"description: {'7' * 4400}")
    assert "programs that read the record fail" in found.message
    assert found_in(f"unknown: {'7' * 4200}") == []


def test_what_pyyaml_cannot_load_is_put_in_quotes_for_its_aliases_too() -> None:
    record = record_of("annotations:\n- value: &d 2023-11-31\n  parent: *d")
    result, after = Checker([MisreadScalar()]).fix(record)
    assert [finding.path for finding in result.fixed] == [("annotations", 0, "value")]
    assert after.text.endswith("value: &d '2023-11-31'\n  parent: *d\n---\n")


def test_quotes_alone_do_not_mend_a_value_that_a_comment_cuts_off() -> None:
    (found,) = Checker([MisreadScalar(), SwallowedText()]).check(record_of("title: no #of three")).findings
    assert found.code == "REC013"


def test_a_value_with_an_anchor_is_put_in_quotes_for_its_aliases_too() -> None:
    record = record_of("authors:\n- &a NO\n- *a\ndescription: &d 2021-03-04")
    result, after = Checker([MisreadScalar()]).fix(record)
    assert [finding.path for finding in result.fixed] == [("authors", 0), ("description",)]
    assert after.text == record.text.replace("NO", "'NO'").replace("2021-03-04", "'2021-03-04'")
