from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from lint.commands.main import main
from lint.core.deadline import within
from lint.core.errors import UsageError
from lint.core.findings import Applicability, Severity
from lint.documents import EXTENSIONS
from lint.kinds import PATHWAY_SOURCE, builtin, recognise
from lint.results.run_result import RunResult
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings
from lint.settings.loading import load

ROOT = Path(__file__).parents[2]

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "about": {"type": "object", "properties": {"text": {"type": "string"}, "copy": {"type": "string"}}},
        "words": {"type": "array", "items": {"type": "string"}},
        "parts": {"type": "array", "items": {"type": "object", "properties": {"label": {"type": "string"}}}},
        "open": {"type": "object"},
    },
    "required": ["name"],
    "additionalProperties": False,
}
KIND = "[[kinds]]\nname = 'thing'\nfiles = ['_things/*.md']\nschema = 'thing.json'\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a schema; it is the working folder."""
    (tmp_path / "thing.json").write_text(json.dumps(SCHEMA))
    (tmp_path / "_things").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(folder: Path, toml: str, **records: str) -> list[tuple[str, str]]:
    """Return code and message of what is found in the records, with all levels."""
    for name, text in records.items():
        (folder / f"_things/{name}.md").write_text(f"---\n{text}\n---\n")
    (folder / "recordlint.toml").write_text(f"level = 'info'\n{KIND}{toml}")
    report = run(["."], load(folder))
    assert report.failures == []
    assert report.records == len(records)
    return [(finding.code, finding.message) for finding in report.findings]


def found_codes(report: RunResult) -> list[str]:
    return [finding.code for finding in report.findings]


class TestKind:
    def test_only_what_is_said_of_a_kind_wakes_rules(self, folder: Path) -> None:
        """Text that rules on pathways would find much in."""
        text = "name: 'a  b'\nabout: {text: '', copy: 'x '}\nwords: [b, a, '', a]\nredirect"
        text = text.removesuffix("\nredirect")
        codes = {code for code, _ in found(folder, "", a=text)}
        assert not {code[:3] for code in codes} & {"KEY", "GEN", "SIT", "CUR"}
        assert codes <= {"DUP004", "SCH006"}, codes

    @pytest.mark.parametrize(
        ("toml", "text", "code"),
        [
            ("id = 'name'", "name: b", "REF001"),
            ("", "nam: b\nname: b", "SCH004"),
            ("", "about: {}", "SCH001"),
            ("", "name: 1", "REC006"),
            ("", "name: b\nabout: x", "SCH002"),
            ("one-line = ['name']", "name: 'a  b'", "TXT005"),
            ("identifiers = ['parts.label']", "name: b\nparts:\n- label: 'a '", "TXT005"),
            ("copies = {'about.text' = 'about.copy'}", "name: b\nabout: {text: a, copy: b}", "DUP001"),
            ("keywords = 'words'", "name: b\nwords: [a, '']", "KEY004"),
            ("keywords = 'words'\nkeywords-sorted = true", "name: b\nwords: [b, a]", "KEY003"),
            ("", "name: b\n---\nText", "REC007"),
        ],
    )
    def test_what_is_said_wakes_them(self, folder: Path, toml: str, text: str, code: str) -> None:
        assert code in {each for each, _ in found(folder, toml, a=text)}
        if toml:
            assert code not in {each for each, _ in found(folder, "", a=text)}

    def test_references_between_records(self, folder: Path) -> None:
        toml = "references = {words = 'thing', 'parts.label' = 'author'}"
        first = "name: b\nwords: [a, b, abcde]\nparts:\n- label: Egonv"
        missing = ("REF008", "There is no thing `abcde`; did you mean `abcdef`?")
        assert found(folder, toml, a=first, b="name: c", abcdef="name: d") == [missing]
        (folder / "_authors").mkdir()
        (folder / "_authors/Egonw.md").write_text("---\nusername: Egonw\nrealname: Egon W\n---\n")
        report = run(["."], load(folder))
        assert [finding.message for finding in report.findings] == [
            missing[1],
            "There is no author `Egonv`; did you mean `Egonw`?",
        ]
        assert found_codes(run(["."], load(folder), RunOptions(corpus=False))) == []

    def test_a_reference_is_repaired_as_safe_no_more_than_an_id(self, folder: Path) -> None:
        texts = {"a&amp;b": "name: b\nwords: ['a&amp;b']"}
        assert found(folder, "references = {words = 'thing'}", **texts) == [
            ("TXT002", "HTML entity `&amp;` for `&`")
        ]
        (finding,) = run(["."], load(folder)).findings
        assert finding.fix is not None
        assert finding.fix.applicability is Applicability.UNSAFE

    def test_a_reference_to_what_is_obsolete_is_noted(self, folder: Path) -> None:
        toml = "references = {words = 'thing'}\nobsolete = {name = 'old'}"
        records = {"a": "name: x\nwords: [b, c]", "b": "name: old\nwords: [c]", "c": "name: old"}
        assert found(folder, toml, **records) == [
            ("REF008", "The thing `b` is obsolete: name its replacement"),
            ("REF008", "The thing `c` is obsolete: name its replacement"),
        ]
        report = run(["."], load(folder))
        assert {(each.location.record, each.severity.label) for each in report.findings} == {("a", "info")}
        text = (folder / "recordlint.toml").read_text()
        (folder / "recordlint.toml").write_text(text.replace("{name = 'old'", "{nam = 'old'"))
        with pytest.raises(UsageError, match='no field "nam"; did you mean "name"'):
            load(folder)

    def test_what_many_records_name_takes_linear_time(self, folder: Path) -> None:
        words = ", ".join(f"missing{number}x" for number in range(20_000))
        with within(60):
            told = found(folder, "references = {words = 'thing'}", a=f"name: b\nwords: [{words}]")
        (only,) = told  # since the run seems to see a part of the repository
        assert only[0] == "REF008"
        assert only[1].startswith("This record names `missing0x` and 19,999 other things")

    def test_values_that_only_one_record_may_have(self, folder: Path) -> None:
        records = {"a": "name: x\nwords: [p, q]", "b": "name: x\nwords: [q, r]"}
        told = found(folder, "unique = ['name', 'words']", **records)
        assert told == [
            ("DUP007", "b also has the name `x`"),
            ("DUP007", "b also has the words `q`"),
            ("DUP007", "a also has the name `x`"),
            ("DUP007", "a also has the words `q`"),
        ]

    def test_fields_that_must_differ(self, folder: Path) -> None:
        toml = "differs = [['about.text', 'name']]"
        said = "The about.text `X` only repeats the name: write the about.text itself"
        assert found(folder, toml, a="name: x\nabout: {text: X}") == [("CUR008", said)]
        assert found(folder, toml, a="name: x\nabout: {text: y}") == []

    def test_a_page_of_wikipathways_may_be_declared_anew(self, folder: Path) -> None:
        (folder / "_authors").mkdir()
        (folder / "_authors/a.md").write_text("---\nusername: a\n---\n")
        assert found_codes(run(["."], load(folder))) == ["SCH001"]
        (folder / "recordlint.toml").write_text(
            "[[kinds]]\nname = 'author'\nfiles = ['_authors/*.md']\nschema = 'any.json'\n"
        )
        (folder / "any.json").write_text("{}")
        assert found_codes(run(["."], load(folder))) == []

    def test_keywords_from_a_table(self, folder: Path) -> None:
        (folder / "_data").mkdir()
        (folder / "_data/a-words.tsv").write_text("Label\nx\ny\n")
        source = "{label = 'labels', sidecars = ['_data/{id}-words.tsv'], column = 'Label'}"
        toml = f"keywords = 'words'\nkeywords-from = [{source}]"
        codes = {code for code, _ in found(folder, toml, a="name: b\nwords: [x]")}
        assert "KEY001" in codes
        assert "KEY001" not in {code for code, _ in found(folder, toml, a="name: b\nwords: [x, y]")}

    def test_a_copied_title_is_no_description(self, folder: Path) -> None:
        toml = "copies = {'about.text' = 'about.copy'}\none-line = ['about.text']"
        assert found(folder, toml, a="name: b\nabout: {text: '', copy: ''}") == []

    def test_a_schema_that_names_no_fields(self, folder: Path) -> None:
        (folder / "thing.json").write_text('{"type": "object"}')
        codes = [code for code, _ in found(folder, "", a="name: b\n---\nwpid: WP1")]
        assert codes == ["REC007"]

    def test_text_below_the_front_matter(self, folder: Path) -> None:
        assert found(folder, "body = true", a="name: b\n---\nText") == []

    def test_two_records_with_one_former_address(self, folder: Path) -> None:
        (folder / "thing.json").write_text('{"type": "object"}')
        records = dict.fromkeys("ab", "redirect_from:\n- /old")
        assert [code for code, _ in found(folder, "", **records)] == ["REF005", "REF005"]
        records = {name: f"redirect_from:\n- /old/{name}" for name in "ab"}
        assert found(folder, "", **records) == []

    def test_other_endings(self, folder: Path) -> None:
        (folder / "_things/a.html").write_text("---\nnam: b\n---\n")
        (folder / "recordlint.toml").write_text(KIND.replace("*.md", "*.html"))
        report = run(["."], load(folder))
        assert [finding.code for finding in report.findings] == ["SCH001", "SCH004"]

    @pytest.mark.parametrize(
        ("ending", "text", "message"),
        [
            ("yml", "name: 'b\n", "The file cannot be read: the quote `'` that opens here is never closed"),
            ("yaml", "a text\n", "The file cannot be read: the file is a text, not fields with values"),
            ("yaml", "", "The file cannot be read: the file is empty, not fields with values"),
            ("json", '{"name": "b",}', "The file cannot be read: an extra comma before the `}`"),
            ("json", "", "The file cannot be read: it is empty"),
            ("md", "name: b", "The first line is not `---`, so the file has no front matter"),
            ("md", "---\nname: b", "The front matter that begins here never ends"),
        ],
    )
    def test_files_that_cannot_be_read(self, folder: Path, ending: str, text: str, message: str) -> None:
        (folder / f"_things/a.{ending}").write_text(text)
        (folder / "recordlint.toml").write_text(KIND.replace("*.md", f"*.{ending}"))
        (finding,) = run(["."], load(folder)).findings
        assert finding.message.startswith(message)
        assert "site" not in finding.message

    @pytest.mark.parametrize("extension", EXTENSIONS)
    def test_no_format_hides_that_a_file_cannot_be_read(self, folder: Path, extension: str) -> None:
        (folder / f"_things/WP1{extension}").write_text("{")
        (folder / "recordlint.toml").write_text(KIND.replace("*.md", f"*{extension}"))
        (finding,) = run(["."], load(folder)).findings
        assert finding.severity is Severity.ERROR

    @pytest.mark.parametrize(
        ("ending", "text"), [("yml", "nam: b\n"), ("yaml", "# by hand\nnam: b"), ("json", '{"nam": "b"}')]
    )
    def test_files_without_front_matter(self, folder: Path, ending: str, text: str) -> None:
        (folder / f"_things/a.{ending}").write_text(text)
        (folder / "recordlint.toml").write_text(KIND.replace("*.md", f"*.{ending}"))
        assert [finding.code for finding in run(["."], load(folder)).findings] == ["SCH001", "SCH004"]

    def test_own_kinds_come_first_and_are_known_by_their_files_alone(self, folder: Path) -> None:
        (folder / "recordlint.toml").write_text(KIND + "id = 'name'")
        kinds = load(folder).all_kinds()
        assert kinds[1:] == (*builtin(), PATHWAY_SOURCE)
        assert recognise("/x/_things/a.md", b"---\nwpid: WP1\n---\n", kinds) == kinds[0]
        assert recognise("/x/a.md", b"---\nname: a\n---\n", kinds) is None
        assert recognise("/x/_things/below/a.md", b"", kinds) is None

    def test_can_be_sent_to_another_process(self, folder: Path) -> None:
        (folder / "recordlint.toml").write_text(KIND)
        settings = load(folder)
        sent: Settings = pickle.loads(pickle.dumps(settings))
        assert sent == settings
        assert sent.all_kinds()[0].schema == SCHEMA
        (folder / "thing.json").unlink()
        assert sent.all_kinds()[0].field_types.at(("name",))

    @pytest.mark.parametrize(
        ("toml", "said"),
        [
            ("id = 'nam'", ':6: kinds.id: `nam`: the schema has no field "nam"; did you mean "name"?'),
            ("one-line = ['name', 'part.label']", 'no field "part"; did you mean "parts"?'),
            (
                "markdown = ['parts.labels']",
                '`parts.labels`: the schema has no field "labels"; did you',
            ),
            ("copies = {name = 'about.cop'}", 'no field "cop"; did you mean "copy"?'),
            (
                "keywords-from = [{label = 'a', column = 'b', sidecars = ['../../{id}.tsv']}]",
                "kinds.keywords-from.sidecars: '../../{id}.tsv' is not a valid sidecar: write a name, or",
            ),
            (
                "identifiers = ['name.*']",
                "kinds.identifiers: `name.*`: the schema has no field that this `*`",
            ),
            ("markdown = ['']", "kinds.markdown: ``: a name in this path is empty"),
            ("identifiers = ['parts..label']", "`parts..label`: a name in this path is empty"),
            ("identifiers = ['name.x']", 'kinds.identifiers: `name.x`: the schema has no field "x"'),
            ("keywords-sorted = true", "kinds.keywords-sorted: needs the setting `keywords`"),
            (
                "keywords-from = [{label = 'a', column = 'b', sidecars = ['{id}.tsv']}]",
                "kinds.keywords-from: needs the setting `keywords`",
            ),
            (KIND, ':7: kinds.name: two kinds are called "thing"'),
            ("unique = ['nam']", 'kinds.unique: `nam`: the schema has no field "nam"'),
            ("differs = [['name', 'nam']]", 'kinds.differs: `nam`: the schema has no field "nam"'),
            ("references = {nam = 'thing'}", 'kinds.references: `nam`: the schema has no field "nam"'),
            (
                "references = {name = 'thin'}",
                ':6: kinds.references.name: no kind is called "thin"; did you mean "thing"?',
            ),
        ],
    )
    def test_faults(self, folder: Path, toml: str, said: str) -> None:
        (folder / "recordlint.toml").write_text(f"\n{KIND}{toml}")
        with pytest.raises(UsageError) as caught:
            load(folder)
        assert said in str(caught.value)

    def test_what_the_schema_leaves_open_may_be_named(self, folder: Path) -> None:
        assert found(folder, "one-line = ['open.anything']", a="name: b\nopen: {anything: 'a  b'}") != []

    def test_a_schema_that_is_not_there(self, folder: Path) -> None:
        (folder / "recordlint.toml").write_text(KIND)
        (folder / "thing.json").unlink()
        result = CliRunner().invoke(main, ["check"])
        assert result.exit_code == 2
        assert "recordlint.toml:4: kinds.schema: there is no file thing.json\n" in result.stderr


ITEM = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z]+$"},
        "name": {"type": "string"},
        "tools": {"type": "object", "additionalProperties": {"$ref": "#/$defs/tool"}},
        "notes": {
            "type": "object",
            "patternProperties": {
                "^n": {"type": "object", "properties": {"text": {}}, "additionalProperties": False}
            },
            "additionalProperties": False,
        },
    },
    "required": ["name"],
    "additionalProperties": False,
    "$defs": {"tool": {"type": "object", "properties": {"doi": {"type": "string"}}}},
}


class TestRecordsInAFile:
    """Each case is the same two records, one of which has faults, in another file."""

    CASES = (
        ("list.yml", "", "- {id: a, name: x}\n- {id: b, nam: 'y  z', name: 'y  z'}\n", (1,)),
        ("documents.yaml", "", "id: a\nname: x\n---\nid: b\nnam: 'y  z'\nname: 'y  z'\n", (1,)),
        ("list.json", "", '[{"id": "a", "name": "x"}, {"id": "b", "nam": "y  z", "name": "y  z"}]', (1,)),
        (
            "field.yml",
            "all.tools",
            "all:\n  tools:\n  - {id: a, name: x}\n  - {id: b, nam: 'y  z', name: 'y  z'}\nother: 1\n",
            ("all", "tools", 1),
        ),
        (
            "mapping.json",
            "tools.*",
            '{"tools": {"a": {"name": "x"}, "b": {"nam": "y  z", "name": "y  z"}}}',
            ("tools", "b"),
        ),
        (
            "front.md",
            "tools",
            "---\ntools: [{id: a, name: x}, {id: b, nam: 'y  z', name: 'y  z'}]\n---",
            ("tools", 1),
        ),
    )

    @pytest.mark.parametrize(("file", "items", "text", "place"), CASES)
    def test_each_is_judged_and_named(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        file: str,
        items: str,
        text: str,
        place: tuple[Any, ...],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("thing.json").write_text(json.dumps(ITEM))
        Path("records").mkdir()
        Path(f"records/{file}").write_text(text)
        settings = (
            f"[[kinds]]\nname = 'thing'\nfiles = ['records/{file}']\nschema = 'thing.json'\n"
            f"items = '{items}'\nid = 'id'\none-line = ['name']\n"
        )
        Path("recordlint.toml").write_text(settings)
        report = run(["."], load(tmp_path))
        expected = {("SCH004", (*place, "nam")), ("TXT005", (*place, "name"))}
        assert {(finding.code, finding.path) for finding in report.findings} == expected
        record = "b"
        assert {finding.location.record for finding in report.findings} == {record}
        run(["."], load(tmp_path), RunOptions(fix=True))
        assert Path(f"records/{file}").read_text() == text.replace('"name": "y  z"', '"name": "y z"').replace(
            " name: 'y  z'", " name: 'y z'"
        ).replace("\nname: 'y  z'", "\nname: 'y z'")
        ignored = f"[[ignore-records]]\nrecords = ['{record}']\nrules = ['SCH004']\nreason = 'x'\n"
        Path("recordlint.toml").write_text(ignored + settings)
        assert list(run(["."], load(tmp_path)).findings) == []

    def test_two_records_of_one_file_with_one_id(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("thing.json").write_text(json.dumps(ITEM))
        Path("a.yml").write_text("- {id: a, name: x}\n- {id: b, name: x}\n- {id: a, name: x}\n")
        kind = "[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\nid = 'id'\n"
        Path("recordlint.toml").write_text(kind)
        found = [(finding.path, finding.message) for finding in run(["."], load(tmp_path)).findings]
        message = "Another record of this file also has the id `a`"
        assert found == [((0, "id"), message), ((2, "id"), message)]

    @pytest.mark.parametrize(
        ("field", "said"),
        [
            ("tools.*.doi", ""),
            ("tools.*.doii", 'no field "doii"; did you mean "doi"?'),
            ("name.*", "`name.*`: the schema has no field that this `*` can match"),
            ("notes.*.text", ""),
            ("notes.*.txt", 'no field "txt"; did you mean "text"?'),
            ("*", ""),
        ],
    )
    def test_wildcards(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str, said: str) -> None:
        monkeypatch.chdir(tmp_path)
        Path("thing.json").write_text(json.dumps(ITEM))
        Path("a.yml").write_text(
            "name: x\ntools:\n  bwa: {doi: 'a  b'}\n  sam: {doi: c}\nnotes:\n  n1: {text: 'a  b'}\n"
        )
        Path("recordlint.toml").write_text(
            f"[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n"
            f"identifiers = ['{field}']\n"
        )
        if said:
            with pytest.raises(UsageError, match="no field") as caught:
                load(tmp_path)
            assert said in str(caught.value)
            return
        found = [(finding.code, finding.path) for finding in run(["."], load(tmp_path)).findings]
        places = {"tools.*.doi": ("tools", "bwa", "doi"), "notes.*.text": ("notes", "n1", "text")}
        assert found == ([("TXT005", places[field])] if field in places else [])

    def test_the_id_from_the_name_of_the_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("thing.json").write_text(json.dumps({"type": "object", "required": ["name"]}))
        for folder, name in (("bwa/mem", "bwa_mem"), ("bwa/index", "bwa_memm")):
            Path(f"modules/{folder}").mkdir(parents=True)
            Path(f"modules/{folder}/meta.yml").write_text(f"name: {name}\n")
        kind = "[[kinds]]\nname = 'module'\nfiles = ['modules/*/*/meta.yml']\nschema = 'thing.json'\n"
        Path("recordlint.toml").write_text(f"{kind}id = 'name'\n")
        (finding,) = run(["."], load(tmp_path)).findings
        assert (finding.code, finding.location.file) == ("REF001", "modules/bwa/index/meta.yml")
        Path("recordlint.toml").write_text(kind)
        for folder in ("mem", "index"):
            Path(f"modules/bwa/{folder}/meta.yml").write_text("nam: x\n")
        assert [finding.location.record for finding in run(["."], load(tmp_path)).findings] == [
            "bwa/index",
            "bwa/mem",
        ]


def test_the_body_is_read_outside_of_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text('{"type": "object"}')
    text = (
        "---\nname: x\n---\n\nOf IL-2RÎ± *only*, R&amp;D or&nbsp;`Î²`.\n\n```\nÎ³\n```\n\nÎ´ of &amp;delta;\n"
    )
    Path("a.md").write_text(text)
    kind = "[[kinds]]\nname = 'thing'\nfiles = ['a.md']\nschema = 'thing.json'\n"
    Path("recordlint.toml").write_text(f"{kind}body = true\n")
    found = [
        (each.code, each.location.line, each.location.column) for each in run(["."], load(tmp_path)).findings
    ]
    assert found == [("TXT001", 5, 9), ("TXT001", 11, 1), ("TXT002", 11, 7)]
    report = run(["."], load(tmp_path), RunOptions(fix=True))
    assert list(report.findings) == []
    fixed = text.replace("RÎ±", "Rα").replace("Î´", "δ").replace("&amp;delta;", "δ")
    assert Path("a.md").read_text() == fixed
    Path("recordlint.toml").write_text(kind)
    assert [each.code for each in run(["."], load(tmp_path)).findings] == ["REC007"]


@pytest.mark.parametrize(
    ("toml", "text", "codes"),
    [
        ("", "x: <b>bold</b>, &alpha;", ["TXT002"]),
        ("one-line = ['x']", "x: <b>bold</b>, &alpha;", ["TXT002", "TXT006"]),
        ("html = ['x']", "x: <b>bold</b>, &alpha; and [[Page]]", ["TXT006"]),
        ("html = ['x']", "x: <b>bold</b>, &alpha; and &amp;alpha;", ["TXT002"]),
        ("markdown = ['x']", "x: see [[Page]] of **bold**", ["TXT006"]),
        ("text = ['x']", "x: It binds to the", ["TXT010"]),
        ("", "x: It binds to the", []),
    ],
)
def test_classes_of_fields(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toml: str, text: str, codes: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text('{"properties": {"x": {"type": "string"}}}')
    Path("a.yml").write_text(f"{text}\n")
    kind = f"level = 'info'\n[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n{toml}\n"
    Path("recordlint.toml").write_text(kind)
    assert sorted(finding.code for finding in run(["."], load(tmp_path)).findings) == codes


LEVELS = {
    "type": "object",
    "properties": {
        "a": {"type": "string", "level": "info"},
        "b": {"type": "object", "level": "warning", "properties": {"c": {"type": "string"}}},
        "d": {"type": "string", "x-severity": "info"},
    },
    "required": ["a", "d"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("", {"a": "error", "b.c": "error", "d": "info"}),
        ("severity-keyword = 'level'", {"a": "info", "b.c": "warning", "d": "error"}),
        ("[kinds.severity]\nb = 'info'\na = 'warning'\n", {"a": "warning", "b.c": "info", "d": "info"}),
        (
            "[kinds.severity]\n'*' = 'warning'\n'b.c' = 'info'\n",
            {"a": "warning", "b.c": "info", "d": "warning"},
        ),
    ],
)
def test_severities_of_fields(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toml: str, expected: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text(json.dumps(LEVELS))
    Path("a.yml").write_text("b: {c: []}\n")
    kind = "level = 'info'\n[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n"
    Path("recordlint.toml").write_text(f"{kind}{toml}\n")
    findings = run(["."], load(tmp_path)).findings
    fields = {"SCH001 `a`": "a", "SCH001 `d`": "d", "SCH002 `c`": "b.c"}
    found = {fields[f"{each.code} {each.message.split()[0]}"]: each.severity.label for each in findings}
    assert found == expected
    Path("recordlint.toml").write_text(
        f"[severity]\nSCH = 'warning'\n{kind}{toml}\n".replace(kind, kind[15:])
    )
    assert {each.severity.label for each in run(["."], load(tmp_path)).findings} == {"warning"}


def test_what_says_nothing_in_a_schema_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text(json.dumps({**LEVELS, "requried": ["b"]}))
    for name in "abc":
        Path(f"{name}.yml").write_text("a: x\nd: x\n")
    Path("recordlint.toml").write_text(
        "[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n"
    )
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0
    assert result.stderr == (
        "Note: thing.json: `requried` is ignored; did you mean `required`?\n"
        "Note: thing.json: `level` is ignored by recordlint\n"
    )
    assert CliRunner().invoke(main, ["check", "--quiet"]).stderr == ""


@pytest.mark.parametrize("field", ["n", "a.n", "list.n", "*.n"])
def test_fields_that_a_schema_without_types_does_not_describe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    monkeypatch.chdir(tmp_path)
    fields = {"properties": {"name": {}}}
    schema = {"properties": {"a": fields, "list": {"items": fields}}}
    Path("thing.json").write_text(json.dumps(schema))
    kind = "[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n"
    Path("recordlint.toml").write_text(f"{kind}one-line = ['{field}']\n")
    with pytest.raises(UsageError, match='no field "n'):
        load(tmp_path)
    Path("recordlint.toml").write_text(f"{kind}one-line = ['{field}ame']\n".replace("'name", "'a.name"))
    load(tmp_path)


@pytest.mark.parametrize(
    ("items", "text", "messages"),
    [
        ("tools", "tolls: []\n", ["`tools` is missing"]),
        ("data.tools", "data: {}\n", ["`tools` is missing from `data`"]),
        ("tools.*", "a: 1\n", ["`tools` is missing"]),
        ("tools.*", "tools: {}\n", []),
        ("tools", "tools: []\n", []),
        ("*", "{}\n", []),
    ],
)
def test_a_file_without_its_field_of_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, items: str, text: str, messages: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text('{"type": "object"}')
    Path("recordlint.toml").write_text(
        f"[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\nitems = '{items}'\n"
    )
    Path("a.yml").write_text(text)
    assert [each.message for each in run(["."], load(tmp_path)).findings] == messages


def test_an_unknown_field_of_json_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text('{"properties": {"name": {}}, "additionalProperties": false}')
    Path("recordlint.toml").write_text(
        "[[kinds]]\nname = 'thing'\nfiles = ['a.json']\nschema = 'thing.json'\n"
    )
    Path("a.json").write_text('{"nam": 1}\n')
    (finding,) = run(["."], load(tmp_path)).findings
    assert finding.message == "there is no field `nam`; did you mean `name`?"
    CliRunner().invoke(main, ["fix", "--unsafe-fixes"])
    assert Path("a.json").read_text() == '{"name": 1}\n'


def test_fields_of_every_part_of_a_schema_may_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = {"type": "string"}
    schema = {
        "allOf": [{"$ref": "#/$defs/base"}, {"properties": {"b": text}}],
        "properties": {"a": text},
        "if": {"properties": {"a": {"const": "x"}}},
        "then": {"properties": {"d": text}},
        "$defs": {"base": {"properties": {"c": text}}},
        "type": "object",
    }
    Path("thing.json").write_text(json.dumps(schema))
    kind = "[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n"
    Path("recordlint.toml").write_text(f"{kind}one-line = ['a', 'b', 'c', 'd']\n")
    load(tmp_path)
    Path("recordlint.toml").write_text(f"{kind}one-line = ['e']\n")
    with pytest.raises(UsageError, match='the schema has no field "e"'):
        load(tmp_path)


@pytest.mark.parametrize(
    ("licence", "messages"),
    [
        ("{url: u1, label: L2}", ["`label` must be `L1`, not `L2`"]),
        ("{url: u9, label: L2}", ["`url` must be `u1`, `u2` or `u3`, not `u9`"]),
        (
            "{url: u9, label: L9}",
            ["`label` must be `L1`, `L2` or `L3`, not `L9`", "`url` must be `u1`, `u2` or `u3`"],
        ),
    ],
)
def test_the_nearest_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, licence: str, messages: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    choices = [{"properties": {"url": {"enum": [f"u{n}"]}, "label": {"enum": [f"L{n}"]}}} for n in (1, 2, 3)]
    Path("thing.json").write_text(
        json.dumps({"properties": {"licence": {"type": "object", "anyOf": choices}}})
    )
    Path("a.yml").write_text(f"licence: {licence}\n")
    Path("recordlint.toml").write_text(
        "[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n"
    )
    found = sorted(finding.message for finding in run(["."], load(tmp_path)).findings)
    assert len(found) == len(messages)
    assert all(text.startswith(message) for text, message in zip(found, messages, strict=True))


@pytest.mark.parametrize(
    ("vocabulary", "found"),
    [
        (
            "['protein', 'gene']",
            {"r0": "; did you mean `protein`?", "r1": "`x1` is not in the vocabulary of `tags`"},
        ),
        ("'words.txt'", {"r0": "; did you mean `protein`?", "r1": "`x1` is not in the vocabulary of `tags`"}),
        ("'common'", {"r0": "Only this record has `protien`, but 7 records have `protein`"}),
    ],
)
def test_vocabularies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vocabulary: str, found: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text('{"properties": {"tags": {"type": "array", "items": {"type": "string"}}}}')
    Path("words.txt").write_text("# the words\nprotein\ngene\n")
    Path("things").mkdir()
    for number in range(9):
        word = ["protien", "x1"][number] if number < 2 else "protein"
        Path(f"things/r{number}.yml").write_text(f"tags: [{word}]\n")
    kind = "[[kinds]]\nname = 'thing'\nfiles = ['things/*.yml']\nschema = 'thing.json'\n"
    Path("recordlint.toml").write_text(f"{kind}vocabulary = {{tags = {vocabulary}}}\n")
    findings = {finding.location.record: finding for finding in run(["."], load(tmp_path)).findings}
    assert set(findings) == set(found)
    for record, said in found.items():
        assert findings[record].code == "KEY006"
        assert findings[record].message.endswith(said)


def test_another_abbreviation_is_another_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text('{"properties": {"tags": {"type": "array", "items": {"type": "string"}}}}')
    words = ["RNA-seq"] * 6 + ["DNA-seq", "scRNA-seq", "RNA-sek", "rna seq"]
    for number, word in enumerate(words):
        Path(f"r{number}.yml").write_text(f"tags: [{word}]\n")
    Path("recordlint.toml").write_text(
        "[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n"
        "vocabulary = {tags = 'common'}\n"
    )
    found = run(["."], load(tmp_path)).findings
    assert {finding.message.split("`")[1] for finding in found} == {"RNA-sek", "rna seq"}


@pytest.mark.parametrize("vocabulary", ["[]", "3", "'none.txt'", "'../words.txt'"])
def test_vocabularies_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vocabulary: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text('{"properties": {"tags": {"type": "array"}}}')
    kind = "[[kinds]]\nname = 'thing'\nfiles = ['things/*.yml']\nschema = 'thing.json'\n"
    Path("recordlint.toml").write_text(f"{kind}vocabulary = {{tags = {vocabulary}}}\n")
    with pytest.raises(UsageError, match=r"recordlint.toml:5: kinds.vocabulary"):
        load(tmp_path)


def test_records_of_one_file_refer_to_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    properties = {name: {"type": "string"} for name in ("id", "parent", "code")}
    Path("thing.json").write_text(json.dumps({"type": "object", "properties": properties}))
    kind = "[[kinds]]\nname = 'thing'\nfiles = ['a.json', 'a.yml']\nschema = 'thing.json'\nid = 'id'\n"
    Path("recordlint.toml").write_text(f"{kind}references = {{parent = 'thing'}}\nunique = ['code']\n")
    items = [{"id": "a", "code": "1"}, {"id": "b", "parent": "a", "code": "1"}, {"id": "c", "parent": "x"}]
    for name, dump in (("a.json", json.dumps), ("a.yml", yaml.dump)):
        Path(name).write_text(dump(items))
        report = run(["."], load(tmp_path))
        assert (report.records, report.findings.tally.records) == (3, 3)
        found = [(each.code, each.path, each.location.record) for each in report.findings]
        expected = [
            ("DUP007", (0, "code"), "a"),
            ("DUP007", (1, "code"), "b"),
            ("REF008", (2, "parent"), "c"),
        ]
        assert sorted(found) == expected
        Path(name).unlink()


def test_a_day_that_is_none_gets_no_quotes_where_a_date_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thing.json").write_text('{"properties": {"day": {"type": "string", "format": "date"}}}')
    Path("a.yml").write_text("day: 2025-11-31\n")
    kind = "[[kinds]]\nname = 'thing'\nfiles = ['*.yml']\nschema = 'thing.json'\n"
    Path("recordlint.toml").write_text(kind)
    findings = run(["."], load(tmp_path), RunOptions(fix=True)).findings
    assert [finding.code for finding in findings] == ["REC006"]
    assert Path("a.yml").read_text() == "day: 2025-11-31\n"


@pytest.mark.parametrize("name", ["a.yml", "a.md"])
def test_what_yaml_makes_of_words_is_put_in_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    properties = {"x": {"type": "string"}, "y": {"type": "string"}, "z": {"enum": ["yes", "no"]}}
    Path("thing.json").write_text(json.dumps({"properties": properties}))
    text = "x: 0123\ny: 2025-11-30\nz: no\n"
    Path(name).write_text(f"---\n{text}---\n" if name == "a.md" else text)
    kind = f"[[kinds]]\nname = 'thing'\nfiles = ['{name}']\nschema = 'thing.json'\n"
    Path("recordlint.toml").write_text(kind)
    assert found_codes(run(["."], load(tmp_path))) == ["REC006"] * 3
    assert not run(["."], load(tmp_path), RunOptions(fix=True)).findings
    assert "x: '0123'\ny: '2025-11-30'\nz: 'no'\n" in Path(name).read_text()
