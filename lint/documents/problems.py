"""Problems: what keeps a file from being read."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from lint.core.findings import Span
from lint.core.limits import Limits


class Cause(enum.Enum):
    """Why no reader gets values from a file."""

    ENCODING = enum.auto()
    """Its bytes are not text in UTF-8."""
    FRONT_MATTER = enum.auto()
    """It has no front matter, or one that never ends."""
    CHARACTER = enum.auto()
    """It holds a character that the format forbids."""
    SYNTAX = enum.auto()
    """The reader stops, or refuses to go on."""
    CONTENT = enum.auto()
    """It can be read, and is not what the format asks for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a file from being read: the cause, the reader's message, and where.

    *context* is where that began which the reader could not finish, such as a quote or a bracket.
    """

    cause: Cause
    message: str
    span: Span
    context: int | None = None


def decoded(data: bytes, limits: Limits) -> tuple[str, Problem | None]:
    """Return a file's text, with U+FFFD for what is not UTF-8, and what keeps it from being read.

    Of a file that is too large, the text is "".
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
