"""Document: one file's bytes with its values, their places, and verified edits, in any format.

An index is a character's place in the file's text, counted from 0; a span is two of them, the
second one behind the last character.
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
from lint.core.values import Edit, EditComment, MakeAlias, Path, Rewrite, Set, Value, apply, get, same
from lint.documents.problems import Problem
from lint.documents.splices import (
    EditRefused,
    Splice,
    difference,
    end_before,
    refuse_disorder,
    refuse_unannounced,
    spliced,
    united,
)

_LONG = 100_000
_MAX_COMMENT = 60  # characters of a comment that a message quotes


class Document(ABC):
    """One file's bytes, read in the format of the class.

    Args:
        data: The file's bytes.
        limits: What goes beyond them is a problem.
    """

    noun = "file"
    """What is read, in messages: the file, or a part of it."""
    values: Value
    """What readers get, a mapping or a list; empty if *problem* says why they get nothing."""
    problem: Problem | None
    text: str
    """The file as text, with U+FFFD for what cannot be decoded; "" if the file is too large."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        self.data = data
        self.limits = limits
        self._words: dict[tuple[Path, str], tuple[int, int]] = {}
        """By the path of a value and a word in it: where it was found last, in the value and in the file."""

    def with_data(self, data: bytes) -> Self:
        """Return *data* read in the same format, within the same limits."""
        return type(self)(data, self.limits)

    # Places -----------------------------------------------------------------------------------

    @abstractmethod
    def span(self, path: Path) -> Span:
        """Return where the value at *path* is written; that of an alias is where it is named.

        Raises:
            LookupError: nothing is there.
        """

    @abstractmethod
    def key_span(self, path: Path) -> Span:
        """Return where the name of the field at *path* is written.

        Raises:
            LookupError: nothing is there, or *path* leads to an item of a list.
        """

    @property
    @abstractmethod
    def opening(self) -> Span:
        """The first characters of the record, where findings about the whole of it are shown."""

    @property
    @abstractmethod
    def may_be_escaped(self) -> bool:
        """Whether a value may hold a character that the file's text does not show."""

    @property
    def is_generated(self) -> bool:
        """Whether it is known without a try that every edit can be written."""
        return False

    def can_write(self, edits: Sequence[Edit]) -> bool:
        """Return whether it is known without a try that *edits* can be written."""
        return self.is_generated

    @property
    def comments(self) -> Sequence[Span]:
        """Where comments stand, each from its sign to its end, in the order of the text."""
        return ()

    @property
    def directives(self) -> Sequence[Span]:
        """Where the comments stand that are meant for recordlint: `# recordlint: ...`."""
        return ()

    @property
    def prose(self) -> Sequence[tuple[Path, str]]:
        """The texts beside the values that people read, outside of code: what `get` returns, by path."""
        return ()

    def get(self, path: Path) -> Value:
        """Return the value, or the text beside the values, at *path*.

        Raises:
            LookupError: nothing is there.
        """
        return get(self.values, path)

    def source(self, path: Path) -> str:
        """Return the value at *path* as it is written in the file.

        Raises:
            LookupError: nothing is there.
        """
        return self.text[slice(*self.span(path))]

    def is_plain(self, path: Path) -> bool:
        """Return whether readers take the type of the value at *path* from its looks alone.

        Raises:
            LookupError: nothing is there.
        """
        return False

    def is_alias(self, path: Path) -> bool:
        """Return whether the value at *path* is written as a reference to another one."""
        return False

    def written_at(self, path: Path) -> Span:
        """Return where the value at *path* is written; for a reference, where the other one is.

        Raises:
            LookupError: nothing is there.
        """
        return self.span(path)

    def has_final_break(self, path: Path) -> bool:
        """Return whether the text at *path* ends with a line break only since texts written so always do.

        Raises:
            LookupError: nothing is there.
        """
        return False

    @property
    def duplicates(self) -> Sequence[tuple[Path, list[tuple[str, Value]]]]:
        """The fields given more than once in one mapping: their paths, and all names and values in order."""
        return ()

    def is_block(self, path: Path) -> bool:
        """Return whether the value at *path* is a list or a mapping with lines of its own.

        Raises:
            LookupError: nothing is there.
        """
        return False

    def position(self, index: int) -> tuple[int, int]:
        r"""Return line and column (from 1, in characters) of *index*; only `\n` ends a line."""
        if len(self.text) < _LONG:  # counting is faster for the few places that are asked for
            line_start = self.text.rfind("\n", 0, index) + 1
            return self.text.count("\n", 0, index) + 1, index - line_start + 1
        line = bisect_right(self.line_starts, index)
        return line, index - self.line_starts[line - 1] + 1

    @cached_property
    def line_starts(self) -> list[int]:
        """The index of each line's first character."""
        return [0, *accumulate([len(line) + 1 for line in self.text.split("\n")])][:-1]

    def words_span(self, path: Path, words: Span) -> Span:
        """Return where a stretch of the text at *path* is written, the whole value where unsure.

        *words* counts the characters of the value; no stretch that is escaped can be found.
        """
        start, end = self.span(path)
        value = self.get(path)
        word = value[slice(*words)]
        # Findings ask for one word after the other: what lies before the last one is not counted again.
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
        """Return where *words* are written next, in a value that *sign* begins; (-1, -1) if nowhere."""
        at = self.text.find(words, begin, end)
        return at, at + len(words) if at >= 0 else at

    # Edits ------------------------------------------------------------------------------------

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """Return the file's bytes with *edits* applied, as `splices` says.

        Raises:
            EditRefused: that cannot be done, or the edits contradict each other.
        """
        return spliced(self.text, self.splices(edits)).encode()

    def splices(self, edits: Sequence[Edit]) -> list[Splice]:
        """Return what carries *edits* into the text: in order, apart from each other, and verified.

        Read again, the file gives the old values with the edits applied, and has all its comments.

        Raises:
            EditRefused: that cannot be done, or the edits contradict each other.
        """
        for edit in edits:
            if isinstance(edit, Rewrite):
                written = self.with_data(edit.data)
                if len(edits) > 1 or written.problem is not None:
                    raise EditRefused("the file would still not be readable")
                if self.problem is None and not same(written.checked_values, self.checked_values):
                    raise EditRefused("the file would have other values")
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
        raise EditRefused("the text written for it would not be read back as the same values")

    def draft(self, edits: Sequence[Edit]) -> list[Splice]:
        """Return what most likely carries *edits* into the text; `is_faithful` tells, or `splices`.

        It takes as long as the edits are, not as the file is.

        Raises:
            EditRefused: they surely cannot be written.
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
        """Return whether *splices*, in the order of the text, carry *edits* into it, and nothing else."""
        try:
            if any(isinstance(edit, Rewrite) for edit in edits):
                return self.splices(edits) == splices
            refuse_disorder(self.text, splices)
            return self._gives(splices, edits, apply(self.checked_values, edits))
        except (EditRefused, LookupError, TypeError, ValueError):
            return False

    def _gives(self, splices: Sequence[Splice], edits: Sequence[Edit], expected: Value) -> bool:
        """Return whether the file, with *splices* in it, is read as the *expected* values.

        Raises:
            EditRefused: it is, and a comment would be lost.
        """
        written = self.with_data(spliced(self.text, splices).encode())
        if not self._is_kept(written) or not same(written.checked_values, expected):
            return False
        self._refuse_lost_comments(written, edits)
        return True

    def _refuse_stray(self, edits: Sequence[Edit], splices: Sequence[Splice]) -> None:
        """Refuse splices that overlap, or change more than *edits* may.

        Raises:
            EditRefused: they do.
        """
        refuse_disorder(self.text, splices)
        if not all(splice.text.isascii() or _is_encodable(splice.text) for splice in splices):
            raise EditRefused("a character of the new value cannot be written as UTF-8")
        refuse_unannounced(united(span for edit in edits for span in self._announced(edit)), splices)

    def _announced(self, edit: Edit) -> list[Span]:
        """Return the lines that an edit may change: those of its value, or of the list or mapping around."""
        match edit:
            case EditComment():
                spans = [edit.span]
            case MakeAlias():
                spans = [self.span(edit.path), self.span(edit.source)]
            case Set():
                spans = [self._field_span(edit.path)]
            case _:
                spans = [self._field_span(edit.path[:-1])]
        return [(self.text.rfind("\n", 0, start) + 1, self._line_end(end)) for start, end in spans]

    def _field_span(self, path: Path) -> Span:
        """Return where the value at *path* is written, with the name of its field or what marks the item."""
        start, end = self.span(path)
        with suppress(LookupError):
            return min(start, self.key_span(path)[0]), end
        return max(end_before(self.text, start) - 1, 0), end

    def _line_end(self, index: int) -> int:
        """Return where the line below the one of *index* begins."""
        return self.text.find("\n", index) + 1 or len(self.text)

    @property
    def checked_values(self) -> Value:
        """What the most trusted reader gets, and what else can be edited; None where it gets nothing."""
        return None if self.problem is not None else self.values

    @abstractmethod
    def _drafts(self, edits: Sequence[Edit]) -> Iterator[list[Splice]]:
        """Yield the ways to write *edits*, the best one first, each in the order of the text.

        Raises:
            EditRefused: there is none.
        """

    def _is_kept(self, written: Self) -> bool:
        """Return whether the file *written* differs from this one in its values alone."""
        return True

    def _refuse_lost_comments(self, written: Self, edits: Sequence[Edit]) -> None:
        """Refuse edits that lose a comment, but for those that are about comments.

        Raises:
            EditRefused: a comment is gone; the message quotes it.
        """
        before = Counter(self.text[slice(*span)] for span in self.comments)
        before -= Counter(self.text[slice(*edit.span)] for edit in edits if isinstance(edit, EditComment))
        lost = before - Counter(written.text[slice(*span)] for span in written.comments)
        if lost:
            raise EditRefused(f"the comment `{next(iter(lost))[:_MAX_COMMENT]}` would be lost")


def _is_encodable(text: str) -> bool:
    """Return whether *text* has no surrogate, such as one that stands for a byte of a file's name."""
    try:
        return bool(text.encode())
    except UnicodeEncodeError:
        return False
