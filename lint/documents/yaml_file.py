"""Files of YAML alone, of one YAML document or several."""

from __future__ import annotations

from lint.core.findings import Span
from lint.documents.problems import Problem
from lint.documents.yaml_document import YamlDocument


class YamlFile(YamlDocument):
    """A file of YAML; its values are a mapping, a list, or a list of its YAML documents."""

    several = True

    def _find_block(self) -> Problem | None:
        """Take the whole file as the block, without any byte order mark."""
        self.start = int(self.text.startswith("\ufeff"))
        self.block_end = len(self.text)
        return self.problem

    @property
    def opening(self) -> Span:
        """The span of the record's first character, or of the file's if it cannot be read."""
        start = self.start if self.problem is not None else self.nodes.span(())[0]
        return start, min(start + 1, len(self.text))
