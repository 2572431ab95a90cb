"""A shelf is a list of byte strings, whether they are in memory or on the disk."""

from __future__ import annotations

import errno
import tempfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.run import shelf
from lint.run.shelf import Shelf

ITEMS = st.lists(st.binary(max_size=9), max_size=9)


class Full(BytesIO):
    """A file on a disk with little room: what does not fit is cut, or refused."""

    def __init__(self, room: int, *, says: bool) -> None:
        super().__init__()
        self.room, self.says = room, says

    def write(self, data: bytes) -> int:  # type: ignore[override]
        left = self.room - self.tell()
        if len(data) > left and self.says:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data[: max(0, left)])


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_IN_MEMORY", 10)


def filled(items: list[bytes]) -> Shelf:
    found = Shelf()
    for number, item in enumerate(items):
        assert list(found) == items[:number]
        found.append(item)
    return found


def is_in_memory(found: Shelf) -> bool:
    return isinstance(found._file, BytesIO) and not isinstance(found._file, Full)


@given(items=ITEMS)
def test_law_it_is_a_list(items: list[bytes]) -> None:
    found = filled(items)
    assert list(found) == items
    assert [found[index] for index in range(len(items))] == items
    assert len(found) == len(items)
    assert [(one, other) for one in found for other in found] == [(a, b) for a in items for b in items]
    assert is_in_memory(found) == (sum(map(len, items)) <= 10)


@pytest.mark.parametrize("says", [True, False])
@given(items=ITEMS, room=st.integers(0, 60))
def test_law_a_full_disk_loses_nothing(says: bool, items: list[bytes], room: int) -> None:
    def disk(buffering: int) -> Full:
        assert buffering == 0  # what waits in a buffer is not known to fit
        return Full(room, says=says)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "TemporaryFile", disk)
        found = filled(items)
    assert list(found) == items
    size = sum(map(len, items))
    assert is_in_memory(found) == (size <= 10 or size > room)


def test_without_a_folder_all_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(buffering: int) -> BytesIO:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", missing)
    items = [b"abcdefgh", b"ijkl", b"", b"m"]
    assert list(filled(items)) == items
