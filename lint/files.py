"""Files: find them, read them, write them back whole, show what changed."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path as FilePath

from lint.outcomes import Stamp

_YOUNG = 2_000_000_000  # ns: the coarsest clock of a file system in use (FAT)


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


def read_if_any(path: str) -> bytes | None:
    """Return the bytes of the file at *path*; None where there is none to read."""
    try:
        return read(path)
    except OSError:
        return None


def stamp(path: str) -> Stamp:
    """Return what tells without reading that a file has not changed; None where there is none.

    Modification time, size and inode. A file so young that it may change again unseen gets a
    stamp that no other call gives.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    now = time.time_ns()
    if now - status.st_mtime_ns < _YOUNG:
        return status.st_mtime_ns, status.st_size, -now
    return status.st_mtime_ns, status.st_size, status.st_ino


def digest(data: bytes | None) -> str:
    """Return a text that tells *data* from all other; "" for None."""
    return "" if data is None else sha256(data).hexdigest()[:32]


def write(path: str, data: bytes) -> None:
    """Put *data* in the place of the file at *path*, if any, wholly or not at all, with its mode kept.

    A temporary file beside it is written through to the disk and then takes its name.

    Raises:
        OSError: it cannot be written, or is a symbolic link; the file is then as it was.
    """
    import tempfile

    if os.path.islink(path):
        raise OSError("it is a symbolic link, which is not followed for writing")
    try:
        mode = stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
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
