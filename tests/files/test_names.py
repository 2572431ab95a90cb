"""A patch turns the old file into the new one when git applies it."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lint.files import unified_diff

LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n", b"d\r\n"]), max_size=30)
LAST = st.sampled_from([b"", b"e"])


@settings(max_examples=30)
@given(LINES, LINES, st.tuples(LAST, LAST))
def test_law_git_applies_it(
    tmp_path: Path, old: list[bytes], new: list[bytes], ends: tuple[bytes, bytes]
) -> None:
    before, after = (b"".join([*lines, end]) for lines, end in zip((old, new), ends, strict=True))
    patch = unified_diff("x.md", before, after)
    assert bool(patch) == (before != after)
    if not before or not after or not patch:
        return  # git takes an empty file for one that is not there
    (tmp_path / "x.md").write_bytes(before)
    command = ["git", "apply", "--unidiff-zero", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=tmp_path, input=patch.encode(), check=True)
    assert (tmp_path / "x.md").read_bytes() == after


def test_it_is_written_as_others_write_it() -> None:
    old = [f"{number}\n" for number in range(40)]
    new = [line for line in old if line not in ("3\n", "20\n")]
    new[10:11] = ["x\n", "y\n"]
    expected = "".join(difflib.unified_diff(old, new, "a/x.md", "b/x.md"))
    assert unified_diff("x.md", "".join(old).encode(), "".join(new).encode()) == expected


def test_many_equal_lines_take_no_longer_than_others() -> None:
    before, after = b"a\n- b\n" * 50_000, b"a\n- c\n" * 50_000
    assert unified_diff("x.md", before, after).count("\n+") == 50_001
