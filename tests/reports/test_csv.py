"""The table for spreadsheets."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from lint.core.findings import About, Applicability, Fix, Line, Origin, Preview, Region
from lint.reports.csv import COLUMNS, harmless


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def table(make, written) -> str:
    return written(
        "csv",
        [
            make(
                "=SUM(A1)",
                fix=Fix("Repair it", (), Applicability.UNSAFE),
                changes=[Preview("IL-2RÎ±", "IL-2Rα"), Preview("+x", "-x")],
                about=About("β-catenin; IL-2", "", ("Egonw", "@somebody"), (), ()),
            ),
            make("no fix", file="b.md", excerpt=[Line(7, "title: β", ((7, 8),))]),
            make("unknown", file="c.md", path=("authors", 2)),
        ],
    )


def test_a_row_says_what_is_wrong_and_what_to_do(table: str) -> None:
    first, second, third = rows(table)
    assert tuple(first) == COLUMNS
    assert (first["record"], first["title"], first["authors"]) == (
        "WP49",
        "β-catenin; IL-2",
        "Egonw;' @somebody",
    )
    assert (first["before"], first["after"]) == ("IL-2RÎ± … +x", "IL-2Rα … -x")
    assert (first["message"], first["repair"]) == ("'=SUM(A1)", "unsafe: Repair it")
    assert (second["before"], second["after"], second["repair"]) == ("β", "", "")
    assert [row["where to repair"] for row in (first, second, third)] == [
        "WP49.gpml",
        "WP49.gpml",
        "author's page",
    ]


def test_what_a_drawing_gives_is_repaired_there(make, written) -> None:
    from_drawing = Origin(
        "pathways/WP49/WP49.gpml", Region(2, 101, 2, 104, (101, 104), (101, 104)), ("/name",)
    )
    drawn = make(file="WP49.gpml", line=3)
    table = rows(written("csv", [make(origin=from_drawing), drawn]))
    assert {row["file"]: row["where to repair"] for row in table} == {
        "_pathways/WP49.md": "pathways/WP49/WP49.gpml:2",
        "WP49.gpml": "WP49.gpml:3",
    }


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@A1", "'@A1"),
        ("  =1", "'  =1"),
        ("\t=1", r"\t=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a; b", "a; b"),
        ("IL-2", "IL-2"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert harmless(text) == cell


def test_libreoffice_opens_it(table: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed (Debian: apt-get install libreoffice-calc)")
    (tmp_path / "findings.csv").write_text(table, "utf-8")
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    # Comma, quote, UTF-8: what its dialogue takes from the mark at the beginning of the file.
    command += ["--infilter=CSV:44,34,76", "--convert-to"]
    subprocess.run(
        [*command, "fods", "--outdir", str(tmp_path), str(tmp_path / "findings.csv")], check=True, timeout=120
    )
    sheet = (tmp_path / "findings.fods").read_text("utf-8")
    assert "table:formula" not in sheet
    assert "β-catenin" in sheet
