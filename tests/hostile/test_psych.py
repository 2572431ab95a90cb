"""Ruby's Psych, with which Jekyll reads the records, gives the same values, or a rule reports it."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from checking import Checker
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents, paths

from lint.core.values import strings
from lint.documents.front_matter import FrontMatter
from lint.documents.scalars import misread
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules import registry

Ruby = Callable[[str], Any]

pytestmark = pytest.mark.skipif(shutil.which("ruby") is None, reason="there is no Ruby")


@pytest.fixture(scope="module")
def ruby() -> Iterator[Ruby]:
    """Return what Psych reads in a YAML text, told as `told` tells it; None where it refuses."""
    command = ["ruby", str(Path(__file__).with_name("psych.rb"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def read(text: str) -> Any:
            data = text.encode()
            process.stdin.write(b"%d\n%b" % (len(data), data))
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield read
        process.stdin.close()


def told(value: Any) -> Any:
    """Return *value* with its types told, the same as `psych.rb` tells them."""
    match value:
        case dict():
            return ["mapping", [[told(key), told(item)] for key, item in value.items()]]
        case list():
            return ["list", [told(item) for item in value]]
        case bool():
            return [f"{value}Class", value]
        case None:
            return ["NilClass", None]
        case str():
            return ["String", value]
        case float() if not math.isfinite(value):
            return ["number", "nan" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"]
        case int() | float():
            number = Fraction(value)
            return ["number", f"{number.numerator}/{number.denominator}"]
        case datetime():
            universal = value.astimezone(UTC) if value.tzinfo else value
            return ["time", universal.strftime("%Y-%m-%dT%H:%M:%S.%f")]
        case date():
            return ["date", value.isoformat()]


def front_matter(document: FrontMatter) -> str:
    """Return the text that readers are given."""
    return document.text[document.start : document.end if document.second is None else document.second]


def read_by_lint(document: FrontMatter) -> Any:
    return None if document.problem else told(document.values)


def disputed(document: FrontMatter) -> bool:
    """Return whether a text or a name without quotes means something else to other readers."""
    return any(misread(text) and document.is_plain(path) for path, text in strings(document.values)) or any(
        misread(str(key)) for path in paths(document.values) for key in path if isinstance(key, str)
    )


def test_the_corpus_is_read_the_same(corpus_records: list[Path], ruby: Ruby) -> None:
    for path in corpus_records:
        document = FrontMatter(path.read_bytes())
        assert ruby(front_matter(document)) == read_by_lint(document), path


@settings(max_examples=300)
@given(documents())
def test_documents_in_every_style_are_read_the_same(ruby: Ruby, drawn: tuple[str, dict[str, Any]]) -> None:
    document = FrontMatter(drawn[0].encode())
    assert ruby(front_matter(document)) == read_by_lint(document) or disputed(document)


RULES = Checker([registry()[code]() for code in ("REC002", "REC006")])
(PATHWAY,) = (kind for kind in builtin() if kind.name == "pathway")


def same_or_told(text: str, ruby: Ruby) -> bool:
    """Return whether both readers agree on a title, True too where a rule finds fault with it."""
    document = FrontMatter(f"---\ntitle: {text}\n---\n".encode())
    if ruby(front_matter(document)) == read_by_lint(document):
        return True
    return bool(RULES.check(Record(document, PATHWAY, "_pathways/WP1.md")))


@settings(max_examples=500)
@given(st.text("0123456789-+:._eExobaTZ ,yYnNOf~", min_size=1, max_size=14).map(str.strip))
def test_where_readers_disagree_on_a_scalar_a_rule_tells(ruby: Ruby, text: str) -> None:
    assert same_or_told(text, ruby)


TEXTS = """\
yes | no | on | off | y | n | true | null | ~ | nO | .inf | -.Inf | .nan | 0x1F | +0x1F | 0o17 | 017 | 08
0b11 | 1_000 | 1,000 | 1e5 | 1.e5 | 1.5e3 | 0.1e | .e+5 | 12:30 | 12:30:45 | 190:20:30.15 | 1:2 | .5 | -.5
+.5 | 5. | +1 | -0 | ._ | _1 | + | - | . | .. | = | << | :a | :a b | 2020-01-01 | 2020-1-1 | 2020-13-45
2020-01-01 10:11:12 | 2020-01-01T10:11:12Z | 2020-01-01 10:11:12 +02:00 | 2020-01-01T10:11:12.123456Z
! 12 | !!str 12 | !!int 12 | !!float 1 | !!null '' | !!bool yes | !!binary aGk= | !!set {a} | !!omap [a: 1]
!x y | !str x | !ruby/object:Object {} | !ruby/sym a | !ruby/regexp /a/ | !ruby/range 1..2
!!python/name:os.system | *a | &a b | &a [*a] | [a, b | {a | 'a | %a | @a | `a | "\\ud800" | "\\x41" | "\\/"
<<: 1 | ? a | '\u2028' | a\u2028b | a\x85b | a\ufeffb | a\tb | a #b | a: b | - a | # a"""
KNOWN = [text for line in TEXTS.split("\n") for text in line.split(" | ")]


@pytest.mark.parametrize("text", KNOWN)
def test_what_readers_are_known_to_disagree_on(text: str, ruby: Ruby) -> None:
    assert same_or_told(text, ruby)


def test_a_difference_is_noticed(ruby: Ruby) -> None:
    assert ruby("a: 1,25") == told({"a": 125})
    assert ruby("a: 1.25") == told({"a": 1.25})
    assert ruby("a: [") is None
