from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lint.core.order import natural


def test_files_come_as_people_count() -> None:
    files = ["_pathways/WP10.md", "_pathways/WP2.md", "WP100.md", "_2/WP3.md", "_10/WP1.md", "_pathways/x.md"]
    assert sorted(files, key=natural) == [
        "WP100.md",
        "_10/WP1.md",
        "_2/WP3.md",
        "_pathways/WP2.md",
        "_pathways/WP10.md",
        "_pathways/x.md",
    ]


@given(st.lists(st.text(st.sampled_from("WP/019.md-é")), max_size=9))
def test_no_two_files_share_a_key(files: list[str]) -> None:
    assert len(set(map(natural, files))) == len(set(files))


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_come_in_order(one: int, other: int) -> None:
    assert (natural(f"a/WP{one}.md") < natural(f"a/WP{other}.md")) == (one < other)
