"""Documents: the values of a file and where each is written; there is a module for each format."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from lint.core.limits import DEFAULT, Limits
from lint.documents.document import Document
from lint.documents.front_matter import FrontMatter
from lint.documents.json_file import JsonFile
from lint.documents.yaml_file import YamlFile

_FORMATS: Mapping[str, type[Document]] = {".json": JsonFile, ".yaml": YamlFile, ".yml": YamlFile}
"""The class for each file extension; files with other extensions are read as front matter."""

FRONT_MATTER, GPML = "front-matter", "gpml"
"""The names of the formats."""

EXTENSIONS = (".md", *_FORMATS, ".gpml")
"""The extensions of all files that recordlint can read."""

_KEPT = 32  # GPML files: the sources of the records that are checked together may also be checked themselves
_MAX_BEFORE_ROOT = 4_096  # bytes: a declaration, comments, and the attributes before its namespace
_GPML_ROOT = re.compile(rb"<(?:[\w.-]+:)?Pathway\s[^<>]*[\"']http://pathvisio\.org/GPML/")


def read(data: bytes, limits: Limits = DEFAULT, path: str = "", format: str = FRONT_MATTER) -> Document:
    """Return the document in a file with the content *data*.

    Args:
        data: The file's bytes.
        limits: Exceeding one is a problem of the document.
        path: The file's path. A kind with front matter may also have records in YAML or JSON, recognised
            by the file extension.
        format: The format of the record's kind.
    """
    if format == GPML:
        return _gpml(data, limits)
    return _FORMATS.get(os.path.splitext(path)[1].lower(), FrontMatter)(data, limits)


@lru_cache(_KEPT)
def _gpml(data: bytes, limits: Limits) -> Document:
    from lint.documents.gpml import Gpml

    return Gpml(data, limits)


def may_be(data: bytes, format: str, field: str) -> bool:
    """Return whether *data* looks like a file in this *format* with the top-level *field*."""
    if format == GPML:
        return data[:4].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<") and (
            _GPML_ROOT.search(data, 0, _MAX_BEFORE_ROOT) is not None
        )
    return may_have_fields(data) and _field(field).search(data) is not None


def may_have_fields(data: bytes) -> bool:
    """Return whether *data* looks like a file with front matter."""
    return data.startswith(b"---")


@cache
def _field(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"^%b\s*:" % re.escape(name).encode(), re.MULTILINE)
