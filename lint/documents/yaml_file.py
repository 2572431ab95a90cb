"""YamlFile: a file that is YAML and nothing else, of one document or several."""

from __future__ import annotations

from lint.core.findings import Span
from lint.documents.yaml_document import YamlDocument


class YamlFile(YamlDocument):
    """One file's bytes, read; its values are a mapping, or a list: of items, or of its documents."""

    several = True

    def _find_block(self) -> None:
        """Take the whole file for the block, but for a byte order mark."""
        self.start = int(self.text.startswith("\ufeff"))
        self.block_end = len(self.text)

    @property
    def opening(self) -> Span:
        """The first character of the record, or of the file if that cannot be read."""
        start = self.start if self.problem is not None else self.nodes.span(())[0]
        return start, min(start + 1, len(self.text))
