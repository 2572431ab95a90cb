"""Reading records, with the files beside them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Protocol

from lint import documents
from lint.files import UNREAD, Stamp
from lint.kinds import Kind, recognise
from lint.records.inputs import (
    Disk,
    InputKey,
    Names,
    Sidecar,
    digest_of_sidecar,
    pages,
    repository_of,
    sidecar,
)
from lint.records.record import Record
from lint.results.file_result import InputStamp
from lint.settings import Settings


class Inputs(Protocol):
    """The files of records, and those beside them; `lint.records.inputs.Disk` implements it."""

    def read(self, path: str) -> bytes:
        """Return the content of the file at *path*, which the caller of a `FileChecker` needs.

        Raises:
            OSError: The file cannot be read.
        """

    def sidecar(self, key: InputKey) -> Sidecar:
        """Return the content of a sidecar, the reason why it cannot be read, or None if it is absent."""

    def names(self, key: InputKey) -> Names:
        """Return the names that the pages in a folder give, the reason why they cannot be read, or None."""

    def stamp(self, key: InputKey) -> Stamp:
        """Return a stamp that shows whether an input has changed, without reading it."""

    def digest(self, key: InputKey) -> str:
        """Return a digest of the content of an input."""


@dataclass
class Noted:
    """What was read beside a record; it grows while the rules run, as they ask for files."""

    inputs: list[InputStamp] = field(default_factory=list)
    """The sidecars and folders, including missing ones, if they are kept."""
    failure: str = ""
    """Why a folder cannot be read."""


class RecordReader:
    """Reads records.

    Args:
        settings: Which kinds of records there are, where their sources are, and the limits.
        inputs: Where sidecars and pages are read from; by default from the disk.
        folder: The folder that paths are relative to; by default the working folder.
        keeps_inputs: Whether what was read is kept.
        derives: Whether sources are read together with what generates records from them.
    """

    def __init__(
        self,
        settings: Settings,
        inputs: Inputs | None = None,
        *,
        folder: str = "",
        keeps_inputs: bool = False,
        derives: bool = False,
    ) -> None:
        self._inputs: Inputs = inputs or Disk(settings.limits)
        self._folder = folder or os.getcwd()
        self._keeps_inputs = keeps_inputs
        self._derives = derives
        self._limits = settings.limits
        self._kinds = settings.all_kinds()
        self._source_files = settings.sources
        self._folders: dict[str, tuple[str, str]] = {}

    def read(self, path: str, data: bytes, noted: Noted | None = None) -> Record | None:
        """Return the record in the file at *path* with the content *data*; None if it is not a record.

        The files beside it are read when a rule asks for them; they are then also *noted*.
        """
        noted = noted or Noted()
        kind, real = self._recognised(path, data)
        if kind is None:
            return None

        def read(key: InputKey | None) -> Sidecar:
            if key is None:
                return None
            stamp = self._inputs.stamp(key) if self._keeps_inputs else None
            content = self._inputs.sidecar(key)
            if isinstance(content, str):
                stamp = UNREAD  # the reason may lie outside of the file, so it is tried again each time
            if self._keeps_inputs:
                noted.inputs.append((key, stamp, digest_of_sidecar(content)))
            return content

        def read_sidecar(name: str) -> str | None:
            content = read(sidecar(real, name))
            if isinstance(content, str):
                raise OSError(content)
            return None if content is None else content.decode("utf-8", "replace")

        def read_names(folder: str, field: str) -> frozenset[str] | None:
            key = pages(real, folder, field)
            names = self._inputs.names(key)
            if isinstance(names, str):
                noted.failure = f"{folder}: {names}"
                return None
            if self._keeps_inputs:
                noted.inputs.append((key, self._inputs.stamp(key), self._inputs.digest(key)))
            return names

        def read_source(record_id: str) -> tuple[str, bytes, str] | None:
            beside = sidecar(real, kind.source.replace("{id}", record_id))
            for key in (beside, self._source_files.of(kind.name, record_id)):
                content = read(key)
                if key is not None and isinstance(content, bytes):
                    shown = os.path.relpath(key[0], self._folder).replace(os.sep, "/")
                    return shown, content, repository_of(key[0]) if self._derives else ""
            return None

        document = documents.read(data, self._limits, path, kind.format)
        return Record(document, kind, path, read_sidecar, read_names, read_source)

    def unread(self, path: str, data: bytes) -> Record:
        """Return an empty record in place of one whose reading was ended."""
        kind, _ = self._recognised(path, data)
        assert kind is not None  # other files are not read
        return Record(documents.read(b"", self._limits, path, kind.format), kind, path)

    def _recognised(self, path: str, data: bytes) -> tuple[Kind | None, str]:
        """Return the kind of the record in a file, and the absolute path, without links in its folder."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            absolute = os.path.normpath(os.path.join(self._folder, folder))
            real = os.path.realpath(absolute)
            self._folders[folder] = _with_slashes(absolute), _with_slashes(real)
        absolute, real = self._folders[folder]
        return recognise(f"{absolute}/{name}", data, self._kinds), f"{real}/{name}"


def _with_slashes(folder: str) -> str:
    return folder.replace(os.sep, "/").rstrip("/")
