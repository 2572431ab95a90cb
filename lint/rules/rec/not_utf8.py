from __future__ import annotations

import codecs
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Rewrite
from lint.documents import GPML
from lint.documents.document import Document
from lint.documents.problems import Cause, wide_encoding
from lint.kinds import Kind
from lint.rules import Example, FormatRule, unsafe


class NotUtf8(FormatRule[Document]):
    """The file contains bytes that are not UTF-8.

    The build of the site fails on such a file. Most of these files were saved as Windows-1252. The fix reads
    the file as Windows-1252, if that gives a record, and saves it as UTF-8. It also converts UTF-16 and
    UTF-32. It is unsafe because bytes of other encodings (MacRoman, Latin-2) can be read as Windows-1252 too,
    as other letters.
    """

    code = "REC003"
    source = "Jekyll 4.3.1, whose build ends at such a byte"
    severity = Severity.ERROR
    ends_reading = True
    format = Document
    examples = (
        Example(bad="---\ntitle: caf\udce9\n---\n", good="---\ntitle: café\n---\n", raw=True, unsafe=True),
        Example(bad="---\ntitle: \udcff\udcfe: \udc81\n---\n", raw=True),
        Example(ok="---\ntitle: café\n---\n", raw=True),
    )

    def check_document(self, document: Document, kind: Kind) -> Iterator[Finding]:
        problem = document.problem
        if problem is None or problem.cause is not Cause.ENCODING:
            return
        fix = None
        decoded = _as_windows_1252(document)
        encoding = wide_encoding(document.data)
        if encoding and (converted := _converted(document, encoding)) is not None:
            why = "it changes all bytes of the file"
            fix = unsafe(f"Read the file as {encoding} and save it as UTF-8", Rewrite(converted), why=why)
        elif decoded is not None:
            why = "the bytes may be other letters in another encoding"
            fix = unsafe("Read the file as Windows-1252 and save it as UTF-8", Rewrite(decoded), why=why)
        others = document.text.count("\ufffd") - 1
        more = f" and {others} more in this file" if others > 0 else ""
        end = ", so the build of the site fails" if kind.page else ""
        message = f"Not UTF-8 ({problem.message}{more}){end}"
        if encoding:
            advice = f'with "Save with encoding" of an editor, or `iconv -f {encoding} -t UTF-8`'
            message = f"The file is {encoding}, not UTF-8{end}: save it as UTF-8, {advice}"
        if kind.format == GPML:
            message = problem.message
        yield self.finding((), message, span=problem.span, fix=fix)


def _as_windows_1252(document: Document) -> bytes | None:
    """Return the file with its invalid bytes read as Windows-1252; None if the result is not a record."""
    try:
        text = document.data.decode("utf-8", _ERRORS)
    except UnicodeDecodeError:
        return None
    if any(sign in text for sign in _NEVER_MEANT):
        return None
    fixed = text.encode()
    return fixed if document.with_data(fixed).problem is None else None


def _converted(document: Document, encoding: str) -> bytes | None:
    """Return the file, which is in *encoding*, in UTF-8; None if the result is not a record."""
    try:
        fixed = document.data.decode(encoding).encode()
    except UnicodeError:
        return None
    return fixed if document.with_data(fixed).problem is None else None


def _decoded(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252"), error.end


_NEVER_MEANT = "ÿþ"  # the bytes FF and FE are hardly ever letters, but damage
_ERRORS = "recordlint-windows-1252"
codecs.register_error(_ERRORS, _decoded)
