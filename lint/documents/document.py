"""The base class of documents: a file's values, where they are written, and verified edits.

An index counts characters of the file's text from 0. A span is a half-open range of indices.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import accumulate
from typing import Self

from lint.core.findings import Span
from lint.core.limits import DEFAULT, Limits
from lint.core.values import (
    Edit,
    EditComment,
    MakeAlias,
    Path,
    Rewrite,
    Set,
    Value,
    apply,
    get,
    same,
    strings,
)
from lint.documents.problems import Problem
from lint.documents.reader import Reader
from lint.documents.splices import (
    EditRefused,
    Splice,
    difference,
    end_before,
    line_start,
    refuse_disorder,
    refuse_unannounced,
    spliced,
    united,
)

_LONG = 100_000  # characters
_LONGEST_PART = 10_000  # characters of a part of a text whose place is looked for
_MAX_COMMENT = 60  # characters of a comment that a message quotes


class Document(ABC):
    """A file, read in the format of the class.

    Args:
        data: The file's bytes.
        limits: Exceeding one is a problem.
    """

    noun = "file"
    """The name in messages of the part that is read: the file, or its front matter."""
    values: Value
    """The values that readers get, as a mapping or a list; empty if there is a *problem*."""
    problem: Problem | None
    text: str
    """The file as text, with U+FFFD for bytes that cannot be decoded; "" if the file is too large."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        self.data = data
        self.limits = limits
        self._reader = Reader()
        self._last: Self | None = None
        self._words: dict[tuple[Path, str], tuple[int, int]] = {}
        """Where each word of each value was last found: its end in the value and its start in the file."""

    def with_data(self, data: bytes) -> Self:
        """Return *data* as a document of the same format with the same limits.

        The last document is kept, since a file is read to verify its edits and then to check the result.
        """
        if self._last is None or self._last.data != data:
            self._last = type(self)(data, self.limits)
        return self._last

    # Places -----------------------------------------------------------------------------------

    def span(self, path: Path) -> Span:
        """Return the span of the value at *path*; that of an alias is the alias itself.

        Raises:
            LookupError: There is no value.
        """
        return self._reader.span(path)

    def key_span(self, path: Path) -> Span:
        """Return the span of the name of the field at *path*.

        Raises:
            LookupError: There is no value, or it is an item of a list.
        """
        return self._reader.key_span(path)

    @property
    @abstractmethod
    def opening(self) -> Span:
        """The span of the record's first characters, where findings about the whole record are shown."""

    @property
    def version(self) -> str:
        """The version of the format; "" if there is only one."""
        return ""

    @property
    @abstractmethod
    def may_be_escaped(self) -> bool:
        """Whether a value may contain a character that is written as an escape."""

    @property
    def is_generated(self) -> bool:
        """Whether every edit is known to be possible without trying it."""
        return False

    def can_write(self, edits: Sequence[Edit]) -> bool:
        """Return whether *edits* are known to be possible without trying them."""
        return self.is_generated

    @property
    def comments(self) -> Sequence[Span]:
        """The spans of the comments, with their `#`, in order."""
        return self._reader.comments

    @property
    def directives(self) -> Sequence[Span]:
        """The spans of the comments that are meant for recordlint: `# recordlint: ...`."""
        return ()

    @property
    def prose(self) -> Sequence[tuple[Path, str]]:
        """The prose of the file's body without code: paths and texts, which `get` also returns."""
        return ()

    @property
    def strings(self) -> Sequence[tuple[Path, str]]:
        """The texts among the values, each with its path, in the order of the file."""
        return strings(self.values)

    def get(self, path: Path) -> Value:
        """Return the value, or the prose of the body, at *path*.

        Raises:
            LookupError: There is no value.
        """
        return get(self.values, path)

    def source(self, path: Path) -> str:
        """Return the value at *path* as it is written.

        Raises:
            LookupError: There is no value.
        """
        return self.text[slice(*self.span(path))]

    def is_plain(self, path: Path) -> bool:
        """Return whether the value at *path* is written plain, so that readers guess its type.

        Raises:
            LookupError: There is no value.
        """
        return self._reader.is_plain(path)

    def is_alias(self, path: Path) -> bool:
        """Return whether the value at *path* is written as an alias of another value."""
        return path in self._reader.aliases

    def written_at(self, path: Path) -> Span:
        """Return where the value at *path* is written; for a reference, where the other one is.

        Raises:
            LookupError: nothing is there.
        """
        return self.span(path)

    def has_final_break(self, path: Path) -> bool:
        """Return whether the text at *path* is in a style in which texts usually end with a line break.

        Raises:
            LookupError: There is no value.
        """
        return False

    @property
    def duplicates(self) -> Sequence[tuple[Path, list[tuple[str, Value]]]]:
        """The duplicate fields of mappings: their paths, and all names and values in order."""
        return ()

    def is_block(self, path: Path) -> bool:
        """Return whether the value at *path* is a list or a mapping written without brackets.

        Raises:
            LookupError: There is no value.
        """
        return self._reader.is_block(path)

    def position(self, index: int) -> tuple[int, int]:
        r"""Return the line and column of *index*, in characters from 1; only `\n` ends a line."""
        if len(self.text) < _LONG:  # counting is faster for a few positions
            return self.text.count("\n", 0, index) + 1, index - line_start(self.text, index) + 1
        line = bisect_right(self.line_starts, index)
        return line, index - self.line_starts[line - 1] + 1

    @cached_property
    def line_starts(self) -> list[int]:
        """The index of the first character of each line."""
        return [0, *accumulate([len(line) + 1 for line in self.text.split("\n")])][:-1]

    def words_span(self, path: Path, words: Span) -> Span:
        """Return the span of a part of the text at *path*, or of the whole value if that is not certain.

        *words* is the span of the part in the value. A part that is written with escapes, or that is very
        long, is not found.
        """
        start, end = self.span(path)
        value = self.get(path)
        word = value[slice(*words)]
        if len(word) > _LONGEST_PART:
            return start, end
        # Findings come in the order of the text, so the search starts after the last word.
        behind, at = self._words.get((path, word), (0, start - 1))
        if behind > words[0]:
            behind, at = 0, start - 1
        last = at
        for _ in range(value.count(word, behind, words[0]) + 1):
            at, last = self._next(word, self.text[start], at + 1, end)
            if at < 0:
                return start, end
        self._words[path, word] = words[1], at
        return at, last

    def _next(self, words: str, sign: str, begin: int, end: int) -> Span:
        """Return the next span of *words*, in a value that begins with *sign*; (-1, -1) if there is none."""
        at = self.text.find(words, begin, end)
        return at, at + len(words) if at >= 0 else at

    # Edits ------------------------------------------------------------------------------------

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """Return the file's bytes with *edits* applied and verified.

        Raises:
            EditRefused: The edits are not possible, or contradict each other.
        """
        return spliced(self.text, self.splices(edits)).encode()

    def splices(self, edits: Sequence[Edit]) -> list[Splice]:
        """Return the splices that apply *edits* to the text: in order, without overlaps, and verified.

        The new text is read back: it has the old values with the edits applied, and all its comments.

        Raises:
            EditRefused: The edits are not possible, or contradict each other.
        """
        for edit in edits:
            if isinstance(edit, Rewrite):
                written = self.with_data(edit.data)
                if len(edits) > 1 or written.problem is not None:
                    raise EditRefused("the file would still be unreadable")
                if self.problem is None and not same(written.checked_values, self.checked_values):
                    raise EditRefused("the values of the file would change")
                return [difference(self.text, written.text)]
        if self.problem is not None:
            raise EditRefused("the file cannot be read")
        try:
            expected = apply(self.checked_values, edits)
        except (LookupError, TypeError, ValueError) as error:
            raise EditRefused(str(error)) from error
        for found in self._drafts(edits):
            self._refuse_stray(edits, found)
            if self._gives(found, edits, expected):
                return found
        raise EditRefused("the new text would not be read back as the new values")

    def draft(self, edits: Sequence[Edit]) -> list[Splice]:
        """Return the splices that most likely apply *edits* to the text; `is_faithful` verifies them.

        The time depends on the size of the edits, not of the file.

        Raises:
            EditRefused: The edits are not possible.
        """
        if self.problem is not None or any(isinstance(edit, Rewrite) for edit in edits):
            return self.splices(edits)
        try:
            found = next(self._drafts(edits))
            self._refuse_stray(edits, found)
        except LookupError as error:
            raise EditRefused(str(error)) from error
        return found

    def is_faithful(self, edits: Sequence[Edit], splices: Sequence[Splice]) -> bool:
        """Return whether *splices*, in order, apply *edits* to the text and change nothing else."""
        try:
            if any(isinstance(edit, Rewrite) for edit in edits):
                return self.splices(edits) == splices
            refuse_disorder(self.text, splices)
            return self._gives(splices, edits, apply(self.checked_values, edits))
        except (EditRefused, LookupError, TypeError, ValueError):
            return False

    def _gives(self, splices: Sequence[Splice], edits: Sequence[Edit], expected: Value) -> bool:
        """Return whether the text with *splices* is read as the *expected* values.

        Raises:
            EditRefused: It is, but a comment would be lost.
        """
        written = self.with_data(spliced(self.text, splices).encode())
        if not self._is_kept(written) or not same(written.checked_values, expected):
            return False
        self._refuse_lost_comments(written, edits)
        return True

    def _refuse_stray(self, edits: Sequence[Edit], splices: Sequence[Splice]) -> None:
        """Refuse splices that overlap, or change text that *edits* must not change.

        Raises:
            EditRefused: There is such a splice.
        """
        refuse_disorder(self.text, splices)
        if not all(splice.text.isascii() or _is_encodable(splice.text) for splice in splices):
            raise EditRefused("a character of the new value cannot be written as UTF-8")
        refuse_unannounced(united(span for edit in edits for span in self._announced(edit)), splices)

    def _announced(self, edit: Edit) -> list[Span]:
        """Return the lines that *edit* may change: of its value, or of the enclosing list or mapping."""
        match edit:
            case EditComment():
                spans = [edit.span]
            case MakeAlias():
                spans = [self.span(edit.path), self.span(edit.source)]
            case Set():
                spans = [self._field_span(edit.path)]
            case _:
                spans = [self._field_span(edit.path[:-1])]
        return [(line_start(self.text, start), self._line_end(end)) for start, end in spans]

    def _field_span(self, path: Path) -> Span:
        """Return the span of the value at *path* with the name of its field, or with its item's marker."""
        start, end = self.span(path)
        with suppress(LookupError):
            return min(start, self.key_span(path)[0]), end
        return max(end_before(self.text, start) - 1, 0), end

    def _line_end(self, index: int) -> int:
        """Return the start of the line after that of *index*, or the end of the text."""
        return self.text.find("\n", index) + 1 or len(self.text)

    @property
    def checked_values(self) -> Value:
        """The values that edits are verified with, and any other editable text; None if there are none."""
        return None if self.problem is not None else self.values

    @abstractmethod
    def _drafts(self, edits: Sequence[Edit]) -> Iterator[list[Splice]]:
        """Yield the ways to write *edits*, the best first, each in the order of the text.

        Raises:
            EditRefused: There is none.
        """

    def _is_kept(self, written: Self) -> bool:
        """Return whether the file *written* differs from this one only in its values."""
        return True

    def _refuse_lost_comments(self, written: Self, edits: Sequence[Edit]) -> None:
        """Refuse edits that lose a comment, except edits of that comment.

        Raises:
            EditRefused: A comment is lost; the message quotes it.
        """
        before = Counter(self.text[slice(*span)] for span in self.comments)
        before -= Counter(self.text[slice(*edit.span)] for edit in edits if isinstance(edit, EditComment))
        lost = before - Counter(written.text[slice(*span)] for span in written.comments)
        if lost:
            raise EditRefused(f"the comment `{next(iter(lost))[:_MAX_COMMENT]}` would be lost")


def _is_encodable(text: str) -> bool:
    """Return whether *text* has no surrogate, as `os.fsdecode` returns for undecodable bytes."""
    try:
        return bool(text.encode())
    except UnicodeEncodeError:
        return False
