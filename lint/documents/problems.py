"""Problems: why a file cannot be read."""

from __future__ import annotations

import enum
from typing import NamedTuple

from lint.core.findings import Span
from lint.core.limits import Limits


class Cause(enum.Enum):
    """The kind of a problem."""

    ENCODING = enum.auto()
    """The file is not UTF-8."""
    FRONT_MATTER = enum.auto()
    """The file has no front matter, or its front matter does not end."""
    CHARACTER = enum.auto()
    """The file contains a character that the format forbids."""
    SYNTAX = enum.auto()
    """The file is not in the format, or exceeds a limit."""
    CONTENT = enum.auto()
    """The file is well-formed, but its content is not what the format requires."""


class Problem(NamedTuple):
    """Why a file cannot be read: the cause, the reader's message, and the span of the fault.

    *context* is the index at which the reader began what it could not finish, such as a quote.
    """

    cause: Cause
    message: str
    span: Span
    context: int | None = None


def decoded(data: bytes, limits: Limits) -> tuple[str, Problem | None]:
    """Return a file's text, with U+FFFD for bytes that are not UTF-8, and any problem.

    The text of a file that is too large is "".
    """
    limit = limits.file_size
    if len(data) > limit:
        message = f"the file has more than {limit:,} bytes (`limits.file-size`)"
        return "", Problem(Cause.SYNTAX, message, (0, 0))
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
        problem = Problem(Cause.ENCODING, f"byte 0x{data[error.start]:02x}", (at, at + 1))
        return data.decode("utf-8", "replace"), problem
