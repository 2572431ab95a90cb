"""FrontMatter: a file that begins with YAML between two lines of dashes, found as Jekyll finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Self

from lint.core.findings import Span
from lint.documents.document import Cause, Problem
from lint.documents.generated import DEEPEST, read_generated
from lint.documents.yaml_document import Reader, YamlDocument

_OPENING = re.compile(r"---[ \t\r\f\v]*\n")
_PREFIX = re.compile(r"\ufeff?\s*(?=---[ \t\r\f\v]*\n)")
_BLANKS = " \t\r\f\v"  # what Ruby's `\s` matches within a line


class FrontMatter(YamlDocument):
    """One file's bytes, read; its values are those of the front matter's mapping."""

    noun = "front matter"
    start: int
    """Where the front matter begins; above 0, Jekyll sees none."""

    def _find_block(self) -> None:
        """Find the block as Jekyll 4.3 does (lib/jekyll/document.rb, YAML_FRONT_MATTER_REGEXP).

        Where a byte order mark or blank lines keep Jekyll from seeing a good block, it is read
        all the same, so that its other faults are found in the same run.
        """
        text = self.text
        self.end = self.body = self.block_end = len(text)
        """Where the front matter ends, and where what follows it begins."""
        self.second: int | None = None
        """Where a line `--- text` begins a second YAML document, which no reader sees."""
        if self.problem is not None:
            return
        prefix = _PREFIX.match(text)
        self.start = prefix.end() if prefix else 0
        opening = _OPENING.match(text, self.start)
        if opening is None:
            line = text.partition("\n")[0]
            self.problem = Problem(Cause.FRONT_MATTER, "The first line is not `---`", (0, len(line)))
            return
        for at in markers(text, opening.end() - 1):
            line_end = text.find("\n", at + 1)
            line = text[at + 1 : line_end if line_end >= 0 else len(text)]
            if not line[3:].strip(_BLANKS):
                self.end = at + 1
                self.block_end = self.end if self.second is None else self.second
                self.body = len(text) if line_end < 0 else line_end + 1
                return
            if self.second is None and line.startswith("---") and line[3] in " \t":
                self.second = at + 1
        message = "The front matter that begins here never ends"
        self.problem = Problem(Cause.FRONT_MATTER, message, self.opening)

    def _read(self) -> Reader:
        """Return the first reader that can read the file; where none can, *problem* says why."""
        if self.problem is None and self.limits.depth >= DEEPEST:
            generated = read_generated(self.text, self.start, self.block_end)
            if generated is not None:
                return generated
        return super()._read()

    @property
    def opening(self) -> Span:
        """The three dashes that begin the front matter."""
        return self.start, self.start + 3

    def _is_kept(self, written: Self) -> bool:
        """Return whether what stands behind the front matter of *written* is the same."""
        return written.text[written.end :] == self.text[self.end :]


def markers(text: str, at: int) -> Iterator[int]:
    """Yield, from *at* on, where a line break stands that `---` or `...` follows."""
    while True:
        dashes = text.find("\n---", at)
        while (at := text.find("\n...", at, dashes if dashes >= 0 else len(text))) >= 0:
            yield at
            at += 1
        if dashes < 0:
            return
        yield dashes
        at = dashes + 1
