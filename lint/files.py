"""Files: find them, read them with their sidecars, write them back whole, show what changed."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from pathlib import Path as FilePath

from lint.document import Document
from lint.patterns import lazy

_SIDECAR = lazy(r"(?:[\w-]+/)?[^/\\\0]+")


def discover(paths: Iterable[str]) -> list[str]:
    """Return the files to look at: those named, and every `.md` file below the folders named.

    In sorted order, each once; hidden folders and symbolic links to folders are left out.

    Raises:
        FileNotFoundError: a path does not exist.
    """
    found: dict[str, str] = {}

    def add(files: Iterable[str]) -> None:
        for file in files:
            found.setdefault(os.path.abspath(file), os.path.normpath(file))

    for path in paths:
        if os.path.isdir(path):
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if not name.startswith(".")]
                add(os.path.join(folder, name) for name in names if name.endswith(".md"))
        elif os.path.lexists(path):
            add([path])
        else:
            raise FileNotFoundError(path)
    return sorted(found.values())


def repositories(paths: Iterable[str]) -> list[str]:
    """Return the folders of the repositories that the files named belong to; folders have none.

    A repository is the nearest folder above a file that git or recordlint keeps its own in. A
    file outside of any has none: what lies around it may be all that there is on the machine.
    """
    found: dict[str, None] = {}
    for path in paths:
        if not os.path.isdir(path):
            for above in FilePath(os.path.abspath(path)).parents:
                if any((above / name).exists() for name in (".git", "recordlint.toml", ".recordlint.toml")):
                    found[os.path.relpath(above)] = None
                    break
    return list(found)


def read(path: str) -> bytes | None:
    """Return the bytes of the file at *path*; None where it is no regular file.

    Raises:
        OSError: it cannot be read.
    """
    # Not to wait for what a named pipe may bring; and the file that is asked about is the one read.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        data = os.read(descriptor, status.st_size + 1)
        while len(data) < status.st_size and (more := os.read(descriptor, status.st_size)):
            data += more
        return data
    finally:
        os.close(descriptor)


def _read_if_any(path: str) -> bytes | None:
    """Return the bytes of the file at *path*; None where there is none to read."""
    try:
        return read(path)
    except OSError:
        return None


def read_sidecar(path: str, name: str) -> str | None:
    """Return the text of the sidecar *name* of the record at *path*; None where there is none.

    A name with a folder counts from the folder above the record's own, one without from beside
    the record. A name that leads anywhere else is no sidecar's.
    """
    if not _SIDECAR.fullmatch(name):
        return None
    folder = os.path.dirname(path)
    if "/" in name:
        folder = os.path.dirname(folder) if os.path.basename(folder) else os.path.join(folder, "..")
    data = _read_if_any(os.path.join(folder, name))
    return None if data is None else data.decode("utf-8", "replace")


class Pages:
    """The names that the pages of folders like `_authors/` give, each folder read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], frozenset[str] | None] = {}

    def names(self, path: str, folder: str, field: str) -> frozenset[str] | None:
        """Return what `Record.names` does for the record at *path* (absolute, with `/`)."""
        key = (path.rpartition("/")[0], folder, field)
        if key not in self._known:
            self._known[key] = _names(os.path.join(os.path.dirname(key[0]), folder), field)
        return self._known[key]


def _names(folder: str, field: str) -> frozenset[str] | None:
    try:
        pages = [name for name in os.listdir(folder) if name.endswith(".md")]
    except OSError:
        return None
    contents = (_read_if_any(os.path.join(folder, page)) if field else b"" for page in pages)
    names = {name_of_page(page, data or b"", field) for page, data in zip(pages, contents, strict=True)}
    return frozenset(names - {""}) or None


def name_of_page(file: str, data: bytes, field: str) -> str:
    """Return the name that a page with these bytes gives in *field*, "" where it gives none.

    Without a field it is that of its *file*, composed (NFC): macOS may hand it out decomposed.
    """
    if not field:
        return unicodedata.normalize("NFC", file.removesuffix(".md"))
    value = Document(data).values.get(field)
    return str(value) if isinstance(value, str | int) else ""


def write(path: str, data: bytes) -> None:
    """Put *data* in the place of the file at *path*, wholly or not at all, with its mode kept.

    A temporary file beside it is written through to the disk and then takes its name.

    Raises:
        OSError: it cannot be written, or is a symbolic link; the file is then as it was.
    """
    import tempfile

    if os.path.islink(path):
        raise OSError("it is a symbolic link, which is not followed for writing")
    mode = stat.S_IMODE(os.stat(path).st_mode)
    descriptor, temporary = tempfile.mkstemp(prefix=".recordlint-", dir=os.path.dirname(path) or ".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def shown(path: str) -> str:
    """Return *path* as reports show it: relative to the working folder, with `/`."""
    relative = os.path.relpath(path) if os.path.isabs(path) else os.path.normpath(path)
    return relative.replace(os.sep, "/")


def unified_diff(name: str, before: bytes, after: bytes) -> str:
    """Return the patch that turns *before* into *after*, as `git apply` takes it.

    Bytes that are not UTF-8 are kept as surrogates (`surrogateescape`).
    """
    from difflib import unified_diff as lines

    old, new = (
        re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", "surrogateescape")) for data in (before, after)
    )
    quoted = (_git_quoted(f"{side}/{name}") for side in "ab")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in lines(old, new, next(quoted), next(quoted))
    )


def _git_quoted(name: str) -> str:
    """Return a file name as it stands in a patch: in quotes where it holds odd characters."""
    if re.fullmatch(r"[\x20!#-\[\]-~\x80-\U0010ffff]*", name):
        return name
    escaped = (
        f"\\{ord(character):03o}" if character < " " or character == "\x7f" else character
        for character in name.replace("\\", r"\\").replace('"', r"\"")
    )
    return f'"{"".join(escaped)}"'
