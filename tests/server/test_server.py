"""A session of an editor: a real client and the running server."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

pytest_lsp = pytest.importorskip("pytest_lsp", reason="the extra `lsp` is not installed")

from lsprotocol import types as lsp  # noqa: E402
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities  # noqa: E402

import lint  # noqa: E402
from lint.server.lines import Lines  # noqa: E402

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.asyncio
FIX_ALL = lsp.CodeActionKind.SourceFixAll


@pytest_lsp.fixture(config=ClientServerConfig([sys.executable, "-m", "lint", "server"]))
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    @lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def registered(params: lsp.RegistrationParams) -> None:
        """Accept the registration, as editors do."""

    yield
    await lsp_client.shutdown_session()


class Editor:
    """What an editor does with one file."""

    def __init__(self, client: LanguageClient, path: Path, text: str) -> None:
        self.client, self.path, self.text = client, path, text
        self.uri = path.as_uri()
        self.version = 1
        self.name = lsp.TextDocumentIdentifier(self.uri)

    @property
    def found(self) -> Sequence[lsp.Diagnostic]:
        return self.client.diagnostics[self.uri]

    @property
    def codes(self) -> list[Any]:
        return [each.code for each in self.found]

    async def told(self) -> None:
        await self.client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    async def write(self, text: str) -> None:
        """Change the text, and wait for its findings."""
        self.text = text
        self.version += 1
        document = lsp.VersionedTextDocumentIdentifier(self.version, self.uri)
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        await self.told()

    def place(self, text: str, offset: int = 0) -> lsp.Position:
        return Lines(self.text).position(self.text.index(text) + offset)

    async def actions(self, where: lsp.Range, only: lsp.CodeActionKind | None = None) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext([], only=[only] if only else None)
        params = lsp.CodeActionParams(self.name, where, context)
        found = await self.client.text_document_code_action_async(params)
        return [each for each in found or () if isinstance(each, lsp.CodeAction)]

    async def apply(self, action: lsp.CodeAction) -> str:
        """Return the text after an action."""
        if action.edit is None:
            action = await self.client.code_action_resolve_async(action)
        assert action.edit
        if action.edit.document_changes:
            (change,) = action.edit.document_changes
            assert isinstance(change, lsp.TextDocumentEdit)
            assert (change.text_document.uri, change.text_document.version) == (self.uri, self.version)
            edits = change.edits
        else:
            edits = (action.edit.changes or {})[self.uri]
        lines, text = Lines(self.text), self.text
        for edit in sorted(edits, key=lambda each: each.range.start, reverse=True):
            start, end = lines.span(edit.range)
            assert isinstance(edit, lsp.TextEdit)
            text = text[:start] + edit.new_text + text[end:]
        return text

    async def labels(self, place: lsp.Position) -> dict[str, lsp.CompletionItem]:
        params = lsp.CompletionParams(self.name, place)
        found = await self.client.text_document_completion_async(params)
        assert isinstance(found, lsp.CompletionList)
        return {each.label: each for each in found.items}

    async def hover(self, place: lsp.Position) -> str:
        found = await self.client.text_document_hover_async(lsp.HoverParams(self.name, place))
        assert found
        assert isinstance(found.contents, lsp.MarkupContent)
        return found.contents.value

    async def definition(self, place: lsp.Position) -> tuple[str, str]:
        """Return the name of the file that a value comes from, and its line there."""
        found = await self.client.text_document_definition_async(lsp.DefinitionParams(self.name, place))
        assert isinstance(found, lsp.Location)
        path = Path(found.uri.removeprefix("file://"))
        return path.name, path.read_text("utf-8").split("\n")[found.range.start.line]


async def opened(
    client: LanguageClient, root: Path, path: Path, like: str = "visual-studio-code", text: str | None = None
) -> Editor:
    folder = lsp.WorkspaceFolder(root.as_uri(), root.name)
    capabilities = client_capabilities(like)
    await client.initialize_session(
        lsp.InitializeParams(capabilities, root_uri=root.as_uri(), workspace_folders=[folder])
    )
    text = path.read_bytes().decode() if text is None else text
    editor = Editor(client, path, text)
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(editor.uri, "markdown", 1, text))
    )
    await editor.told()
    return editor


@pytest.mark.parametrize("like", ["visual-studio-code", "neovim"])
async def test_all_safe_fixes_give_what_fix_gives(client: LanguageClient, seeds: Path, like: str) -> None:
    path = seeds / "_pathways/WP49.md"
    before = {each: each.read_bytes() for each in seeds.rglob("*") if each.is_file()}
    editor = await opened(client, seeds, path, like)
    assert editor.codes == ["TXT001"]
    (action,) = await editor.actions(editor.found[0].range, FIX_ALL)
    after = await editor.apply(action)
    assert before == {each: each.read_bytes() for each in seeds.rglob("*") if each.is_file()}
    lint.fix(str(path), isolated=True)
    assert after == path.read_bytes().decode() != editor.text
    await editor.write(after)
    assert editor.codes == []


async def test_a_finding_is_told_as_editors_show_it(client: LanguageClient, seeds: Path) -> None:
    editor = await opened(client, seeds, seeds / "_pathways/WP49.md")
    (found,) = editor.found
    start, end = Lines(editor.text).span(found.range)
    assert editor.text[start:end] == "ÃŽÂ±"
    assert (found.source, found.severity) == ("recordlint", lsp.DiagnosticSeverity.Error)
    hover = await editor.hover(found.range.start)
    assert "What the pathway shows, in Markdown" in hover
    assert "### TXT001 mojibake" in hover


async def test_unsaved_text_counts_and_columns_are_of_utf16(client: LanguageClient, seeds: Path) -> None:
    path = seeds / "_pathways/WP49.md"
    editor = await opened(client, seeds, path)
    await editor.write(editor.text.replace("title: IL2", "title: 𝛼α &alpha; IL2").replace("ÃŽÂ", ""))
    found = next(each for each in editor.found if each.code == "TXT002")
    assert found.range.start.character == len("title: ") + 2 + 1 + 1
    assert "&alpha;" not in path.read_text("utf-8")


async def test_one_fix_and_all_fixes_of_a_rule(client: LanguageClient, seeds: Path) -> None:
    path = seeds / "_pathways/WP49.md"
    text = path.read_text("utf-8").replace("title: IL2 signaling", "title: IL2  signaling &amp; more")
    text = text.replace("- ONTOX", "- ' ONTOX'")
    editor = await opened(client, seeds, path, text=text)
    spaces = [each for each in editor.found if each.code == "TXT005"]
    assert len(spaces) == 2
    offered = {each.title: each for each in await editor.actions(spaces[-1].range)}
    (one,) = (each for title, each in offered.items() if title.startswith("TXT005: "))
    after = await editor.apply(one)
    assert "title: IL2 signaling &amp; more" in after
    assert "- ' ONTOX'" in after
    after = await editor.apply(offered["Fix all TXT005 in this file"])
    assert "title: IL2 signaling &amp; more" in after
    assert "- ONTOX" in after


async def test_an_old_text_is_not_edited(client: LanguageClient, seeds: Path) -> None:
    editor = await opened(client, seeds, seeds / "_pathways/WP49.md")
    (action,) = await editor.actions(editor.found[0].range, FIX_ALL)
    await editor.write(f"{editor.text}\n")
    assert (await client.code_action_resolve_async(action)).edit is None


async def test_what_may_stand_at_a_place(client: LanguageClient, seeds: Path) -> None:
    pages = {
        "_authors/Egonw.md": "username: Egonw",
        "_communities/lipids.md": "community-tag: Lipids",
        "_organisms/human.md": "latin: Homo sapiens",
    }
    for name, text in pages.items():
        (seeds / name).parent.mkdir(exist_ok=True)
        (seeds / name).write_text(f"---\n{text}\n---\n")
    path = seeds / "_pathways/WP49.md"
    editor = await opened(client, seeds, path)
    whole = editor.text
    for before, written, name in (
        ("authors:\n", "- Eg", "Egonw"),
        ("communities:\n", "- ", "Lipids"),
        ("organisms:\n", "- Homo sa", "Homo sapiens"),
        ("annotations:\n", "- type: Dis", "Disease Ontology"),
        ("annotations:\n- id: PW:0000512\n", "  ty", "type"),
    ):
        await editor.write(
            whole.replace(before, f"{before}{written}\n", 1).replace("  type: Pathway Ontology\n", "", 1)
        )
        place = editor.place(f"{before}{written}", len(before) + len(written))
        offered = await editor.labels(place)
        assert name in offered, (written, offered)
        edit = offered[name].text_edit
        assert isinstance(edit, lsp.TextEdit)
        start, end = Lines(editor.text).span(edit.range)
        assert written.endswith(editor.text[start:end])
    await editor.write(whole.replace("wpid: WP49\n", "w\n"))
    offered = await editor.labels(editor.place("\nw\n", 2))
    assert "wpid" in offered
    assert "title" not in offered


async def test_what_other_records_have_is_offered(client: LanguageClient, seeds: Path) -> None:
    other = (seeds / "_pathways/WP49.md").read_text("utf-8").replace("WP49", "WP1")
    other = re.sub(
        r"(?s)annotations:.*?authors:",
        "annotations:\n- id: PW:0000010\n  parent: a\n  type: X\n  value: urea cycle\nauthors:",
        other,
    )
    (seeds / "_pathways/WP1.md").write_text(other, "utf-8")
    editor = await opened(client, seeds, seeds / "_pathways/WP49.md")
    await editor.write(editor.text.replace("annotations:\n", "annotations:\n- id: urea\n", 1))
    offered: dict[str, lsp.CompletionItem] = {}
    while not offered:  # until the others are read
        offered = await editor.labels(editor.place("- id: urea", 10))
    details = offered["PW:0000010"].label_details
    assert details
    assert details.description == "a, X, urea cycle"


async def test_what_follows_from_other_records_is_told(client: LanguageClient, seeds: Path) -> None:
    path = seeds / "_pathways/WP49.md"
    copy = seeds / "_pathways/WP50.md"
    copy.write_text(path.read_text("utf-8").replace("WP49", "WP50"), "utf-8")
    (seeds / "recordlint.toml").write_text('select = ["DUP"]\n')
    editor = await opened(client, seeds, path)
    while not editor.found:
        await editor.told()
    expected = {each.code for each in lint.check(str(path), select=["DUP"]).findings}
    assert set(editor.codes) == expected
    assert expected
    text = editor.text
    await editor.write(text.replace("\nwpid:", "\n# a line\nwpid:"))
    assert set(editor.codes) == expected  # as long as the values are what they were
    copy.unlink()
    client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.name))
    while editor.found:
        await editor.told()


async def test_a_value_leads_to_where_it_comes_from(client: LanguageClient, seeds: Path) -> None:
    path = seeds / "_pathways/WP49.md"
    (seeds / "_data").mkdir()
    (seeds / "_data/WP49-datanodes.tsv").write_text("Label\tType\nα\tx\nAKT1\tGeneProduct\n", "utf-8")
    editor = await opened(client, seeds, path)
    assert await editor.definition(editor.place("- AKT1", 3)) == ("WP49-datanodes.tsv", "AKT1\tGeneProduct")


async def test_a_record_leads_to_its_source_and_sources_are_checked(
    client: LanguageClient, sources: Path, tmp_path: Path
) -> None:
    folder = next(
        each for each in sorted((sources / "pathways").iterdir()) if (each / f"{each.name}.md").exists()
    )
    root = tmp_path / "database"
    copied = Path(shutil.copytree(folder, root / "pathways" / folder.name))
    record, source = copied / f"{folder.name}.md", copied / f"{folder.name}.gpml"
    editor = await opened(client, root, record)
    name, line = await editor.definition(editor.place("\ntitle: ", 9))
    assert name == source.name
    assert "<Pathway" in line
    drawing = source.read_bytes().decode().replace(' Name="', ' Name="  ', 1)
    other = Editor(client, source, drawing)
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(other.uri, "xml", 1, drawing))
    )
    while other.uri not in client.diagnostics:
        await other.told()
    assert "TXT005" in other.codes


async def test_settings_are_those_of_the_folder(client: LanguageClient, seeds: Path) -> None:
    (seeds / "recordlint.toml").write_text('ignore = ["TXT"]\n')
    editor = await opened(client, seeds, seeds / "_pathways/WP49.md")
    assert editor.codes == []
    (seeds / "recordlint.toml").write_text('ignor = ["TXT"]\n')
    client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.name))
    await client.wait_for_notification(lsp.WINDOW_SHOW_MESSAGE)
    assert "ignore" in client.messages[-1].message
    (seeds / "recordlint.toml").unlink()
    client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.name))
    while not editor.found:
        await editor.told()
    assert editor.codes == ["TXT001"]


async def test_what_is_no_record_and_no_text_is_answered(client: LanguageClient, seeds: Path) -> None:
    path = seeds / "_pathways/WP49.md"
    editor = await opened(client, seeds, path)
    for text in ("", "no record", "---\n", "---\ntitle: [\n---\n", "---\n- a\n---\n", "\r---\r\x00"):
        await editor.write(text)
        for line in range(4):
            place = lsp.Position(line, 3)
            await client.text_document_hover_async(lsp.HoverParams(editor.name, place))
            await client.text_document_definition_async(lsp.DefinitionParams(editor.name, place))
            await editor.labels(place)
            await editor.actions(lsp.Range(place, place))
    other = lsp.TextDocumentItem("untitled:1", "markdown", 1, editor.text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(other))
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(editor.name))
    while editor.found:
        await editor.told()


async def test_without_a_folder_a_file_is_checked_alone(client: LanguageClient, seeds: Path) -> None:
    await client.initialize_session(lsp.InitializeParams(client_capabilities("neovim")))
    path = seeds / "_pathways/WP49.md"
    editor = Editor(client, path, path.read_text("utf-8"))
    item = lsp.TextDocumentItem(editor.uri, "markdown", 1, editor.text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    await editor.told()
    assert editor.codes == ["TXT001"]
