"""Problems: why a file cannot be read."""

from __future__ import annotations

import codecs
import enum
from typing import NamedTuple

from lint.core.findings import Span
from lint.core.limits import Limits

_MARKS = (  # the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_BY_ZEROS = {
    b"\1\0\0\0": "UTF-32LE",
    b"\0\0\0\1": "UTF-32BE",
    b"\1\0\1\0": "UTF-16LE",
    b"\0\1\0\1": "UTF-16BE",
}
"""The encodings by which bytes of two characters in ASCII are not zero: 1 for each that is not."""


class Cause(enum.Enum):
    """The kind of a problem."""

    ENCODING = enum.auto()
    """The file is not UTF-8."""
    FRONT_MATTER = enum.auto()
    """The file has no front matter, or its front matter does not end."""
    CHARACTER = enum.auto()
    """The file contains a character that the format forbids."""
    SYNTAX = enum.auto()
    """The file is not in the format."""
    CONTENT = enum.auto()
    """The file is well-formed, but its content is not what the format requires, or exceeds a limit."""


class Problem(NamedTuple):
    """Why a file cannot be read: the cause, the reader's message, and the span of the fault.

    *context* is the index at which the reader began what it could not finish, such as a quote.
    """

    cause: Cause
    message: str
    span: Span
    context: int | None = None


def wide_encoding(data: bytes) -> str:
    """Return the name of the encoding of a file in UTF-16 or UTF-32, by its first bytes; "" for others."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    return _BY_ZEROS.get(bytes(map(bool, data[:4])), "")


def decoded(data: bytes, limits: Limits) -> tuple[str, Problem | None]:
    """Return a file's text, with U+FFFD for bytes that are not UTF-8, and any problem.

    The text of a file that is too large is "".
    """
    limit = limits.file_size
    if len(data) > limit:
        message = f"the file has more than {limit:,} bytes (`limits.file-size`)"
        return "", Problem(Cause.CONTENT, message, (0, 0))
    if encoding := wide_encoding(data):
        return data.decode("utf-8", "replace"), Problem(Cause.ENCODING, f"the file is {encoding}", (0, 1))
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
        problem = Problem(Cause.ENCODING, f"byte 0x{data[error.start]:02x}", (at, at + 1))
        return data.decode("utf-8", "replace"), problem
