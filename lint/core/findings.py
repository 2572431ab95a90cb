"""Findings, which rules report, and the fixes that they carry."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

from lint.core.order import natural
from lint.core.printable import printable
from lint.core.values import Edit, Path, pointer

Span = tuple[int, int]
"""A half-open range of characters in a text, counted from 0."""


class Severity(enum.IntEnum):
    """How severe a finding is, in ascending order."""

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
        ValueError: It is not a severity.
    """
    severity = SEVERITIES.get(value) if isinstance(value, str) else value
    if not isinstance(severity, Severity):
        raise ValueError(f'must be "error", "warning" or "info", not {value!r}')
    return severity


class Applicability(enum.StrEnum):
    """Who may apply a fix."""

    SAFE = "safe"  # always: it cannot change what the record says
    UNSAFE = "unsafe"  # only on request: it is most likely right, but the diff should be reviewed
    DISPLAY = "display"  # never: it is shown as a suggestion


_REFUSED = "not applied: "
ELSEWHERE = "not applied here: "
"""The beginning of the reason why a fix is refused whose value is repaired in another file."""


class Fix(NamedTuple):
    """A repair: *edits* that are applied together, with a *title* that says what they do."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE
    why: str = ""
    """Why the fix is not safe; "" if it is."""

    def refused(self, reason: str) -> Fix:
        """Return this fix as one that is only displayed, with the *reason* for which it was refused."""
        why = reason if reason.startswith(ELSEWHERE) else f"{_REFUSED}{reason}"
        return Fix(self.title, self.edits, Applicability.DISPLAY, why)

    @property
    def is_refused(self) -> bool:
        """Whether the fix was refused, and the value is not repaired elsewhere either."""
        return self.why.startswith(_REFUSED)


class Preview(NamedTuple):
    """Words before and after a fix; "" if there are none."""

    before: str
    after: str


class Line(NamedTuple):
    """A line of a file: its *number* (from 1), its text, shortened if long, and the spans to mark in it."""

    number: int
    text: str
    marks: tuple[Span, ...]


class Region(NamedTuple):
    """A range of a file in lines and columns, counted from 1; the end column is exclusive."""

    line: int
    column: int
    """In characters, like *end_column*."""
    end_line: int
    end_column: int
    utf16: Span
    """Both columns in UTF-16 code units."""
    utf8: Span
    """Both columns in bytes of UTF-8."""


class Replacement(NamedTuple):
    """The *text* with which a fix replaces a region."""

    region: Region
    text: str


class Origin(NamedTuple):
    """Where a value of a record comes from: its locations in the record's source."""

    file: str
    """Like `Location.file`."""
    region: Region
    """The first location."""
    pointers: tuple[str, ...]
    """The JSON pointers of all locations."""


class Detail(enum.Flag):
    """What a report needs of a location besides its region."""

    NONE = 0
    EXCERPT = enum.auto()  # the lines of the file, and the words before and after a fix
    REPLACEMENTS = enum.auto()
    SUGGESTION = enum.auto()
    DIGEST = enum.auto()  # of what is at fault, to recognise the finding later
    RECORD = enum.auto()  # title, page, authors, organisms and communities of the record; `is_text`


class About(NamedTuple):
    """What people know a record by, taken from the record."""

    title: str
    page: str
    """The address of its page on the site; "" if the record has none."""
    authors: tuple[str, ...]
    organisms: tuple[str, ...]
    communities: tuple[str, ...]


class Location(NamedTuple):
    """Where a finding is, and what a report shows of that place.

    The parts that belong to a `Detail` are set only if that was requested.
    """

    file: str
    """Relative to the working folder, with `/`."""
    kind: str
    record: str
    region: Region
    digest: str
    """A digest of the words at fault, of the value, or of the message about a list, to recognise it."""
    excerpt: tuple[Line, ...] = ()
    changes: tuple[Preview, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    """What the fix changes in the file, if it may be applied: in order and without overlaps."""
    suggestion: Replacement | None = None
    """The same changes as one, from the first to the last."""
    about: About | None = None
    """What people know the record by."""
    origin: Origin | None = None
    """Where the value comes from; None if it has no source, or that is not available."""
    is_text: bool = False
    """Whether it is about one text that can be edited, in the record or where that comes from."""

    @property
    def line(self) -> int:
        """The line in which it begins, counted from 1."""
        return self.region.line

    @property
    def column(self) -> int:
        """The column in which it begins, in characters, counted from 1."""
        return self.region.column

    @property
    def end_line(self) -> int:
        """The line in which it ends, counted from 1."""
        return self.region.end_line

    @property
    def end_column(self) -> int:
        """The column after its last character, in characters, counted from 1."""
        return self.region.end_column


NOWHERE = Location("", "", "", Region(1, 1, 1, 1, (1, 1), (1, 1)), "")


class Finding(NamedTuple):
    """One fault of one record.

    A rule says what is wrong and at which *path*; the checker adds the location. *words* are the spans
    of the value at the path that are at fault. With *on_key*, the finding points at the field's name
    instead of its value. *span* is a range of the file, for faults that are not in a value.
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
    """The path of a copy of the text, which has the same fault; () if there is none."""
    is_systematic: bool = False
    """Whether the program that generates such records writes this into all of them: a run reports it once."""
    location: Location = NOWHERE

    def at(self, place: Location) -> Finding:
        """Return this finding with its location."""
        return self._replace(location=place)

    def __str__(self) -> str:
        """Return the finding as one line of a report."""
        place = self.location
        where = f"{place.file}:{place.line}:{place.column}"
        return printable(f"{where}: {self.code} {self.severity.label}: {self.message}")

    @property
    def pointer(self) -> str:
        """The path as a JSON pointer."""
        return pointer(self.path)

    @property
    def key(self) -> tuple[str, Path]:
        """The code and the path, which identify the finding among those of its record."""
        return self.code, self.path

    @property
    def applicability(self) -> Applicability | None:
        """The applicability of the fix; None without a fix."""
        return self.fix.applicability if self.fix else None

    @property
    def field_pointer(self) -> str:
        """The path as a JSON pointer with `*` for each index, so that it stays the same if items move."""
        return pointer(tuple("*" if isinstance(key, int) else key for key in self.path))

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """The order of every report: file, line, column, code."""
        place = self.location
        return (natural(place.file), place.line, place.column, self.code, self.pointer, self.message)
