"""Suppressions: what a comment silences, that this is not fixed, and when a comment is useless."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from checking import Checker
from strategies import paths

from lint.checker.suppressions import Suppressions
from lint.core.findings import Finding, Severity
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules import registry
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings

(PATHWAY,) = (kind for kind in builtin() if kind.name == "pathway")


def document_of(text: str) -> FrontMatter:
    document = FrontMatter(f"---\n{text}\n---".encode())
    assert document.problem is None
    return document


def found_at(path: tuple[Any, ...], code: str = "TXT001") -> Finding:
    return Finding(code, "", Severity.ERROR, path, "")


def silenced(text: str) -> set[str]:
    """Return the pointers of the values at which findings of TXT001 are silenced."""
    document = document_of(text)
    suppressions = Suppressions(document)
    found = [found_at(path) for path in paths(document.values)]
    kept, _ = suppressions.apply(found)
    return {finding.pointer for finding in found if finding not in kept}


# In each text, `#!` stands for a suppression.
REACHES: list[tuple[str, set[str]]] = [
    ("a: x #!\nb: y", {"/a"}),
    ("#!\na: x\nb: y", {"/a"}),
    ("a: x\n#!\nb: y", {"/b"}),
    ("a: x\n# why\n#!\n\n# because\nb: y\nc: z", {"/b"}),
    ("a: x\n#!", set()),
    ("a: x\n#!\n# why", set()),
    ("k: #!\n- x\n- y: 1\nb: z", {"/k", "/k/0", "/k/1", "/k/1/y"}),
    ("#!\nk:\n- x\n- y: 1\nb: z", {"/k", "/k/0", "/k/1", "/k/1/y"}),
    ("k:\n- x #!\n- y", {"/k/0"}),
    ("k:\n- x\n#!\n- y", {"/k/1"}),
    ("k:\n  #!\n- x\n- y", {"/k/0"}),
    ("k:\n- x: 1 #!\n  y: 2", {"/k/0", "/k/0/x"}),  # what a report places on this line
    ("k:\n#!\n- x: 1\n  y: 2\n- z", {"/k/0", "/k/0/x", "/k/0/y"}),
    ("k:\n- #!\n  x: 1\n  y: 2", {"/k/0", "/k/0/x", "/k/0/y"}),
    ("k:\n- x:  #!\n  - 1\n  y: 2", {"/k/0", "/k/0/x", "/k/0/x/0"}),
    ("k: [x, {y: z}] #!\nb: y", {"/k", "/k/0", "/k/1", "/k/1/y"}),
    ("k: [x, #!\n  y]", {"/k", "/k/0"}),
    ("k: [x,\n  y] #!", {"/k", "/k/1"}),
    ("k: [x,\n  #!\n  y]", {"/k/1"}),
    ("k: [x,\n  y\n  ] #!\nb: z", {"/k", "/k/0", "/k/1"}),
    ("a: x\n  y #!\nb: z", {"/a"}),
    ('a: "x\n  y" #!\nb: z', {"/a"}),
    ("k:\n- x\n- 'y\n\n  z' #!\nb: z", {"/k/1"}),
    ("a: | #!\n  x\n  #!\nb: z", {"/a"}),
    ("a:\n  #!\n  x\nb: z", {"/a"}),
    ("a:\n  x #!\nb: z", {"/a"}),
    ("a: #!\nb: z", {"/a"}),
    ("k:\n- #!\n- y", {"/k/0"}),
    ("'a': !!str 1 #!\nb: z", {"/a"}),
    ("a: &n #!\n  c: x\nb: *n", {"/a", "/a/c"}),
    ("a: &n\n  c: x\nb: *n #!", {"/b", "/b/c"}),
    ("a: x\nb: y\na: z #!", {"/a"}),
    ("1: x #!\n2: y", {"/1"}),
    ("a: '#!'\nb: x", set()),
    ("a: |\n  #!\nb: x", set()),
]


@pytest.mark.parametrize(("text", "expected"), REACHES)
def test_what_a_comment_speaks_of(text: str, expected: set[str]) -> None:
    for ending in ("\n", "\r\n"):
        assert silenced(text.replace("#!", "# recordlint: ignore[TXT001]").replace("\n", ending)) == expected


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("# recordlint: ignore[TXT001]", {"TXT001"}),
        ("#recordlint:ignore[TXT001]", {"TXT001"}),
        ("# recordlint: ignore [ mojibake , TXT002 ] as [published]", {"TXT001", "TXT002"}),
        ("# recordlint: ignore[TXT, KEY004]", {"TXT001", "TXT002", "KEY004"}),
        ("# recordlint: ignore", {"TXT001", "TXT002", "KEY004"}),
        ("# recordlint: ignore[ALL]", {"TXT001", "TXT002", "KEY004"}),
        ("# recordlint: ignore[]", set()),
        ("# recordlint: ignore TXT001", set()),
        ("# recordlint: ignore[TXT001", set()),
        ("# recordlint: ignored[TXT001]", set()),
        ("# recordlint: ignore[txt001]", {"TXT001"}),
        ("# see recordlint: ignore[TXT001]", set()),
    ],
)
def test_which_rules_a_comment_names(comment: str, codes: set[str]) -> None:
    suppressions = Suppressions(document_of(f"a: x {comment}"))
    asked = ("TXT001", "TXT002", "KEY004")
    kept, _ = suppressions.apply(found_at(("a",), code) for code in asked)
    assert {*asked} - {finding.code for finding in kept} == codes


def test_a_file_is_silenced_from_above_its_first_field() -> None:
    everything = {"", "/a", "/k", "/k/0"}
    assert silenced("# why\n# recordlint: ignore-file[TXT001]\n\na: x\nk: [y]") == everything
    assert silenced("a: x\n# recordlint: ignore-file[TXT001]\nk: [y]") == set()
    assert silenced("a: x # recordlint: ignore-file[TXT001]\nk: [y]") == set()


# The whole way: found, silenced, fixed --------------------------------------------------------------

MARK = "# recordlint: ignore"
KEYWORDS = "schema-jsonld:\n- keywords:\n  - ' b'\n  - ' a'"


def fixed(text: str, *codes: str) -> tuple[str, list[Finding]]:
    rules = [registry()[code]() for code in codes]
    data = f"---\n{text}\n---".encode()
    checked, after = Checker(rules).fix(Record(FrontMatter(data), PATHWAY, "_pathways/WP1.md"))
    assert not checked.failure
    return after.document.data.decode().removeprefix("---\n").removesuffix("\n---"), checked.findings


def test_what_is_silenced_is_not_fixed() -> None:
    text = f"title: TNF-Î± {MARK}[TXT001]\nwpid: x"
    assert fixed(text, "TXT001", "REC008") == (text, [])
    assert fixed(text.partition(" #")[0], "TXT001") == ("title: TNF-α", [])


def test_what_was_silenced_and_is_repaired_needs_no_comment() -> None:
    text = f"title: TNF-α {MARK}[TXT001] why\nwpid: x {MARK}[TXT001, TXT002]\n{MARK}[mojibake]\nk: y"
    assert fixed(text, "TXT001", "REC008") == (
        f"title: TNF-α\nwpid: x {MARK}[TXT002]\nk: y",
        [],
    )


def test_the_name_that_is_of_no_use_goes_wherever_it_stands() -> None:
    text = f"title: x {MARK}[TXT002, TXT001 ]"
    assert fixed(text, "TXT001", "REC008") == (f"title: x {MARK}[TXT002]", [])


def test_a_file_is_not_silenced_from_within() -> None:
    record = Record(document_of(f"title: TNF-Î± {MARK}-file[TXT001]\nwpid: x"), PATHWAY)
    found = Checker([registry()["TXT001"](), registry()["REC008"]()]).check(record).findings
    assert sorted(finding.code for finding in found) == ["REC008", "TXT001"]


def test_a_comment_that_is_of_use_does_not_hide_one_that_is_not() -> None:
    text = f"title: TNF-Î± {MARK}[TXT001]\nwpid: x"
    assert fixed(f"{text} {MARK}[TXT001]", "TXT001", "REC008") == (text, [])


@pytest.mark.parametrize(
    ("names", "title"), [("TXT001, TXT002", "Remove it from the comment"), ("TXT001", "Remove the comment")]
)
def test_what_the_fix_is_called(names: str, title: str) -> None:
    record = Record(document_of(f"title: x {MARK}[{names}]"), PATHWAY)
    (finding,) = Checker([registry()["TXT001"](), registry()["REC008"]()]).check(record).findings
    assert finding.fix is not None
    assert finding.fix.title == title


def test_more_comments_than_rounds_are_removed() -> None:
    text = "\n".join(f"k{number}: x {MARK}[TXT001]" for number in range(50))
    assert fixed(text, "TXT001", "REC008") == (text.replace(f" {MARK}[TXT001]", ""), [])


@pytest.mark.parametrize("names", ["TXT002", "html-entity", "TXT", "GEN001", "DUP", "ALL"])
def test_a_rule_that_is_off_or_compares_records_is_not_judged(names: str) -> None:
    text = f"title: x {MARK}[{names}]"
    assert fixed(text, "TXT001", "GEN001", "DUP001", "REC008") == (text, [])


def test_a_family_is_judged_when_all_of_it_is_on() -> None:
    family = [code for code in registry() if code.startswith("SIT")]
    text = f"title: x {MARK}[SIT]"
    assert fixed(text, *family, "REC008") == ("title: x", [])
    assert fixed(text, *family[1:], "REC008") == (text, [])


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore[TXT0001]", 'Silences nothing: no rule is called "TXT0001"; did you mean "TXT001"?'),
        ("ignore[mojibale]", 'Silences nothing: no rule is called "mojibale"; did you mean "mojibake"?'),
        (
            "ignore TXT001",
            "This comment is not understood, and silences nothing: "
            "write `# recordlint: ignore[TXT001]`, then why",
        ),
        (
            "",
            "This comment is not understood, and silences nothing: "
            "write `# recordlint: ignore[RULE]`, then why",
        ),
        ("ignore-file[TXT001]", "`ignore-file` counts only above the first field"),
        (
            "ignore[ ]",
            "This comment is not understood, and silences nothing: "
            "write `# recordlint: ignore[RULE]`, then why",
        ),
        ("ignore[TXT001]", "`TXT001` silences nothing here"),
        ("ignore[TXT001, mojibake]", "`TXT001`, `mojibake` silence nothing here"),
    ],
)
def test_what_is_said_of_a_comment(comment: str, message: str) -> None:
    text = f"title: x # recordlint: {comment}"
    record = Record(document_of(text), PATHWAY)
    (finding,) = Checker([registry()["TXT001"](), registry()["REC008"]()]).check(record).findings
    assert finding.message == message
    assert (finding.location.line, finding.location.column, finding.location.end_column) == (
        2,
        10,
        len(text) + 1,
    )


def test_a_fault_of_recordlint_cannot_be_silenced() -> None:
    crashed = RuleCrashed.of("TXT001", ValueError())
    kept, _ = Suppressions(document_of(f"{MARK}-file\ntitle: x")).apply([crashed, found_at(())])
    assert [finding.code for finding in kept] == ["REC900"]


def test_a_fix_that_would_lose_a_comment_is_not_applied() -> None:
    text = f"{KEYWORDS} {MARK}[TXT005]"
    after, (left,) = fixed(text, "KEY003", "TXT005", "REC008")
    assert after == f"schema-jsonld:\n- keywords:\n  - 'b'\n  - ' a' {MARK}[TXT005]"
    assert left.code == "KEY003"
    assert left.fix is not None
    assert "a comment that silences findings" in left.fix.why


def test_what_is_found_among_records_is_silenced(tmp_path: Path) -> None:
    (tmp_path / "_pathways").mkdir()
    for name, comment in (("WP1", ""), ("WP2", f" {MARK}[DUP006]")):
        (tmp_path / f"_pathways/{name}.md").write_text(f"---\nwpid: WP1{comment}\n---\n")
    report = run([str(tmp_path)], Settings(select=("DUP006", "REC008")))
    assert [Path(finding.location.file).name for finding in report.findings] == ["WP1.md"]


def test_every_finding_on_real_records_can_be_silenced_and_is_then_not_fixed(
    corpus: Path, tmp_path: Path
) -> None:
    shutil.copytree(corpus / "wikipathways", tmp_path, dirs_exist_ok=True)
    records = str(tmp_path / "_pathways")
    found = run([records], Settings()).findings
    assert len(found) > 400
    lines: dict[str, dict[int, set[str]]] = {}
    for finding in found:
        document = FrontMatter(Path(finding.location.file).read_bytes())
        path = finding.path
        is_field = isinstance(path[-1], str)
        start = document.key_span(path)[0] if is_field else document.span(path)[0]
        lines.setdefault(finding.location.file, {}).setdefault(document.position(start)[0], set()).add(
            finding.code
        )
    for file, codes in lines.items():
        written = []
        for number, line in enumerate(Path(file).read_bytes().decode().split("\n"), 1):
            if number in codes:
                written.append(f"{MARK}[{', '.join(sorted(codes[number]))}]")
            written.append(line)
        Path(file).write_bytes("\n".join(written).encode())
    report = run([records], Settings(), RunOptions(fix=True, diff=True))
    assert list(report.findings) == []
    assert report.diffs == []


@pytest.mark.parametrize(
    "comment",
    [
        "# recordlint ignore[TXT005] as printed",
        "# Recordlint: ignore[TXT005]",
        "# record-lint: ignore[TXT005]",
        "# as printed; recordlint: ignore[TXT005]",
        "# recordlint: ignore TXT005",
        "# recordlint-disable TXT005",
        "# recordlint TXT005",
        "# recodlint: ignore[TXT005]",
        "# noqa: TXT005",
        "# noqa",
        "# ignore TXT005",
    ],
)
@pytest.mark.parametrize("text", ['{}\ntitle: "T "', 'title: "T " {}'])
def test_what_looks_like_a_suppression_is_told_and_the_value_kept(comment: str, text: str) -> None:
    record = Record(FrontMatter(f"---\n{text.format(comment)}\n---\n".encode()), PATHWAY)
    checker = Checker([registry()["TXT005"](), registry()["REC008"]()], unsafe=True)
    result, after = checker.fix(record)
    assert after.document.data == record.document.data
    assert {finding.code for finding in result.findings} == {"TXT005", "REC008"}
    (told,) = (finding for finding in result.findings if finding.code == "REC008")
    code = "TXT005" if "TXT005" in comment else "RULE"
    assert f"write `# recordlint: ignore[{code}]`" in told.message


def test_only_the_value_at_the_comment_is_kept() -> None:
    text = '---\ntitle: "T " # noqa\nrevision: "R "\nauthors:\n- "A " # noqa\n- "B "\n---\n'
    checker = Checker([registry()["TXT005"]()])
    _, after = checker.fix(Record(FrontMatter(text.encode()), PATHWAY))
    assert [after.values["title"], after.values["authors"]] == ["T ", ["A ", "B"]]
    assert after.values["revision"] == "R"


@pytest.mark.parametrize(
    "comment", ["# yamllint disable rule:line-length", "# checked by recordlint", "# to be ignored", "# x"]
)
def test_other_comments_are_none_of_its_business(comment: str) -> None:
    record = Record(FrontMatter(f'---\ntitle: "T " {comment}\n---\n'.encode()), PATHWAY)
    checker = Checker([registry()["TXT005"](), registry()["REC008"]()])
    assert [finding.code for finding in checker.check(record).findings] == ["TXT005"]


def test_a_comment_that_names_the_rule_about_comments_may_stay() -> None:
    for text in (
        "title: T # recordlint: ignore[TXT005, REC008] why",
        "# recordlint: ignore-file[REC008]\n\ntitle: T # recordlint: ignore[TXT005]",
    ):
        record = Record(FrontMatter(f"---\n{text}\n---\n".encode()), PATHWAY)
        checker = Checker([registry()["TXT005"](), registry()["REC008"]()])
        assert checker.check(record).findings == []


def test_a_comment_that_is_not_understood_forbids_no_fix_elsewhere() -> None:
    text = "title: Zinc # recordlint ignore[TXT001]\nauthors:\n- 'Ann '"
    checker = Checker([registry()["TXT005"](), registry()["REC008"]()])
    result, _ = checker.fix(Record(document_of(text), PATHWAY))
    assert [finding.code for finding in result.fixed] == ["TXT005"]
