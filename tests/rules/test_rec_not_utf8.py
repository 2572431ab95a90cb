from __future__ import annotations

from lint.documents.front_matter import FrontMatter
from lint.rules.rec.not_utf8 import _as_windows_1252


def test_very_many_bad_bytes_are_read_in_one_pass() -> None:
    text = "---\na: " + "é€ " * 150_000 + "\n---\n"
    assert _as_windows_1252(FrontMatter(text.encode("cp1252"))) == text.encode()


def test_a_byte_that_windows_1252_has_not_is_not_guessed() -> None:
    assert _as_windows_1252(FrontMatter(b"---\na: \xe9 \x81\n---\n")) is None
