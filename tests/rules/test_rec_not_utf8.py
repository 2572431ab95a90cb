from __future__ import annotations

import pytest
from checking import Checker

from lint.documents.front_matter import FrontMatter
from lint.kinds.pathway import PATHWAY
from lint.records.record import Record
from lint.rules.rec.not_utf8 import NotUtf8, _as_windows_1252


def test_very_many_bad_bytes_are_read_in_one_pass() -> None:
    text = "---\na: " + "é€ " * 150_000 + "\n---\n"
    assert _as_windows_1252(FrontMatter(text.encode("cp1252"))) == text.encode()


def test_a_byte_that_windows_1252_has_not_is_not_guessed() -> None:
    assert _as_windows_1252(FrontMatter(b"---\na: \xe9 \x81\n---\n")) is None


@pytest.mark.parametrize("encoding", ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16", "UTF-32"])
@pytest.mark.parametrize("title", ["Zinc", "Zinc in München"])
def test_a_wide_encoding_is_named_with_or_without_a_mark(title: str, encoding: str) -> None:
    text = f"---\nwpid: WP1\ntitle: {title}\n---\n"
    record = Record(FrontMatter(text.encode(encoding)), PATHWAY)
    (finding,) = Checker([NotUtf8()]).check(record).findings
    assert finding.message.startswith(f"The file is {encoding}, not UTF-8")
    assert f"`iconv -f {encoding} -t UTF-8`" in finding.message
    _, after = Checker([NotUtf8()], unsafe=True).fix(record)
    assert after.text == text


def test_a_file_with_one_zero_byte_is_no_wide_one() -> None:
    record = Record(FrontMatter(b"---\n\0: x\n---\n"), PATHWAY)
    assert Checker([NotUtf8()]).check(record).findings == []
