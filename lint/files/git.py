"""What git knows about a folder's repository: its top folder, its files, its address on the web."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path as FilePath

from lint.core.errors import UsageError

# `https://host/owner/name.git`, `ssh://git@host:22/owner/name.git`, `git@host:owner/name.git`
_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]*@)?(?P<host>[\w.-]+)(?::\d+)?/|(?:[^@/\s]+@)(?P<scp>[\w.-]+):/?)"
    r"(?P<path>[\w.~/-]+?)(?:\.git)?/?"
)

_MAX_PLACES = 100  # more would make the command too long; git then lists all files

# A repository's own configuration can name programs to run.
_HARMLESS = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "safe.bareRepository=explicit",
)


def run(folder: str, *arguments: str) -> tuple[int, str, str]:
    """Run git and return its exit code, its output, and the first line of its errors.

    Bytes of file names that are not UTF-8 become surrogates, as everywhere in Python.

    Raises:
        UsageError: git is not installed.
    """
    # In a hook, variables bind git to the hook's repository; others change what it regards as one.
    kept = ("GIT_CONFIG", "GIT_EXEC_PATH")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(kept) or not name.startswith("GIT_")
    }
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}  # so that it does not write the index
    try:
        done = subprocess.run(
            ["git", *_HARMLESS, "-C", folder, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
    except FileNotFoundError:
        raise UsageError("git is not installed") from None
    complaint = os.fsdecode(done.stderr).strip().partition("\n")[0]
    return done.returncode, os.fsdecode(done.stdout), complaint


def top(folder: str) -> str | None:
    """Return the real path of the top folder of the repository around *folder*; None if there is none."""
    real = FilePath(folder).resolve()
    return next((str(each) for each in (real, *real.parents) if os.path.lexists(each / ".git")), None)


def tracked(top: str, places: Sequence[str]) -> list[str]:
    """Return the files at or below *places* that git tracks in the repository at *top*, relative to *top*.

    Raises:
        UsageError: git is not installed, or fails.
    """
    # Listing names runs no program, whoever owns the repository.
    command = ["-c", "safe.directory=*", "--literal-pathspecs", "ls-files", "-z", "--"]
    code, output, complaint = run(top, *command, *(places if len(places) <= _MAX_PLACES else ()))
    own = os.path.join(top, ".git")
    if code and "not a git repository" in complaint and not _has_index(own):
        return []
    if code:
        raise UsageError(f"git cannot list the files that it tracks: {complaint}")
    return output.split("\0")[:-1]


def _has_index(path: str) -> bool:
    """Return whether the `.git` at *path* belongs, or belonged, to a repository with files."""
    return os.path.isfile(path) or os.path.exists(os.path.join(path, "index"))


def web_address(folder: str) -> str:
    """Return the web address of the repository around *folder*; "" if git has none.

    It is that of the remote `origin`, which is also a web page on GitHub, GitLab and similar hosts.
    """
    try:
        _, address, _ = run(folder, "remote", "get-url", "origin")
    except UsageError:
        return ""
    remote = _REMOTE.fullmatch(address.strip())
    return f"https://{remote['host'] or remote['scp']}/{remote['path']}" if remote else ""


def files_address(repository: str, folder: str) -> str:
    """Return the beginning of the web addresses of the files in *folder* on the pages of a *repository*.

    It ends with `/`, and is followed by the name of a file, and `#L5` for a line.
    """
    above = top(folder)
    inside = os.path.relpath(os.path.realpath(folder), above).replace(os.sep, "/") if above else "."
    infix = "/-/blob/HEAD/" if "gitlab" in repository else "/blob/HEAD/"
    return f"{repository}{infix}" + ("" if inside == "." else f"{inside}/")
