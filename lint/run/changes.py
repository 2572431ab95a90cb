"""The files of a git repository that have changed since a branch diverged."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from lint.core.errors import UsageError
from lint.files import git, stem
from lint.kinds import Kind
from lint.records.inputs import sidecar


class Changes:
    """The changes since the merge base of HEAD and *ref*: committed, staged and unstaged.

    Args:
        ref: A commit, as git names it: `main`, `origin/main`, `v1.0`, `HEAD~3`.
        folders: Folders in the repositories; one of each repository is enough.
        kinds: The kinds of records, which define the sidecars of a record.

    Raises:
        UsageError: git, a repository or the commit is missing; the message says what to do.
    """

    def __init__(self, ref: str, folders: Iterable[str], kinds: Sequence[Kind]) -> None:
        tops = dict.fromkeys(map(_top, dict.fromkeys(folders)))
        self._changed = {os.path.join(top, name) for top in tops for name in _changed(ref, top)}
        has_sidecars = any(not name.endswith(".md") for name in self._changed)
        groups = [group for kind in kinds for group in kind.keyword_groups] if has_sidecars else []
        self._sidecars = {template for group in groups for template in group.sidecars}
        self._real: dict[str, str] = {}

    def concern(self, path: str) -> bool:
        """Return whether the record at *path*, or a sidecar of a record with its name, has changed."""
        folder, name = os.path.split(path)
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        real = os.path.join(self._real[folder], name)
        keys = (sidecar(real, template.replace("{id}", stem(name))) for template in self._sidecars)
        return real in self._changed or any(key is not None and key[0] in self._changed for key in keys)


def _changed(ref: str, top: str) -> list[str]:
    """Return the changed files in the repository at *top*, as paths with `/` relative to it.

    New and removed files are included, and renamed files under both names; ignored files and submodules
    are not.
    """
    base = _merge_base(ref, top)
    compare = ["--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"]
    names: list[str] = []
    for command in (
        ["diff", "--name-only", "-z", *compare, base, "--"],
        ["ls-files", "-z", "--others", "--exclude-standard"],
    ):
        code, output, complaint = git.run(top, *command)
        if code:
            raise UsageError(f"{top}: git cannot list what changed: {complaint}")
        names += filter(None, output.split("\0"))
    return names


def _top(folder: str) -> str:
    """Return the real path of the top folder of the repository that contains *folder*."""
    code, output, complaint = git.run(folder, "rev-parse", "--show-toplevel")
    if code:
        said = f" (git says: {complaint})" if complaint and "not a git repository" not in complaint else ""
        raise UsageError(f"{folder}: not in a git repository, so it is unknown what changed{said}")
    return os.path.realpath(output.removesuffix("\n"))


def _merge_base(ref: str, top: str) -> str:
    shallow = ""
    if git.run(top, "rev-parse", "--is-shallow-repository")[1].strip() == "true":
        shallow = (
            "; the clone is shallow: fetch the whole history (`git fetch --unshallow`, or `fetch-depth: 0` "
            "for actions/checkout)"
        )
    commits: list[str] = []
    for name in (ref, "HEAD"):
        code, output, _ = git.run(
            top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        if code and name == "HEAD":
            raise UsageError(f"{top}: nothing has been committed yet")
        if code:
            advice = shallow or "; fetch it, or run `git branch --all` to list the branches"
            raise UsageError(f'git knows no commit "{ref}" in {top}{advice}')
        commits.append(output.strip())
    code, output, _ = git.run(top, "merge-base", *commits)
    if code:
        raise UsageError(f'HEAD and "{ref}" have no common history in {top}{shallow}')
    return output.strip()
