"""Past bugs of recordlint, each a folder with files and a command.

The environment variable RECORDLINT_CASES names the folder of the cases. The expected output is listed here:
expressions that the command's output matches, and others that it does not match.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = os.environ.get("RECORDLINT_CASES", "")
ROOT = Path(__file__).parents[1]

EXPECTED: dict[str, tuple[list[str], list[str]]] = {
    "01": (
        [
            r"WP101\.md:\d+:\d+: REC006",
            *(rf"{each}\.md:\d+:\d+: REC006 \[\*\]" for each in ["aa", "bb", "cc", "dd"]),
        ],
        [],
    ),
    "02": (
        [r"(?s)(TXT001.*){3,}", r"other damage is left|replaces lost characters"],
        [r"TXT001 \[\*\]", r"No findings"],
    ),
    "03": (
        [
            rf"{each}: REC002"
            for each in (
                r"aa\.md:4:\d+",
                r"bb\.md:4:\d+",
                r"cc\.md:5:\d+",
                r"dd\.md:4:\d+",
                r"ee\.md:4:\d+",
                r"ff\.md:4:\d+",
            )
        ],
        [],
    ),
    "04": (
        [
            r"aa\.md.*indented below",
            r"ee\.md.*quotes inside quotes",
            r"ff\.md.*needs quotes",
            r"hh\.md.*begins a comment",
        ],
        [r"second `: `"],
    ),
    "06": ([r"did you mean \d items"], [r"\[\*\]", r"\[fixed\]", r"No findings"]),
    "07": ([r"(?s)(\n\+  (second|head|café|Begins).*)|\+  .*café"], [r"\\n", r"\\t"]),
    "08": ([r"\+.*café"], [r"\\U0001F9EC", r'\+description: "']),
    "09": ([r"\+.*café"], [r"(?m)^-  One sentence"]),
    "10": ([rf"`{each}`" for each in ("uri", "email", "date-time", "uri-reference", "hostname")], []),
    "11": ([r"`CC BY 4\.0` or `CC0 1\.0`", r"\^PMID:", r"`path` is missing"], []),
    "12": ([rf"{each}\.md:.*REC013 \[unsafe\]" for each in ["aa", "bb", "cc", "dd"]], []),
    "13": ([r"aa\.md.*TXT001 \[\*\]", r"1 can be fixed"], [r"(bb|cc)\.md.*\[\*\]"]),
    "14": (
        [r"Hidden by the baseline: 2 findings\.\n.*No findings in 1 record\.\nHidden by the baseline: 2"],
        [r"no longer there"],
    ),
    "15": ([rf"{each}\.md:\d+:\d+: TXT001" for each in ["aa", "bb", "cc", "dd", "ee"]], []),
    "16": ([r"PMC303.*`1-Mar`", r"WP102.*`2-Sep`"], []),
    "17": (
        [
            r"aa\.md:3:\d+: .*10 characters",
            r"item 3 of `tags`",
            r"`twitter` must not be given",
            r"no field `unknown`",
        ],
        [r"aa\.md:1:1"],
    ),
    "18": ([r"aa\.md:4:\d+: REC006 \[\*\]", r"aa\.md:7:\d+: REC006 \[\*\]"], []),
    "19": ([r"aa\.md.*U\+2011", r"bb\.md.*ligature", r"cc\.md"], []),
    "20": ([rf"{each}\.md:.*REC008" for each in ["aa", "bb", "cc"]], [r"dd\.md", r"(?m)^\+"]),
    "21": ([r"REC012"], []),
    "22": ([r"REC013 \[unsafe\]"], []),
    "23": ([r"<jats:italic>", r"<mml:math>"], []),
    "24": ([r"`%2C`", r"TXT011 .*`\\u03b1` for `α`"], [r"/u03b1"]),
    "25": ([r"orcid", r"year"], []),
    "26": ([r"`1` and `on`"], [r"`True`"]),
    "27": ([r"Found 1 finding"], []),
    "28": ([], [r"agenda|aa\.md:4"]),
    "29": ([r"label: None"], [r"SCH00\d \[?", r"(?m)^email:"]),
    "30": ([r"Nothing to fix|^exit"], [r"(?m)^\+"]),
    "31": ([r"‐mediated", r"−log", r"should be `–`"], []),
    "32": ([r"TXT002 warning"], [r"REF001 (\[|error)", r"\[fixed\]"]),
    "33": ([r"CUR006"], [r"H2AX|K\+1"]),
    "34": ([r"(?s)(TXT01[3-6].*){5,}"], []),
    "35": ([r"SCH003"], [r"Error:"]),
    "36": ([r"No findings"], []),
    "37": ([r"TXT005|recordlint\.toml"], []),
    "38": ([r"U\+00EB", r"U\+0308"], []),
    "39": ([r"zinc", r"out of date"], [r"(?m)^-"]),
    "40": ([r"\+title: Copper uptake in yeast", r"\+description: Copper enters"], [r"\+.*\ufffd"]),
    "41": ([r"All addresses here belong to `WP108`"], [r"\[fixed\]"]),
    "42": ([r"authors", r"0205-03-14", r"PW:1", r"`title` is empty"], []),
    "43": ([r"WP116.*twice", r"WP117.*conflict", r"WP118.*lost"], []),
    "44": ([r"\+.*2025-03-14", r"\+.*Curator1", r"\+.*MaintBot", r"\+.*Homo sapiens", r"\+.*PW:0000001"], []),
    "48": ([], [r"Traceback"]),
    "55": ([], [r"Traceback"]),
    "59": ([], [r"Traceback"]),
}

pytestmark = pytest.mark.skipif(not FOLDER, reason="RECORDLINT_CASES names no folder of cases")


def folders() -> list[Path]:
    return sorted(path for path in Path(FOLDER).glob("[0-9]*") if path.name[:2] in EXPECTED) if FOLDER else []


@pytest.mark.parametrize("case", folders(), ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    folder, programs = tmp_path / "case", tmp_path / "programs"
    shutil.copytree(case, folder, copy_function=shutil.copyfile)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    programs.mkdir()
    (programs / "recordlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lint "$@"\n')
    (programs / "recordlint").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "./cmd"], cwd=folder, env=environment, capture_output=True, text=True)
    printed = done.stdout + done.stderr
    found, absent = EXPECTED[case.name[:2]]
    assert [each for each in found if not re.search(each, printed)] == [], printed
    assert [each for each in absent if re.search(each, printed)] == [], printed
