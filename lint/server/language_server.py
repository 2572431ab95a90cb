"""The server, which answers the requests of an editor.

After an edit, only the open file is checked. It is compared with the other records of the folder, which
are read between the editor's requests, when nobody has typed for a moment.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from lsprotocol import types as lsp
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import TextDocument

from lint import files
from lint.checker.locations import origin
from lint.core.errors import UsageError
from lint.core.findings import Applicability, Finding, Severity, Span
from lint.core.project import IS_PUBLISHED, __version__
from lint.records.inputs import sidecar
from lint.records.record import Record
from lint.rules.reference import address, page
from lint.server.checks import Checks
from lint.server.fields import described, offers, path_at
from lint.server.lines import Lines
from lint.settings.source import SettingsSource

FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.recordlint"
"""The kind of the action that applies all safe fixes; editors can run it whenever they save."""

_PAUSE = 0.5  # seconds without an edit before records are compared
_MOST_OFFERED = 200  # completions at a time; typing more narrows them
_DELAY = 0.02  # seconds that an edit waits for the next one, so that fast typing is checked once
_WATCHED = "**/*.{md,gpml,tsv,toml,json,yaml,yml}"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_QUICK_FIX = lsp.CodeActionKind.QuickFix


class RecordServer(LanguageServer):
    """A language server for records.

    Args:
        source: Where the settings come from.
    """

    def __init__(self, source: SettingsSource) -> None:
        # Whole texts, because pygls knows more line ends than the protocol.
        super().__init__("recordlint", __version__, lsp.TextDocumentSyncKind.Full)
        self._source = source
        self._checks: Checks | None = None
        self._complaint = ""
        self._found: dict[str, tuple[Lines, list[Finding]]] = {}
        """The last checked text of each open file, and its findings, by URI."""
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._gathering: asyncio.Task[None] | None = None
        self._comparing: asyncio.TimerHandle | None = None

    # Checking -------------------------------------------------------------------------------------

    def begin(self, params: lsp.InitializeParams) -> None:
        """Change to the editor's folder, where the settings are."""
        folder = self.workspace.root_path or next(
            (to_fs_path(each.uri) for each in params.workspace_folders or ()), None
        )
        if folder and os.path.isdir(folder):
            os.chdir(folder)

    def watch(self, params: lsp.InitializedParams) -> None:
        """Ask the editor to report changes of files by other programs."""
        capability = "workspace.did_change_watched_files.dynamic_registration"
        if get_capability(self.client_capabilities, capability):
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(_WATCHED)])
            registration = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(lsp.RegistrationParams([registration]))

    def reload(self, params: object) -> None:
        """Read the settings, the sidecars and the pages again, and check all open files."""
        try:
            self._checks = Checks(self._source, self._checks.neighbours if self._checks else None)
            complaint = ""
        except UsageError as error:
            self._checks, complaint = None, "\n".join(error.messages)
        if complaint and complaint != self._complaint:
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"recordlint: {complaint}"))
        self._complaint = complaint
        for uri in list(self.workspace.text_documents):
            self.check(uri)
        if self._gathering:
            self._gathering.cancel()
        self._gathering = asyncio.get_running_loop().create_task(self._gather())

    async def _gather(self) -> None:
        """Read the other records, answering requests in between, and compare them."""
        if self._checks:
            for _ in self._checks.neighbours.gather():
                await asyncio.sleep(0)
            self._compare()

    def _compare(self) -> None:
        """Compare the open records with all others, and publish changed findings."""
        if self._checks is None:
            return
        texts = {uri: document.source for uri, document in self.workspace.text_documents.items()}
        records = [self._record(uri, text) for uri, text in texts.items()]
        self._checks.neighbours.compare(filter(None, records))
        for uri in texts:
            path, (_, before) = _path(uri), self._found.get(uri, (None, []))
            if path and self._checks.check(path, texts[uri]) != before:
                self.check(uri)

    def check_soon(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """Check an open file, unless it is edited again at once."""
        uri = params.text_document.uri
        if uri in self._waiting:
            self._waiting[uri].cancel()
        loop = asyncio.get_running_loop()
        self._waiting[uri] = loop.call_later(_DELAY, self.check, uri)
        if self._comparing:
            self._comparing.cancel()
        self._comparing = loop.call_later(_PAUSE, self._compare)

    def check(self, uri: str) -> None:
        """Check an open file, and send the findings to the editor."""
        self._waiting.pop(uri, None)
        if uri not in self.workspace.text_documents:  # it was closed meanwhile
            return
        document = self.workspace.get_text_document(uri)
        lines, path = self._lines(document.source), _path(uri)
        findings = self._checks.check(path, lines.text) if self._checks and path else []
        self._found[uri] = lines, findings
        diagnostics = [self._diagnostic(lines, finding) for finding in findings]
        params = lsp.PublishDiagnosticsParams(uri, diagnostics, document.version)
        self.text_document_publish_diagnostics(params)

    def forget(self, params: lsp.DidCloseTextDocumentParams) -> None:
        """Withdraw the findings of a closed file."""
        uri = params.text_document.uri
        self._found.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def _lines(self, text: str) -> Lines:
        return Lines(text, self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16)

    def _diagnostic(self, lines: Lines, finding: Finding) -> lsp.Diagnostic:
        place, href = finding.location, address(finding.code)
        related = None
        if place.origin:
            with suppress(OSError, ValueError):
                source = self._lines(files.read(place.origin.file).decode("utf-8"))
                location = lsp.Location(_uri(place.origin.file), source.of_region(place.origin.region))
                related = [lsp.DiagnosticRelatedInformation(location, "The value comes from here.")]
        return lsp.Diagnostic(
            lines.of_region(place.region),
            finding.message,
            _SEVERITIES[finding.severity],
            finding.code,
            lsp.CodeDescription(href) if IS_PUBLISHED else None,
            "recordlint",
            related_information=related,
        )

    def _current(self, uri: str) -> tuple[TextDocument, Lines, list[Finding]]:
        """Return an open file with its present lines and findings."""
        document = self.workspace.get_text_document(uri)
        if uri not in self._found or self._found[uri][0].text != document.source:
            self.check(uri)
        return document, *self._found.get(uri, (self._lines(document.source), []))

    # Fixes ----------------------------------------------------------------------------------------

    def actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """Return the actions at a place: fix one finding, all of its rule, or all with safe fixes."""
        uri = params.text_document.uri
        document, lines, findings = self._current(uri)
        start, end = lines.span(params.range)
        wanted = params.context.only
        found: list[lsp.CodeAction] = []
        can_resolve = "edit" in (
            get_capability(self.client_capabilities, "text_document.code_action.resolve_support.properties")
            or ()
        )
        for kind, title, fault, data in self._offered(lines, findings, (start, end)):
            if wanted is not None and not any(f"{kind}.".startswith(each + ".") for each in wanted):
                continue
            faults = [self._diagnostic(lines, fault)] if fault else None
            action = lsp.CodeAction(
                title, kind, faults, data={**data, "uri": uri, "version": document.version}
            )
            found.append(action if can_resolve else self.resolve(action))
        return found

    def _offered(
        self, lines: Lines, findings: list[Finding], span: Span
    ) -> Iterator[tuple[str, str, Finding | None, dict[str, object]]]:
        """Yield the kind, the title, the finding and the data of each action at a place."""
        fixable = [
            each for each in findings if each.fix and each.fix.applicability is not Applicability.DISPLAY
        ]
        here = [each for each in fixable if _is_at(lines, span, each)]
        for finding in here:
            if finding.fix:
                unsafe = " (needs a review)" if finding.fix.applicability is Applicability.UNSAFE else ""
                data = {"code": finding.code, "pointer": finding.pointer, "message": finding.message}
                yield _QUICK_FIX.value, f"{finding.code}: {finding.fix.title}{unsafe}", finding, dict(data)
        settings = self._checks.settings if self._checks else None
        applied = [each for each in fixable if settings and each.fix and settings.applies(each.fix)]
        for code in dict.fromkeys(finding.code for finding in here if finding in applied):
            yield _QUICK_FIX.value, f"Fix all {code} in this file", None, {"code": code}
        if applied:
            yield FIX_ALL, "Apply all safe fixes of recordlint", None, {}

    def resolve(self, action: lsp.CodeAction) -> lsp.CodeAction:
        """Return an action with the edit of its verified fixes; without an edit if no fix can be applied."""
        data = action.data if isinstance(action.data, dict) else {}
        document = self.workspace.get_text_document(str(data.get("uri")))
        path = _path(document.uri)
        if self._checks is None or path is None or document.version != data.get("version"):
            return action
        text = document.source
        if "message" in data:
            after = self._checks.fixed_once(
                path,
                text,
                lambda each, _: (
                    [each.code, each.pointer, each.message]
                    == [data["code"], data["pointer"], data["message"]]
                ),
            )
        else:
            after = self._checks.fixed(path, text, str(data.get("code") or ""))
        edits = list(self._lines(text).edits_to(after))
        if edits:
            action.edit = self._workspace_edit(document, edits)
        return action

    def _workspace_edit(self, document: TextDocument, edits: list[lsp.TextEdit]) -> lsp.WorkspaceEdit:
        """Return the edit of one file, for its present version if the editor supports versions."""
        if get_capability(self.client_capabilities, "workspace.workspace_edit.document_changes"):
            name = lsp.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
            return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(name, edits)])
        return lsp.WorkspaceEdit({document.uri: edits})

    # Descriptions, completions and origins --------------------------------------------------------

    def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """Return the description of the field at a place, and the pages of the rules with findings there."""
        uri = params.text_document.uri
        _, lines, findings = self._current(uri)
        index = lines.index(params.position)
        record = self._record(uri, lines.text)
        at = path_at(record.document, index) if record else None
        parts = [described(record.kind, at[0])] if record and at else []
        rules = self._checks.rules if self._checks else {}
        for finding in findings:
            if finding.code in rules and _is_at(lines, (index, index), finding):
                parts.append(page(rules[finding.code], 3))
        text = "\n\n---\n\n".join(filter(None, dict.fromkeys(parts)))
        if not text:
            return None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), lines.range(at[1]) if at else None)

    def completion(self, params: lsp.CompletionParams) -> lsp.CompletionList:
        """Return the completions at a place that contain the text typed there."""
        uri = params.text_document.uri
        lines = self._lines(self.workspace.get_text_document(uri).source)
        record = self._record(uri, lines.text)
        if record is None or self._checks is None:
            return lsp.CompletionList(False, [])
        index = lines.index(params.position)
        found, span = offers(record, index, self._checks.neighbours)
        written = lines.text[span[0] : index].strip("'\" ").casefold()
        found = [each for each in found if written in f"{each.name} {each.beside}".casefold()]
        items = [
            lsp.CompletionItem(
                each.name,
                label_details=lsp.CompletionItemLabelDetails(description=each.beside or None),
                kind=lsp.CompletionItemKind.Field if each.is_field else lsp.CompletionItemKind.Value,
                documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, each.about),
                sort_text=f"{'0' if each.is_required else '1'}{each.name}",
                filter_text=f"{each.text} {each.beside}".rstrip(),
                text_edit=lsp.TextEdit(lines.range(span), each.text),
            )
            for each in found[:_MOST_OFFERED]
        ]
        return lsp.CompletionList(len(found) > _MOST_OFFERED, items)

    def definition(self, params: lsp.DefinitionParams) -> lsp.Location | None:
        """Return where the value at a place comes from, in the record's source or else in a sidecar."""
        uri = params.text_document.uri
        lines = self._lines(self.workspace.get_text_document(uri).source)
        record = self._record(uri, lines.text)
        if record is None:
            return None
        at = path_at(record.document, lines.index(params.position))
        found = origin(at[0], record) if at else None
        if found and record.source:
            source = self._lines(record.source.document.text)
            return lsp.Location(_uri(found.file), source.of_region(found.region))
        if at and record.kind.keywords and (row := self._row(record, record.document.get(at[0]))):
            return row
        if record.source:
            return lsp.Location(_uri(record.source.file), self._lines("").range((0, 0)))
        return None

    def _row(self, record: Record, word: object) -> lsp.Location | None:
        """Return the row of a sidecar that a keyword comes from."""
        if not any(word in words for _, words in record.keyword_lists):
            return None
        for name in record.kind.keyword_tables:
            text = record.sidecars.text(name)
            key = sidecar(os.path.abspath(record.file), name.replace("{id}", record.id))
            if text is None or key is None:
                continue
            start = 0
            for line in text.splitlines(keepends=True):
                if word in line.rstrip("\r\n").split("\t"):
                    at = start + line.index(str(word))
                    return lsp.Location(_uri(key[0]), self._lines(text).range((at, at + len(str(word)))))
                start += len(line)
        return None

    def _record(self, uri: str, text: str) -> Record | None:
        path = _path(uri)
        return self._checks.record(path, text) if self._checks and path else None


def _is_at(lines: Lines, span: Span, finding: Finding) -> bool:
    """Return whether a finding touches a span of the text."""
    start, end = lines.span(lines.of_region(finding.location.region))
    return start <= span[1] and span[0] <= end


def _path(uri: str) -> str | None:
    """Return the path of a file as reports show it; None if it is not a file on this machine."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return files.shown(os.path.realpath(path)) if path else None


def _uri(path: str) -> str:
    return str(from_fs_path(os.path.abspath(path)))


def serve(source: SettingsSource) -> None:
    """Serve the editor on standard input and output, until it ends.

    Args:
        source: Where the settings come from.
    """
    server = RecordServer(source)
    actions = lsp.CodeActionOptions([_QUICK_FIX, FIX_ALL], resolve_provider=True)
    for name, answer, options in (
        (lsp.INITIALIZE, server.begin, None),
        (lsp.INITIALIZED, server.watch, None),
        (lsp.TEXT_DOCUMENT_DID_OPEN, server.reload, None),
        (lsp.TEXT_DOCUMENT_DID_CHANGE, server.check_soon, None),
        (lsp.TEXT_DOCUMENT_DID_SAVE, server.reload, None),
        (lsp.TEXT_DOCUMENT_DID_CLOSE, server.forget, None),
        (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, server.reload, None),
        (lsp.TEXT_DOCUMENT_CODE_ACTION, server.actions, actions),
        (lsp.CODE_ACTION_RESOLVE, server.resolve, None),
        (lsp.TEXT_DOCUMENT_HOVER, server.hover, None),
        (lsp.TEXT_DOCUMENT_COMPLETION, server.completion, None),
        (lsp.TEXT_DOCUMENT_DEFINITION, server.definition, None),
    ):
        server.feature(name, options)(_function(answer))
    with suppress(KeyboardInterrupt):
        server.start_io()


def _function(method: Callable[[Any], object]) -> Callable[[Any], object]:
    """Return *method* as a function, because pygls sets attributes, which methods do not allow."""
    return lambda params: method(params)
