"""Records from strangers: each is reported correctly, and the other records are checked."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hostile.attacks import ATTACKS
from hostile.conftest import FAULTY, MENDED, Run

NAMES = {
    name: f"{'_figures/PMC' if 'genes' in name else '_pathways/WP'}{n}.{'gpml' if 'GPML' in name else 'md'}"
    for n, name in enumerate(ATTACKS)
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All attacks in one folder, and a record that can be repaired beside them."""
    folder = tmp_path_factory.mktemp("attacked")
    (folder / "_pathways").mkdir()
    (folder / "_figures").mkdir()
    for name, (data, _) in ATTACKS.items():
        (folder / NAMES[name]).write_bytes(data)
    (folder / "_pathways/WP999.md").write_text(FAULTY.format(999), newline="")
    return folder


@pytest.fixture(scope="module")
def told(attacked: Path, recordlint: Run) -> dict[str, set[str]]:
    """The codes by file, from one run that checks all attacks and repairs what it can."""
    done = recordlint("fix", "--unsafe-fixes", "--output-format", "concise", "--level", "info", cwd=attacked)
    assert (done.returncode, done.stderr) == (1, "")
    codes = defaultdict(set)
    for file, code in re.findall(r"^(\S+):\d+:\d+: ([A-Z]{3}\d{3}) ", done.stdout, re.MULTILINE):
        codes[file].add(code)
    return codes


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_told(name: str, told: dict[str, set[str]]) -> None:
    assert ATTACKS[name][1] in told[NAMES[name]]
    assert "REC900" not in told[NAMES[name]]


def test_attacks_do_not_keep_others_from_being_repaired(attacked: Path, told: dict[str, set[str]]) -> None:
    assert {"TXT001", "TXT005"} <= told["_pathways/WP999.md"]
    assert (attacked / "_pathways/WP999.md").read_text() == MENDED.format(999)
    assert not (attacked / "owned").exists()
    unread = [name for name, (_, code) in ATTACKS.items() if code in ("REC002", "REC005", "REC014")]
    assert [name for name in unread if (attacked / NAMES[name]).read_bytes() != ATTACKS[name][0]] == []


@pytest.mark.parametrize("size", [200_000_000, 50_000_000])
def test_a_file_of_great_size_is_told_and_not_read(size: int, repository: Path, recordlint: Run) -> None:
    with (repository / "_pathways/WP1.md").open("wb") as file:
        file.write(b"---\nwpid: WP1\ntitle: ")
        file.truncate(size)
    (repository / "_data").mkdir()
    with (repository / "_data/WP9-datanodes.tsv").open("wb") as file:
        file.truncate(size)
    done = recordlint("fix", "--output-format", "concise", cwd=repository)
    assert (
        "_pathways/WP1.md:1:1: REC002 error: The front matter cannot be read: the file has more than"
        in done.stdout
    )
    assert done.stderr == ""
    assert (repository / "_pathways/WP9.md").read_text() == MENDED.format(9)
