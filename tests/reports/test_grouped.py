from __future__ import annotations

from lint.core.findings import Fix
from lint.reports import Style

QUIET = Style(quiet=True)


def test_each_file_is_named_once(make, written) -> None:
    findings = [make("first"), make("second", line=120, fix=Fix("Mend it", ())), make("third", file="b.md")]
    assert written("grouped", findings, style=QUIET) == (
        "_pathways/WP49.md\n"
        "      4:8  TXT001 warning: first\n"
        "    120:8  TXT001 [*] warning: second\n"
        "\n"
        "b.md\n"
        "      4:8  TXT001 warning: third\n"
        "\n"
    )


def test_what_was_fixed_comes_last(make, written) -> None:
    text = written("grouped", [make("left")], fixed=[make("done")])
    assert "\n_pathways/WP49.md:4:8: TXT001 [fixed] warning: done\n\nFixed 1 finding in" in text


def test_the_corpus(of_the_corpus, corpus_report) -> None:
    lines = of_the_corpus("grouped").splitlines()
    assert sum(line.startswith(" ") for line in lines) == len(corpus_report.findings)
    assert sum(line.endswith(".md") for line in lines) == len(
        {each.location.file for each in corpus_report.findings}
    )
