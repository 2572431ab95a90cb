"""Front matter: YAML between two lines of dashes at the start of a file, found as Jekyll finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Self

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.core.values import BODY, Edit, Path, Set, Value, pointer
from lint.documents.generated import DEEPEST, read_generated
from lint.documents.in_place import Piece, change_pieces
from lint.documents.problems import Cause, Problem
from lint.documents.prose import prose
from lint.documents.reader import Reader
from lint.documents.splices import EditRefused, Splice
from lint.documents.yaml_document import YamlDocument

_OPENING = lazy(r"---[ \t\r\f\v]*\n")
_PREFIX = lazy(r"\ufeff?\s*(?=---[ \t\r\f\v]*\n)")
_CHARACTER = lazy(r"\r\n|.", re.DOTALL)
_BLANKS = " \t\r\f\v"  # what Ruby's `\s` matches within a line


class FrontMatter(YamlDocument):
    """A file with front matter, whose mapping gives the values."""

    noun = "front matter"
    start: int
    """The start of the front matter; if it is above 0, Jekyll finds none."""

    def _find_block(self) -> Problem | None:
        """Find the block as Jekyll 4.3 does (lib/jekyll/document.rb, YAML_FRONT_MATTER_REGEXP).

        A block that Jekyll does not find because of a byte order mark or blank lines before it is read
        nevertheless, so that its other faults are found in the same run.
        """
        text = self.text
        self.end = self.body = self.block_end = len(text)
        """The end of the front matter, and the start of the text after it."""
        self.second: int | None = None
        """The start of a line `--- text`, which begins a second YAML document that readers ignore."""
        if self.problem is not None:
            return self.problem
        prefix = _PREFIX.match(text)
        self.start = prefix.end() if prefix else 0
        opening = _OPENING.match(text, self.start)
        if opening is None:
            line = text.partition("\n")[0]
            return Problem(Cause.FRONT_MATTER, "The first line is not `---`", (0, len(line)))
        for at in markers(text, opening.end() - 1):
            line_end = text.find("\n", at + 1)
            line = text[at + 1 : line_end if line_end >= 0 else len(text)]
            if not line[3:].strip(_BLANKS):
                self.end = at + 1
                self.block_end = self.end if self.second is None else self.second
                self.body = len(text) if line_end < 0 else line_end + 1
                return None
            if self.second is None and line.startswith("---") and line[3] in " \t":
                self.second = at + 1
        message = "The front matter that begins here never ends"
        return Problem(Cause.FRONT_MATTER, message, self.opening, context=self.start)

    def _read(self) -> tuple[Reader, Problem | None]:
        if self.problem is None and self.limits.depth >= DEEPEST:
            generated = read_generated(self.text, self.start, self.block_end)
            if generated is not None:
                return generated, None
        return super()._read()

    @property
    def opening(self) -> Span:
        """The span of the three dashes that begin the front matter."""
        return self.start, self.start + 3

    @cached_property
    def is_generated(self) -> bool:
        """Whether the file is in the form of the generators, which write nothing after the front matter."""
        return super().is_generated and not self.text[self.body :].strip()

    # The body: its prose is a list of texts, which can be edited like values ----------------------

    @cached_property
    def _prose_spans(self) -> list[Span]:
        if self.problem is not None or BODY in self.values:
            return []
        return [(self.body + start, self.body + end) for start, end in prose(self.text[self.body :])]

    @cached_property
    def prose(self) -> list[tuple[Path, str]]:
        r"""The parts of the body outside code, with `\n` as line breaks."""
        texts = (self.text[slice(*span)].replace("\r\n", "\n") for span in self._prose_spans)
        return [((BODY, number), text) for number, text in enumerate(texts)]

    def _is_prose(self, path: Path) -> bool:
        return len(path) == 2 and path[0] == BODY and BODY not in self.values

    def get(self, path: Path) -> Value:
        return self.prose[path[1]][1] if self._is_prose(path) else super().get(path)

    def span(self, path: Path) -> Span:
        return self._prose_spans[path[1]] if self._is_prose(path) else super().span(path)

    def words_span(self, path: Path, words: Span) -> Span:
        if not self._is_prose(path):
            return super().words_span(path, words)
        start, end = self.span(path)
        behind = [0]
        behind += (match.end() for match in _CHARACTER.finditer(self.text[start:end]))
        return start + behind[words[0]], start + behind[words[1]]

    @property
    def checked_values(self) -> Value:
        """The values that libyaml reads, with the prose of the body; None if there are none."""
        values = super().checked_values
        return {**values, BODY: [text for _, text in self.prose]} if self.prose else values

    def _drafts(self, edits: Sequence[Edit]) -> Iterator[list[Splice]]:
        in_body = [edit for edit in edits if self._is_prose(edit.path)]
        behind = [splice for edit in in_body for splice in self._in_body(edit)]
        behind.sort(key=lambda splice: splice.start)
        for draft in super()._drafts([edit for edit in edits if not self._is_prose(edit.path)]):
            yield draft + behind

    def _in_body(self, edit: Edit) -> list[Splice]:
        """Return the splices that change words of a text of the body.

        Raises:
            EditRefused: The edit is of another sort.
        """
        if not isinstance(edit, Set) or not isinstance(edit.value, str):
            raise EditRefused(f"{pointer(edit.path)} can only be replaced by another text")
        start, end = self.span(edit.path)
        newline = "\r\n" if "\r\n" in self.text[start:end] else "\n"
        characters = _CHARACTER.finditer(self.text[start:end])
        pieces = [Piece(*match.span(), match[0].replace("\r\n", "\n")) for match in characters]
        old = self.get(edit.path)
        found = change_pieces(pieces, old, edit.value, lambda text: text.replace("\n", newline)) or []
        return [Splice(start + each.start, start + each.end, each.text) for each in found]

    def _is_kept(self, written: Self) -> bool:
        """Return whether *written* has the same text after the front matter, except for its prose."""
        return written._rest == self._rest

    @property
    def _rest(self) -> list[str]:
        """The text after the front matter, without the prose."""
        cuts = [self.end, *(index for span in self._prose_spans for index in span), len(self.text)]
        return [self.text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]


def markers(text: str, at: int) -> Iterator[int]:
    """Yield the indices, from *at* on, of line breaks that `---` or `...` follows."""
    while True:
        dashes = text.find("\n---", at)
        while (at := text.find("\n...", at, dashes if dashes >= 0 else len(text))) >= 0:
            yield at
            at += 1
        if dashes < 0:
            return
        yield dashes
        at = dashes + 1
