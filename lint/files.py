"""Files: find them, read them, write them back whole, show what changed."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path as FilePath
from typing import TypeAlias

from lint.core import digests
from lint.core.globs import Globs
from lint.core.limits import DEFAULT

Stamp: TypeAlias = "tuple[int, int, int] | None"
"""What tells without reading that a file has not changed: modification time, size, inode."""

SETTINGS = ("recordlint.toml", ".recordlint.toml")
"""What settings files are called, besides `pyproject.toml`."""

_MARKERS = (".git", *SETTINGS)  # what a repository has in its topmost folder
_TEMPORARY = (".recordlint-", ".new")  # how the name of a file that is being written begins and ends
_PATIENCE = 10  # seconds until a lock that another run holds counts as stuck
_NO_FILE = "it is no regular file"
LEADS_OUT = "a symbolic link leads out of the repository here, which is not followed"
_YOUNG = 2_000_000_000  # ns: the coarsest clock of a file system in use (FAT)


@dataclass(frozen=True)
class Scope:
    """Which files belong to a run, of those that it is asked to look at."""

    include: Globs | None = None
    """Where to look; None: everywhere."""
    exclude: Globs | None = None
    """What to leave out."""
    endings: tuple[str, ...] = (".md",)
    """How the names of the files end that are looked at in folders."""


def discover(paths: Sequence[str], scope: Scope = Scope()) -> list[str]:
    """Return the files to look at: those named, and those of the *scope* below the folders named.

    In sorted order, each once. Left out of a folder is what is hidden, symbolic links to folders
    and those that lead nowhere, and what `.gitignore` says.

    Raises:
        FileNotFoundError: a path does not exist.
    """
    places = sorted(os.path.join(os.path.abspath(path), "") for path in paths)
    if not any(place.startswith(before) for before, place in pairwise(places)):
        # No file is there twice, and there may be very many.
        return sorted(name for path in paths for _, name in _at(path, scope))
    found: dict[str, str] = {}
    for path in paths:
        for absolute, name in _at(path, scope):
            found.setdefault(absolute, name)
    return sorted(found.values())


def _at(path: str, scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield the files to look at for one path: the absolute path, and the one to call it by."""
    if os.path.isdir(path):
        yield from _below(os.path.normpath(path), scope)
    elif os.path.lexists(path):
        if _belongs(path, scope):
            yield os.path.abspath(path), os.path.normpath(path)
    else:
        raise FileNotFoundError(path)


def _belongs(path: str, scope: Scope) -> bool:
    """Return whether the file at *path* is one that the *scope* includes and does not exclude."""
    folder, name = os.path.split(os.path.abspath(path))
    real = os.path.join(os.path.realpath(folder), name)
    return not (
        (scope.include and not scope.include.match(real)) or (scope.exclude and scope.exclude.match(real))
    )


def _below(root: str, scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield the files of the *scope* below the folder *root*: the absolute path, and from *root* on.

    Each folder is asked about once, and a file only where a pattern can match it by itself.
    """
    real = os.path.join(os.path.realpath(root), "")
    include, exclude = scope.include, scope.exclude
    if exclude and exclude.match(real):
        return
    above = _gitignored_above(real)
    excluded = _for_files([exclude] if exclude else [], scope)
    waiting = [(root, real, above, _for_files(above, scope), include is None or include.match(real))]
    while waiting:
        folder, place, ignored, ignored_files, included = waiting.pop()
        folders, names = _entries(folder)
        if ".gitignore" in names:
            here = _gitignored(place)
            ignored, ignored_files = here + ignored, _for_files(here, scope) + ignored_files
        for name in folders:
            below = os.path.join(place, name, "")
            if name.startswith(".") or _first(ignored, below) or (exclude and exclude.verdict(below)):
                continue
            is_included = included or (include is not None and bool(include.verdict(below)))
            waiting.append((os.path.join(folder, name), below, ignored, ignored_files, is_included))
        names = [name for name in names if name.endswith(scope.endings) and not name.startswith(".")]
        if not included and include:
            names = [name for name in names if include.verdict(place + name)]
        for globs in (ignored_files, excluded):
            if globs:
                names = [name for name in names if not _first(globs, place + name)]
        absolute = os.path.join(os.path.abspath(folder), "")
        shown = os.path.normpath(os.path.join(folder, "x"))[:-1]
        for name in names:
            yield absolute + name, shown + name


def _entries(folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders and of the files in *folder*, none where it cannot be read.

    A link to a file is a file, and so is one that may not be followed: whoever reads it is told why.
    One to a folder, or that leads nowhere, is neither.
    """
    folders: list[str] = []
    names: list[str] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():  # which is known without asking for the file
                if _leads_to_file(entry.path):
                    names.append(entry.name)
            elif entry.is_dir():
                folders.append(entry.name)
            else:
                names.append(entry.name)
    return folders, names


def _leads_to_file(link: str) -> bool:
    try:
        return not stat.S_ISDIR(os.stat(link).st_mode)
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


def _for_files(globs: Iterable[Globs], scope: Scope) -> list[Globs]:
    """Return what has to be asked about each file of the *scope* besides its folders."""
    return [found for each in globs if (found := each.for_files(scope.endings)) is not None]


def _first(globs: Iterable[Globs], path: str) -> bool:
    """Return the first verdict on *path*, False where there is none."""
    return next((verdict for each in globs if (verdict := each.verdict(path)) is not None), False)


def _gitignored_above(folder: str) -> list[Globs]:
    """Return what `.gitignore` says above *folder* in its repository, the nearest first.

    Nothing counts in a folder that is itself ignored, since it was asked for.
    """
    found: list[Globs] = []
    above = folder.rstrip(os.sep)
    while not os.path.lexists(os.path.join(above, ".git")):
        below, above = above, os.path.dirname(above)
        if above == below:
            return []  # no repository
        found += _gitignored(above)
    return [] if any(each.match(folder) for each in found) else found


def _gitignored(folder: str) -> list[Globs]:
    data = read_if_any(os.path.join(folder, ".gitignore"))
    if not data:
        return []
    return [Globs(os.path.normpath(folder), tuple(data.decode("utf-8", "replace").splitlines()))]


def repositories(paths: Iterable[str]) -> list[str]:
    """Return the folders of the repositories that the files named belong to; folders have none.

    A repository is the nearest folder above a file that git or recordlint keeps its own in. A
    file outside of any has none: what lies around it may be all that there is on the machine.
    """
    found: dict[str, None] = {}
    for path in paths:
        if not os.path.isdir(path):
            for above in FilePath(os.path.abspath(path)).parents:
                if _is_repository(str(above)):
                    found[os.path.relpath(above)] = None
                    break
    return list(found)


def why(error: OSError) -> str:
    """Return what kept a file from being read or written, in words for people."""
    return error.strerror or str(error)


def within(folder: FilePath, name: str) -> FilePath:
    """Return the real path of the file *name*, which counts from *folder*.

    Raises:
        ValueError: it is not below *folder*, links followed, or there is no such file.
    """
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"{name} is not below {root}")
    if not path.is_file():
        raise ValueError(f"there is no file {name}")
    return path


def _is_repository(folder: str) -> bool:
    return any(os.path.exists(os.path.join(folder, marker)) for marker in _MARKERS)


def read(path: str, limit: int | None = None) -> bytes:
    """Return the bytes of the file at *path*; one more than the *limit* where it is longer.

    Raises:
        OSError: it cannot be read, is no regular file, or is a symbolic link out of its repository.
    """
    # Not to wait for what a named pipe may bring; and the file that is asked about is the one read.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise OSError(_NO_FILE) from None
        if error.errno != errno.ELOOP:
            raise
        if leads_out(os.path.abspath(path)):
            raise OSError(LEADS_OUT) from None
        descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(_NO_FILE)
        wanted = status.st_size if limit is None else min(status.st_size, limit + 1)
        data = os.read(descriptor, wanted)
        while len(data) < wanted and (more := os.read(descriptor, wanted - len(data))):
            data += more
        return data
    finally:
        os.close(descriptor)


def leads_out(path: str) -> bool:
    """Return whether *path* (absolute) really lies outside of a repository that it seems to be in.

    By a symbolic link, a stranger's record could else show what is on the machine that checks it.
    """
    real = FilePath(os.path.realpath(path))
    repositories = (os.path.realpath(above) for above in FilePath(path).parents if _is_repository(str(above)))
    return not all(map(real.is_relative_to, repositories))


def read_if_any(path: str, limit: int = DEFAULT.file_size) -> bytes | None:
    """Return the bytes of the file at *path*; None where there is none to read, or more than the *limit*."""
    try:
        data = read(path, limit)
    except OSError:
        return None
    return data if len(data) <= limit else None


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
    return "" if data is None else digests.digest(data)


def write(path: str, data: bytes, before: bytes | None = None) -> None:
    """Put *data* in the place of *before* in the file at *path*, wholly or not at all.

    Without *before*, in the place of whatever it holds, also where there is no such file yet.

    A temporary file beside it is written through to the disk and then takes its name, with the
    mode and the owner of the old one. What kills this process leaves the old file, and perhaps
    the temporary one, for `clear`.

    Raises:
        OSError: it cannot be written so, or no longer holds *before*; the file is then as it was.
    """
    import tempfile

    folder = os.path.dirname(path) or "."
    prefix, suffix = _TEMPORARY
    with _alone_in(folder):
        try:
            status = _writable(path)
        except FileNotFoundError:
            if before is not None:
                raise
            status = None
        descriptor, temporary = tempfile.mkstemp(suffix, prefix, folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                _make_like(temporary, status)
                os.fsync(file.fileno())
            if before is not None and read(path, max(len(before), len(data))) not in (before, data):
                raise OSError("it was changed while it was checked; run again")
            os.replace(temporary, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
            raise


def _writable(path: str) -> os.stat_result:
    """Return the status of the file at *path*.

    Raises:
        OSError: a new file cannot take its place and leave all else as it is.
    """
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        raise OSError("it is a symbolic link, which is not followed for writing")
    if leads_out(os.path.abspath(path)):
        raise OSError(LEADS_OUT)
    if status.st_nlink > 1:
        raise OSError("it has other names too (hard links), which would keep the old text; copy it first")
    if not os.access(path, os.W_OK):
        raise OSError("it is read-only")
    return status


def _make_like(path: str, status: os.stat_result | None) -> None:
    """Give a file the owner and the mode that *status* tells of another one, else those of a new file.

    Raises:
        OSError: this user may not give files to that owner.
    """
    if status is None:
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(path, 0o666 & ~umask)
        return
    own = os.stat(path)
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.chown(path, status.st_uid, status.st_gid)
        except PermissionError:
            raise OSError("it belongs to somebody else, and a new file would not") from None
    os.chmod(path, stat.S_IMODE(status.st_mode))


def clear(folder: str) -> None:
    """Remove what was being written in *folder* when a run of recordlint was killed.

    Raises:
        OSError: *folder* cannot be read, or something in it not removed.
    """
    prefix, suffix = _TEMPORARY
    left = [name for name in os.listdir(folder) if name.startswith(prefix) and name.endswith(suffix)]
    if not left:
        return
    with _alone_in(folder):  # what another run was writing is there no more
        for name in left:
            with suppress(FileNotFoundError):
                os.unlink(os.path.join(folder, name))


@contextmanager
def _alone_in(folder: str) -> Iterator[None]:
    """Keep other runs of recordlint from writing in *folder*, where the system can.

    The lock is the system's own, on the folder: it leaves nothing behind, and ends with the process.

    Raises:
        OSError: another run, or something else, has held it for long.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise OSError("another program has locked the folder; try again") from None
                time.sleep(0.01)
            except OSError:
                break  # a file system without such locks
        yield
    finally:
        os.close(descriptor)


def stem(name: str) -> str:
    """Return the *name* of a file without its ending."""
    return os.path.splitext(name)[0]


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
