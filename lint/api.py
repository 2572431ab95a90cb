"""The functions of the package."""

from __future__ import annotations

import os
from collections.abc import Mapping

from lint import files
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin, recognise
from lint.kinds.models.figure import Figure
from lint.kinds.models.pathway import Pathway
from lint.results.run_result import RunResult
from lint.run.runner import run
from lint.settings import Settings

_MODELS: Mapping[str, type[Pathway | Figure]] = {"figure": Figure, "pathway": Pathway}


def check(*paths: str, settings: Settings | None = None) -> RunResult:
    """Return what is wrong with the records at *paths*, files and folders.

    Raises:
        UsageError: a path does not exist.
    """
    return run(paths, settings or Settings())


def fix(*paths: str, settings: Settings | None = None) -> RunResult:
    """Repair the records at *paths*, files and folders; return what was fixed and what remains.

    Raises:
        UsageError: a path does not exist.
    """
    return run(paths, settings or Settings(), fix=True)


def check_text(text: str, name: str, settings: Settings | None = None) -> RunResult:
    """Return what is wrong with a file called *name* that holds *text*."""
    return run((), settings or Settings(), stdin=(name, text.encode()))


def fix_text(text: str, name: str, settings: Settings | None = None) -> str:
    """Return *text* after all fixes, as the content of a file called *name*."""
    return run((), settings or Settings(), stdin=(name, text.encode()), fix=True).output.decode()


def load(path: str) -> Pathway | Figure:
    """Return the pathway or figure in the file at *path*, with typed fields.

    Fields are named as in the record, with `_` for `-` (`last_edited`, `schema_jsonld`).

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no such record, or its values are not what the published schema asks for
            (`pydantic.ValidationError`).
    """
    data = files.read(path)
    kind = recognise(os.path.abspath(path).replace(os.sep, "/"), data, builtin())
    document = FrontMatter(data)
    model = _MODELS.get(kind.name) if kind else None
    if model is None or document.problem is not None:
        raise ValueError(f"{path} is no pathway or figure record that can be read")
    return model.model_validate(document.values)
