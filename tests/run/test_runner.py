"""Many records: found, checked and written back completely; damage repaired to the original bytes."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lint
from lint import Settings, files
from lint.core.values import find, get
from lint.documents.front_matter import FrontMatter
from lint.records.inputs import sidecar
from lint.records.record import Record
from lint.results.run_result import RunResult
from lint.rules.dup.duplicate_record import DuplicateRecord
from lint.run.job import RunOptions
from lint.run.runner import run

FAULTY = "---\nwpid: WP1\ntitle: TNF-Î± signaling\n---"
MENDED = "---\nwpid: WP1\ntitle: TNF-α signaling\n---"
ONLY_MOJIBAKE = Settings(select=("TXT001",))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "_pathways"
    folder.mkdir()
    (folder / "WP1.md").write_text(FAULTY, newline="")
    (folder / "WP2.md").write_text(MENDED.replace("WP1", "WP2"), newline="")
    (tmp_path / "README.md").write_text("# Not a record\n")
    return tmp_path


def codes(report: RunResult) -> list[tuple[str, str]]:
    return [(Path(finding.location.file).name, finding.code) for finding in report.findings]


def test_check_writes_nothing(repository: Path) -> None:
    report = run([str(repository)], ONLY_MOJIBAKE)
    assert codes(report) == [("WP1.md", "TXT001")]
    assert (report.files, report.records) == (3, 2)
    assert (repository / "_pathways/WP1.md").read_text() == FAULTY


def test_fix_writes_what_it_changes_and_nothing_else(repository: Path) -> None:
    paths = [repository / "README.md", *(repository / "_pathways").iterdir()]
    for path in paths:
        os.utime(path, (1, 1))
        path.chmod(0o640)
    report = run([str(repository)], ONLY_MOJIBAKE, RunOptions(fix=True))
    assert [finding.code for finding in report.fixed] == ["TXT001"]
    assert not report.findings
    changed = repository / "_pathways/WP1.md"
    assert changed.read_text() == MENDED
    assert [path.name for path in paths if path.stat().st_mtime != 1] == ["WP1.md"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o640}
    assert not run([str(repository)], ONLY_MOJIBAKE, RunOptions(fix=True)).fixed


def test_diff_writes_nothing(repository: Path) -> None:
    report = run([str(repository)], ONLY_MOJIBAKE, RunOptions(fix=True, diff=True))
    assert len(report.diffs) == 1
    assert "+title: TNF-α signaling\n" in report.diffs[0]
    assert (repository / "_pathways/WP1.md").read_text() == FAULTY


def test_a_record_is_known_by_its_fields_where_its_name_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "copy.md").write_text(FAULTY)
    assert codes(run([str(tmp_path / "copy.md")], ONLY_MOJIBAKE)) == [("copy.md", "TXT001")]


def test_files_named_twice_are_checked_once(repository: Path) -> None:
    path = str(repository / "_pathways/WP1.md")
    assert run([path, path, str(repository)], ONLY_MOJIBAKE).records == 2


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(lint.UsageError, match="does not exist"):
        run([str(tmp_path / "none.md")], ONLY_MOJIBAKE)


def test_a_file_that_cannot_be_written_stays_and_is_told(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    report = run([str(repository)], ONLY_MOJIBAKE, RunOptions(fix=True))
    path = repository / "_pathways/WP1.md"
    assert path.read_text() == FAULTY
    assert [failure.split(": ", 1)[1] for failure in report.failures] == ["No space left on device"]
    assert sorted(os.listdir(path.parent)) == ["WP1.md", "WP2.md"]


def test_a_write_that_is_killed_leaves_the_old_file(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = repository / "_pathways/WP1.md"

    def killed(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        files.write(str(path), b"half", FAULTY.encode())
    assert path.read_text() == FAULTY
    assert sorted(os.listdir(path.parent)) == ["WP1.md", "WP2.md"]


def test_a_symbolic_link_is_not_followed_for_writing(repository: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.md"
    shutil.move(repository / "_pathways/WP1.md", target)
    (repository / "_pathways/WP1.md").symlink_to(target)
    report = run([str(repository / "_pathways")], ONLY_MOJIBAKE, RunOptions(fix=True))
    assert target.read_text() == FAULTY
    assert "symbolic link" in report.failures[0]


@pytest.mark.parametrize("name", ["../secret", "_data/../../secret", "a/b/c", "/etc/passwd", "_data/x\0y"])
def test_a_sidecar_is_never_elsewhere(tmp_path: Path, name: str) -> None:
    assert sidecar(str(tmp_path / "repo/_pathways/WP1.md"), name) is None


def test_the_public_functions_do_as_the_command(repository: Path) -> None:
    path = str(repository / "_pathways/WP1.md")
    settings = ONLY_MOJIBAKE
    assert [finding.pointer for finding in lint.check(path, settings=settings).findings] == ["/title"]
    assert [f.code for f in lint.check_text(FAULTY, "_pathways/WP1.md", settings).findings] == ["TXT001"]
    assert lint.fix_text(FAULTY, "_pathways/WP1.md", settings) == MENDED
    assert lint.fix(path, settings=settings).fixed
    assert Path(path).read_text() == MENDED


def test_records_are_compared_with_those_of_their_repository(repository: Path) -> None:
    first, second = (repository / f"_pathways/{name}.md" for name in ("WP1", "WP2"))
    second.write_text(first.read_text())  # another record with the same id
    (repository / ".git").mkdir()
    settings = Settings(select=("DUP006",))
    assert codes(run([str(second)], settings)) == [("WP2.md", "DUP006")]
    assert codes(run([str(repository)], settings)) == [("WP1.md", "DUP006"), ("WP2.md", "DUP006")]
    assert codes(run([str(repository)], settings, RunOptions(corpus=False))) == []


def test_a_file_outside_of_a_repository_is_compared_with_no_other(repository: Path) -> None:
    first, second = (repository / f"_pathways/{name}.md" for name in ("WP1", "WP2"))
    second.write_text(first.read_text())
    assert codes(run([str(second)], Settings(select=("DUP006",)))) == []


def test_a_file_named_in_two_ways_is_checked_once(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    report = run(["_pathways", str(repository / "_pathways")], Settings(select=("DUP006",)))
    assert (report.records, len(report.findings)) == (2, 0)


def test_standard_input_is_compared_as_it_is_given(repository: Path) -> None:
    genes = "- word: p53\n  hgnc_symbol: TP53\n  entrez: '{}'\n"
    text = f"---\nfigid: PMC1__f1\ngenes:\n{genes.format(7157)}{genes.format(7158)}---\n"
    report = run((), Settings(select=("GEN001",)), RunOptions(stdin=("_figures/PMC1__f1.md", text.encode())))
    assert report.failures == []
    assert codes(report) == [("PMC1__f1.md", "GEN001")] * 2


CLAIM = "---\nwpid: WP1\nredirect_from: /pathways/WP2\n---\n"


def test_records_are_compared_as_a_patch_would_make_them(repository: Path) -> None:
    (repository / "_pathways/WP1.md").write_text(CLAIM)  # the fix makes a list of it
    settings = Settings(select=("SCH002", "REF005"))
    report = run([str(repository)], settings, RunOptions(fix=True, diff=True))
    assert len(report.diffs) == 1
    assert codes(report) == [("WP1.md", "REF005")]


def test_a_file_that_cannot_be_written_keeps_its_findings(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    (repository / "_pathways/WP1.md").write_text(CLAIM)
    monkeypatch.setattr(os, "replace", full)
    report = run([str(repository)], Settings(select=("SCH002", "REF005")), RunOptions(fix=True))
    assert len(report.failures) == 1
    assert [finding.code for finding in report.findings] == ["REF005", "SCH002"]
    assert not report.fixed


def test_a_file_that_vanishes_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = repository / "_pathways/WP2.md"
    second.write_text((repository / "_pathways/WP1.md").read_text())
    read = files.read
    seen: set[str] = set()

    def vanishing(path: str, limit: int) -> bytes:
        if path in seen:
            raise FileNotFoundError(2, "No such file or directory")
        seen.add(path)
        return read(path, limit)

    monkeypatch.setattr(files, "read", vanishing)
    report = run([str(repository)], Settings(select=("DUP006",)))
    assert [failure.split(": ", 1)[1] for failure in report.failures] == ["No such file or directory"] * 2


def test_a_record_that_no_facts_can_be_taken_of_is_a_finding(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(rule: DuplicateRecord, record: Record) -> Iterator[tuple[Path, str]]:
        raise ValueError("odd")
        yield

    monkeypatch.setattr(DuplicateRecord, "facts", failing)
    report = run([str(repository)], Settings(select=("DUP006",)))
    assert codes(report) == [("WP1.md", "REC900"), ("WP2.md", "REC900")]


def test_records_that_cannot_be_compared_are_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(rule: DuplicateRecord, facts: object) -> None:
        raise ValueError("odd")

    monkeypatch.setattr(DuplicateRecord, "compare", failing)
    report = run([str(repository)], Settings(select=("DUP006", "TXT001")))
    assert codes(report) == [("WP1.md", "TXT001")]
    (failure,) = report.failures
    assert failure.startswith("DUP006 failed to compare the records (ValueError: odd)")


def test_a_sidecar_with_a_quote_that_is_never_closed_is_none(repository: Path) -> None:
    (repository / "_data").mkdir()
    rows = '"x\ty\n' + "abc\tdef\n" * 20_000  # more than Python's csv takes for one cell
    (repository / "_data/WP1-datanodes.tsv").write_text("Label\tType\n" + rows)
    (repository / "_pathways/WP1.md").write_text("---\nwpid: WP1\nschema-jsonld:\n- keywords:\n  - x\n---\n")
    assert codes(run([str(repository)], Settings(select=("KEY001",)))) == []


# Corrupt, then repair -----------------------------------------------------------------------------


def misread(text: str, codec: str, times: int) -> str:
    """Return what *text* becomes when its UTF-8 is read as *codec*."""
    import ftfy  # noqa: F401  (registers sloppy-windows-1252)

    for _ in range(times):
        text = text.encode().decode(codec)
    return text


def greek_values(document: FrontMatter) -> list[tuple[object, ...]]:
    """Return the paths of texts in which Greek letters stand and nothing else beyond ASCII."""
    return [
        path
        for path in (
            ("description",),
            ("caption",),
            ("schema-jsonld", 0, "description"),
            ("schema-jsonld", "description"),
        )
        for text in [_text(document, path)]
        if any("α" <= c <= "ω" for c in text) and all(c.isascii() or "α" <= c <= "ω" for c in text)
    ]


def _text(document: FrontMatter, path: tuple[object, ...]) -> str:
    try:
        value = get(document.values, path)
    except (LookupError, TypeError):
        return ""
    return value if isinstance(value, str) else ""


@pytest.fixture(scope="session")
def greek(corpus: Path) -> list[Path]:
    """Records of the corpus in which Greek letters stand, and no fault that a fix would mend."""
    paths = [*corpus.rglob("_pathways/*.md"), *corpus.rglob("_figures/*.md")]
    found = sorted(path for path in paths if greek_values(FrontMatter(path.read_bytes())))
    mended = run([*map(str, found)], Settings(), RunOptions(fix=True, diff=True, corpus=False)).fixed
    faulty = {Path(finding.location.file).name for finding in mended}
    sound = [path for path in found if path.name not in faulty]
    assert len(sound) > 20
    return sound


SAFE = Settings(select=("REC", "SCH", "TXT001", "KEY", "DUP001"))
UNSAFE = SAFE.replace(unsafe_fixes=True)


def repaired(path: Path, text: str, scratch: Path, *, unsafe: bool = False) -> bytes:
    """Return the record with *text* in it after a fix, its sidecars beside it."""

    target = scratch / path.parent.name / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    sidecar = path.parent.parent / "_data" / f"{path.stem}-datanodes.tsv"
    if sidecar.exists():
        (scratch / "_data").mkdir(exist_ok=True)
        shutil.copyfile(sidecar, scratch / "_data" / sidecar.name)
    target.write_bytes(text.encode())
    run([str(target)], UNSAFE if unsafe else SAFE, RunOptions(fix=True, corpus=False))
    return target.read_bytes()


@settings(max_examples=60)
@given(data=st.data())
def test_misread_text_is_repaired_to_the_original_bytes(
    greek: list[Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    from lint.core.values import Set

    path = data.draw(st.sampled_from(greek))
    document = FrontMatter(path.read_bytes())
    codec = data.draw(st.sampled_from(["latin-1", "sloppy-windows-1252"]))
    times = data.draw(st.integers(1, 2))
    paths = data.draw(st.lists(st.sampled_from(greek_values(document)), min_size=1, unique=True))
    edits = [Set(p, misread(_text(document, p), codec, times)) for p in paths]
    damaged = document.edited(edits).decode()
    assert damaged.encode() != document.data
    scratch = tmp_path_factory.mktemp("records")
    assert repaired(path, damaged, scratch) == document.data


@settings(max_examples=60)
@given(data=st.data())
def test_damaged_keywords_are_repaired_to_the_original_bytes(
    greek: list[Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    from lint.core.values import Insert, Remove, diff_lists

    path = data.draw(st.sampled_from([path for path in greek if has_sources(path)]))
    document = FrontMatter(path.read_bytes())
    ((keywords, words),) = find(document.values, "schema-jsonld.keywords")
    index = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.integers(0, len(words) - 1))
    swapped = list(words)
    swapped[index], swapped[other] = swapped[other], swapped[index]
    edits = data.draw(
        st.sampled_from(
            [
                [Remove((*keywords, index))],
                [Insert((*keywords, index), "No such thing")],
                [Insert((*keywords, index), words[other])],
                list(diff_lists(keywords, words, swapped)),
            ]
        )
    )
    damaged = document.edited(edits).decode()
    scratch = tmp_path_factory.mktemp("records")
    result = repaired(path, damaged, scratch, unsafe=True)
    if result != document.data:  # what only one side has is told, and stays as it is
        before, after = (
            find(FrontMatter(data).values, "schema-jsonld.keywords")[0][1]
            for data in (damaged.encode(), result)
        )
        assert len(words) != len(before)
        assert sorted(before) == sorted(after)
        assert (path.name, "KEY001") in codes(run([str(scratch / path.parent.name / path.name)], SAFE))


def has_sources(path: Path) -> bool:
    """Return whether a record's keywords can be made anew from what is at hand."""
    document = FrontMatter(path.read_bytes())
    return (
        "genes" in document.values
        or (path.parent.parent / f"_data/{path.stem}-datanodes.tsv").exists()
        or (path.parent.parent / f"_data/{path.stem}-genes.tsv").exists()
    )


@settings(max_examples=40)
@given(data=st.data())
def test_a_copy_that_was_damaged_is_taken_from_the_main_field(
    greek: list[Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    from lint.core.values import Set

    path = data.draw(st.sampled_from(greek))
    document = FrontMatter(path.read_bytes())
    ((copy, text),) = find(document.values, "schema-jsonld.description")
    at = data.draw(st.integers(0, len(text)))
    change = data.draw(st.sampled_from(["", "x", "  ", "&beta;", "β"]))
    damaged = document.edited([Set(copy, text[:at] + change + text[at + 1 :])]).decode()
    scratch = tmp_path_factory.mktemp("records")
    result = repaired(path, damaged, scratch, unsafe=True)
    if result != document.data:  # nothing shows which copy is right: told, and neither is changed
        main = "description" if path.parent.name == "_pathways" else "caption"
        assert FrontMatter(result).values[main] == document.values[main]
        told = {code for _, code in codes(run([str(scratch / path.parent.name / path.name)], Settings()))}
        assert told & {"DUP001", "TXT002", "TXT003"}


def test_every_repaired_pathway_is_still_in_its_generators_form(corpus: Path, tmp_path: Path) -> None:
    import frontmatter

    shutil.copytree(corpus / "wikipathways/_pathways", tmp_path / "_pathways")
    (tmp_path / "_data").symlink_to(corpus / "wikipathways/_data")
    report = run([str(tmp_path)], SAFE, RunOptions(fix=True))
    assert report.failures == []
    repaired_files = {finding.location.file for finding in report.fixed}
    assert repaired_files
    for name in repaired_files:
        path = Path(name)
        assert frontmatter.dumps(frontmatter.load(path)) == path.read_text("utf-8"), name


def test_the_corpus_has_16_damaged_texts(corpus: Path) -> None:
    found = run([str(corpus / "wikipathways/_pathways")], ONLY_MOJIBAKE).findings
    assert len(found) == 16
    assert {finding.fix.applicability for finding in found if finding.fix} == {"safe"}
    assert run([str(corpus / "pfocr")], ONLY_MOJIBAKE).findings.tally.total == 0
