"""Documents with edits that are not written, so that rules can judge the new values at little cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.core.findings import Span
from lint.core.values import Edit, Insert, Rename, Set, apply, scalars
from lint.documents.document import Document
from lint.documents.splices import EditRefused, Splice


class Unwritten(Document):
    """A document with *edits* of its values, which have no places.

    Its text is the one *before*, with the new texts behind it: a search in it may find more than a search in
    the written file, but not less.

    Raises:
        LookupError, ValueError: The edits are impossible.
    """

    def __init__(self, before: Document, edits: Sequence[Edit]) -> None:
        added = "".join(f"\n{text}" for edit in edits for text in _texts(edit))
        super().__init__(before.data + added.encode("utf-8", "surrogatepass"), before.limits)
        self.text = before.text + added
        self.values = apply(before.values, edits)
        self.problem = None
        self._before = before

    @property
    def opening(self) -> Span:
        return self._before.opening

    @property
    def version(self) -> str:
        return self._before.version

    @property
    def may_be_escaped(self) -> bool:
        return self._before.may_be_escaped

    @property
    def is_generated(self) -> bool:
        return self._before.is_generated

    def _drafts(self, edits: Sequence[Edit]) -> Iterator[list[Splice]]:
        raise EditRefused("the document before has not been written")


def _texts(edit: Edit) -> Iterator[str]:
    if isinstance(edit, Rename):
        yield edit.name
    if isinstance(edit, Set | Insert):
        yield from (str(value) for _, value in scalars(edit.value))
