"""The inputs of checking a record besides its own file: sidecars and folders of pages."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from lint import documents, files
from lint.core.limits import DEFAULT, Limits
from lint.files import Stamp
from lint.kinds import SIDECAR_NAME

InputKey: TypeAlias = "tuple[str, str | None]"
"""The path of a file and None, or the path of a folder of pages and the field with their names."""

Sidecar: TypeAlias = "bytes | str | None"
"""The content of a sidecar, a message that says why it cannot be read, or None if it is absent."""

SOURCE_ENDING = ".gpml"
"""The ending of the file names of sources."""
Names: TypeAlias = "frozenset[str] | str | None"
"""The names that the pages in a folder give, a message that says why they cannot be read, or None."""

_KEPT = 32  # sources: those of the records that are checked together
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}


def sidecar(path: str, name: str) -> InputKey | None:
    """Return the key of the sidecar *name* of the record at *path* (absolute), whether it exists or not.

    A name with a folder is relative to the parent of the record's folder, one without to the record's
    folder. None if the name leads anywhere else.
    """
    if not SIDECAR_NAME.fullmatch(name):
        return None
    folder = os.path.dirname(path)
    return os.path.join(_above(folder) if "/" in name else folder, name), None


@lru_cache(maxsize=64)
def _above(folder: str) -> str:
    return os.path.dirname(folder) if os.path.basename(folder) else os.path.join(folder, "..")


def repository_of(source: str) -> str:
    """Return the folder of the repository that contains a source, as in `pathways/WP49/WP49.gpml`."""
    return os.path.abspath(os.path.join(source, "../../.."))


def pages(path: str, folder: str, field: str) -> InputKey:
    """Return the key of the *folder* beside the folder of the record at *path* (absolute)."""
    return os.path.join(os.path.dirname(os.path.dirname(path)), folder), field


class Disk:
    """The files on this machine during a run; each folder of pages is read once.

    Args:
        limits: The limits on files.
        given: By path, content to use instead of that on the disk.
    """

    def __init__(self, limits: Limits, given: Mapping[str, bytes] | None = None) -> None:
        self._limits = limits
        self._given = {os.path.realpath(path): data for path, data in (given or {}).items()}
        self._names: dict[InputKey, Names] = {}
        self._outside: dict[str, bool] = {}
        self._stamps: dict[InputKey, Stamp] = {}
        self._digests: dict[InputKey, str] = {}
        self._listings: dict[str, frozenset[str]] = {}
        self._sources: dict[tuple[str, Stamp], bytes] = {}
        """The content of the sources read last, by the name and the stamp of the file."""

    def read(self, path: str) -> bytes:
        """Return the content of the file at *path*, like `files.read`.

        A source may also be the file of a record, so the last ones are kept.

        Raises:
            OSError: The file cannot be read.
        """
        if self._given and (given := self._given.get(os.path.realpath(path))) is not None:
            return given
        # Within a run, any time will do: a file that has changed since it was read is not written.
        stamp = files.stamp(path, young=0) if path.endswith(SOURCE_ENDING) else None
        if stamp is None:
            return files.read(path, self._limits.file_size)
        key = os.path.basename(path), stamp
        data = self._sources.get(key)
        if data is None:
            data = self._sources[key] = files.read(path, self._limits.file_size)
            if len(self._sources) > _KEPT:
                del self._sources[next(iter(self._sources))]
        return data

    def sidecar(self, key: InputKey) -> Sidecar:
        """Return the content of a sidecar, a message if it cannot be read, or None if it is absent."""
        if self._is_missing_source(key[0]):
            return None
        limit = self._limits.file_size
        try:
            self._confine(os.path.dirname(key[0]))
            data = self.read(key[0])
        except OSError as error:
            return None if error.errno in _ABSENT else files.why(error)
        return data if len(data) <= limit else f"it has more than {limit:,} bytes (`limits.file-size`)"

    def names(self, key: InputKey) -> Names:
        """Return the names that the pages of a folder give, like `Record.names`."""
        if key not in self._names:
            try:
                self._confine(key[0])
                self._names[key] = _names(key[0], key[1] or "", self._limits)
            except OSError as error:
                self._names[key] = None if error.errno in _ABSENT else files.why(error)
        return self._names[key]

    def _confine(self, folder: str) -> None:
        """Raise an OSError if a link leads from *folder*, beside a record's own, out of the repository."""
        if folder not in self._outside:
            is_link = os.path.realpath(folder) != folder
            self._outside[folder] = is_link and files.leads_out(folder, os.path.dirname(folder))
        if self._outside[folder]:
            raise OSError(files.LEADS_OUT)

    def stamp(self, key: InputKey) -> Stamp:
        """Return a stamp that shows whether an input has changed, without reading it; None if absent."""
        path, field = key
        if field is None:
            return None if self._is_missing_source(path) else files.stamp(path)
        if key not in self._stamps:
            self._stamps[key] = _folder_stamp(path)
        return self._stamps[key]

    def digest(self, key: InputKey) -> str:
        """Return a digest of the content of an input."""
        if key[1] is None:
            return digest_of_sidecar(self.sidecar(key))
        if key not in self._digests:
            self._digests[key] = digest_of_names(self.names(key))
        return self._digests[key]

    def _is_missing_source(self, path: str) -> bool:
        """Return whether *path* is an absent source; as most are, each folder is listed once instead."""
        if not path.endswith(SOURCE_ENDING):
            return False
        folder, name = os.path.split(path)
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
        OSError: The folder, or a page in it, cannot be read.
    """
    names: set[str] = set()
    for page in os.listdir(folder):
        if page.endswith(".md"):
            data = _page(os.path.join(folder, page), limits.file_size) if field else b""
            names.add(name_of_page(page, data, field, limits))
    return frozenset(names - {""}) or None


def _page(path: str, limit: int) -> bytes:
    """Return the content of a page; b"" if it is a folder, a broken link, or too long."""
    try:
        data = files.read(path, limit)
    except OSError as error:
        if error.errno in {*_ABSENT, errno.ELOOP} or os.path.isdir(path):
            return b""
        raise OSError(f"{os.path.basename(path)}: {files.why(error)}") from None
    return data if len(data) <= limit else b""


def name_of_page(file: str, data: bytes, field: str, limits: Limits = DEFAULT) -> str:
    """Return the name that a page with this content gives in *field*; "" if it gives none.

    Without a field, this is the name of its *file*, normalised to NFC, as macOS may return it decomposed.
    """
    if not field:
        return unicodedata.normalize("NFC", file.removesuffix(".md"))
    value = documents.read(data, limits, file).values.get(field)
    return str(value) if isinstance(value, str | int) else ""
