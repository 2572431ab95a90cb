"""What a rule says of a record: findings, and the fixes that they carry."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from lint.core.order import natural
from lint.core.printable import printable
from lint.core.values import Edit, Path, pointer

Span = tuple[int, int]
"""A stretch of text, from the first character to behind the last one, counted from 0."""


class Severity(enum.IntEnum):
    """How much a finding matters, in rising order."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name used in reports and settings: ``error``, ``warning`` or ``info``."""
        return self.name.lower()


SEVERITIES = {severity.label: severity for severity in reversed(Severity)}
"""The severities by their labels, the most severe first."""


def severity_of(value: Any) -> Severity:
    """Return a severity, given by its label or as it is.

    Raises:
        ValueError: it is none.
    """
    severity = SEVERITIES.get(value) if isinstance(value, str) else value
    if not isinstance(severity, Severity):
        raise ValueError(f'must be "error", "warning" or "info", not {value!r}')
    return severity


class Applicability(enum.StrEnum):
    """Who may apply a fix."""

    SAFE = "safe"  # by itself: it cannot change what the record says
    UNSAFE = "unsafe"  # when asked for: most likely right, a look at the diff is due
    DISPLAY = "display"  # nobody: shown as a suggestion


_REFUSED = "not applied: "


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: *edits* that belong together, and what they do in words for people."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE
    why: str = ""
    """Why it is not safe, where it is not."""

    def refused(self, reason: str) -> Fix:
        """Return the same fix, which is only shown, since it was refused for a *reason*."""
        return Fix(self.title, self.edits, Applicability.DISPLAY, f"{_REFUSED}{reason}")

    @property
    def is_refused(self) -> bool:
        """Whether it was not applied, or cannot be."""
        return self.why.startswith(_REFUSED)


@dataclass(frozen=True, slots=True)
class Preview:
    """Words before and after a fix; empty where there are none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, cut to what fits: its *number* (from 1), its text, what to mark in it."""

    number: int
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file in lines and columns, from 1; the end is behind the last character."""

    line: int
    column: int
    """In characters, as *end_column*."""
    end_line: int
    end_column: int
    utf16: Span
    """Both columns in UTF-16 code units."""
    utf8: Span
    """Both columns in bytes of UTF-8."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The *text* that a fix puts in the place of a region."""

    region: Region
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of a record comes from: its places in the record's source."""

    file: str
    """As `Location.file`."""
    region: Region
    """The first place."""
    pointers: tuple[str, ...]
    """The JSON pointers of all places."""


class Detail(enum.Flag):
    """What a report needs of places beyond the region."""

    NONE = 0
    EXCERPT = enum.auto()  # the lines of the file, and the words before and after a fix
    REPLACEMENTS = enum.auto()
    SUGGESTION = enum.auto()
    DIGEST = enum.auto()  # of the value, which tells whether it is still the same one
    RECORD = enum.auto()  # what people know the record by


@dataclass(frozen=True, slots=True)
class About:
    """What people know a record by, as the record says it."""

    title: str
    page: str
    """The address of its page on the site; "" if it names none."""
    authors: tuple[str, ...]
    organisms: tuple[str, ...]
    communities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding stands, as a report shows it, and what stands there.

    What belongs to a `Detail` is there only where that was asked for.
    """

    file: str
    """Relative to the working folder, with `/`."""
    kind: str
    record: str
    region: Region
    digest: str
    """Of the value at the finding's path, or of what is said of a list: tells whether it is the same one."""
    excerpt: tuple[Line, ...] = ()
    changes: tuple[Preview, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    """What the fix, where it may be applied, changes in the file: in order, apart from each other."""
    suggestion: Replacement | None = None
    """The same in one piece, from the first change to the last."""
    about: About | None = None
    """The record, as people know it."""
    origin: Origin | None = None
    """Where the value comes from, if its source is at hand and gives it."""

    @property
    def line(self) -> int:
        """The line that it begins in, from 1."""
        return self.region.line

    @property
    def column(self) -> int:
        """The column that it begins in, from 1, in characters."""
        return self.region.column

    @property
    def end_line(self) -> int:
        """The line that it ends in, from 1."""
        return self.region.end_line

    @property
    def end_column(self) -> int:
        """The column behind its last character, from 1, in characters."""
        return self.region.end_column


NOWHERE = Location("", "", "", Region(1, 1, 1, 1, (1, 1), (1, 1)), "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one record.

    A rule says what is wrong and at which *path*; the checker finds the *place*. *words* are
    stretches of the value at the path that hold the fault, *on_key* points at the field's name
    instead of its value, and *span* at a stretch of the file where there are no values.
    """

    code: str
    name: str
    severity: Severity
    path: Path
    message: str
    fix: Fix | None = None
    words: tuple[Span, ...] = ()
    on_key: bool = False
    span: Span | None = None
    copy: Path = ()
    """The path of the copy of the text that the finding is about too."""
    is_systematic: bool = False
    """Whether the program that writes such records writes it so into all of them: a run reports it once."""
    location: Location = NOWHERE

    def at(self, place: Location) -> Finding:
        """Return the same finding with its place."""
        return Finding(
            self.code,
            self.name,
            self.severity,
            self.path,
            self.message,
            self.fix,
            self.words,
            self.on_key,
            self.span,
            self.copy,
            self.is_systematic,
            place,
        )

    def __str__(self) -> str:
        """Return the line that reports show."""
        place = self.location
        where = f"{place.file}:{place.line}:{place.column}"
        return printable(f"{where}: {self.code} {self.severity.label}: {self.message}")

    @property
    def pointer(self) -> str:
        """The path as a JSON pointer."""
        return pointer(self.path)

    @property
    def field_pointer(self) -> str:
        """The path as a JSON pointer, with `*` for each index: it stays the same where items move."""
        return pointer(tuple("*" if isinstance(key, int) else key for key in self.path))

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """The order of every report: file, line, column, code."""
        place = self.location
        return (natural(place.file), place.line, place.column, self.code, self.pointer, self.message)
