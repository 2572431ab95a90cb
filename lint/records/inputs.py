"""Inputs: what records are checked with beside their own files, sidecars and folders of pages."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

from lint import documents, files
from lint.core.limits import DEFAULT, Limits
from lint.files import Stamp
from lint.kinds import SIDECAR_NAME

InputKey: TypeAlias = "tuple[str, str | None]"
"""A file's path and None, or a folder of pages with the field that they are asked for."""

Sidecar: TypeAlias = "bytes | str | None"
"""What a sidecar holds, why it cannot be read, in words for people, or None where it is absent."""

SOURCE_ENDING = ".gpml"
"""How the names of sources end. Most records have none, so that each folder is listed once instead."""
Names: TypeAlias = "frozenset[str] | str | None"
"""The names that the pages in a folder give, why they cannot be read, or None where there are none."""

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}


def sidecar(path: str, name: str) -> InputKey | None:
    """Return the sidecar *name* of the record at *path* (absolute), whether it is there or not.

    A name with a folder counts from the folder above the record's own, one without from beside
    the record. A name that leads anywhere else is no sidecar's: None.
    """
    if not SIDECAR_NAME.fullmatch(name):
        return None
    folder = os.path.dirname(path)
    if "/" in name:
        folder = os.path.dirname(folder) if os.path.basename(folder) else os.path.join(folder, "..")
    return os.path.join(folder, name), None


def pages(path: str, folder: str, field: str) -> InputKey:
    """Return the *folder* beside the one that the record at *path* (absolute) is in."""
    return os.path.join(os.path.dirname(os.path.dirname(path)), folder), field


class Disk:
    """The files of this machine, as a run sees them; each folder of pages is looked at once.

    Args:
        limits: How much of a file is read.
        given: By path, what files hold instead.
    """

    def __init__(self, limits: Limits, given: Mapping[str, bytes] | None = None) -> None:
        self._limits = limits
        self._given = given or {}
        self._names: dict[InputKey, Names] = {}
        self._outside: dict[str, bool] = {}
        self._stamps: dict[InputKey, Stamp] = {}
        self._digests: dict[InputKey, str] = {}
        self._listings: dict[str, frozenset[str]] = {}

    def read(self, path: str) -> bytes:
        """Return what the file at *path* holds, as `files.read` does.

        Raises:
            OSError: it cannot be read.
        """
        return self._given[path] if path in self._given else files.read(path, self._limits.file_size)

    def sidecar(self, need: InputKey) -> Sidecar:
        """Return what a sidecar holds; None where it is absent, in words why where it cannot be read."""
        if self._is_missing_source(need[0]):
            return None
        limit = self._limits.file_size
        try:
            self._confine(os.path.dirname(need[0]))
            data = files.read(need[0], limit)
        except OSError as error:
            return None if error.errno in _ABSENT else files.why(error)
        return data if len(data) <= limit else f"it has more than {limit:,} bytes (`limits.file-size`)"

    def names(self, need: InputKey) -> Names:
        """Return the names that the pages of a folder give, as `Record.names` does."""
        if need not in self._names:
            try:
                self._confine(need[0])
                self._names[need] = _names(need[0], need[1] or "", self._limits)
            except OSError as error:
                self._names[need] = None if error.errno in _ABSENT else files.why(error)
        return self._names[need]

    def _confine(self, folder: str) -> None:
        """Raise an OSError if a *folder* beside a record's own really lies outside of the repository."""
        if folder not in self._outside:
            is_link = os.path.realpath(folder) != folder
            self._outside[folder] = is_link and files.leads_out(folder, os.path.dirname(folder))
        if self._outside[folder]:
            raise OSError(files.LEADS_OUT)

    def stamp(self, need: InputKey) -> Stamp:
        """Return a stamp that stays the same, without reading, while *need* does; None where it is absent."""
        path, field = need
        if field is None:
            return None if self._is_missing_source(path) else files.stamp(path)
        if need not in self._stamps:
            self._stamps[need] = _folder_stamp(path)
        return self._stamps[need]

    def digest(self, need: InputKey) -> str:
        """Return a digest of the content of *need*."""
        if need[1] is None:
            return digest_of_sidecar(self.sidecar(need))
        if need not in self._digests:
            self._digests[need] = digest_of_names(self.names(need))
        return self._digests[need]

    def _is_missing_source(self, path: str) -> bool:
        folder, name = os.path.split(path)
        if not name.endswith(SOURCE_ENDING):
            return False
        if folder not in self._listings:
            try:
                names = os.listdir(folder)
            except OSError:
                names = []
            self._listings[folder] = frozenset(name for name in names if name.endswith(SOURCE_ENDING))
        return name not in self._listings[folder]


def digest_of_sidecar(content: Sidecar) -> str:
    """Return a digest of *content*; "" for None."""
    return files.digest(content.encode() if isinstance(content, str) else content)


def digest_of_names(names: Names) -> str:
    """Return a digest of *names*; "" for None."""
    if isinstance(names, frozenset):
        names = repr(sorted(names))
    return files.digest(None if names is None else names.encode())


def _folder_stamp(folder: str) -> Stamp:
    try:
        with os.scandir(folder) as entries:
            stamps = sorted(
                (entry.name, files.stamp(entry.path)) for entry in entries if entry.name.endswith(".md")
            )
    except OSError:
        return None
    return 0, len(stamps), int(files.digest(repr(stamps).encode())[:15], 16)


def _names(folder: str, field: str, limits: Limits) -> frozenset[str] | None:
    """Return the names that the pages of a folder give.

    Raises:
        OSError: the folder, or a page in it, cannot be read.
    """
    names: set[str] = set()
    for page in os.listdir(folder):
        if page.endswith(".md"):
            data = _page(os.path.join(folder, page), limits.file_size) if field else b""
            names.add(name_of_page(page, data, field, limits))
    return frozenset(names - {""}) or None


def _page(path: str, limit: int) -> bytes:
    """Return what a page holds: nothing where it is a folder, a link that leads nowhere, or too long."""
    try:
        data = files.read(path, limit)
    except OSError as error:
        if error.errno in {*_ABSENT, errno.ELOOP} or os.path.isdir(path):
            return b""
        raise OSError(f"{os.path.basename(path)}: {files.why(error)}") from None
    return data if len(data) <= limit else b""


def name_of_page(file: str, data: bytes, field: str, limits: Limits = DEFAULT) -> str:
    """Return the name that a page with these bytes gives in *field*, "" where it gives none.

    Without a field it is that of its *file*, composed (NFC): macOS may hand it out decomposed.
    """
    if not field:
        return unicodedata.normalize("NFC", file.removesuffix(".md"))
    value = documents.read(data, limits, file).values.get(field)
    return str(value) if isinstance(value, str | int) else ""
