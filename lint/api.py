"""The functions of the package."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from lint import files
from lint.core.findings import Severity
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin, recognise
from lint.kinds.models.figure import Figure
from lint.kinds.models.pathway import Pathway
from lint.results.run_result import RunResult
from lint.run.job import RunOptions
from lint.run.runner import run
from lint.settings import Settings, loading

Paths: TypeAlias = "str | os.PathLike[str]"
"""A file or a folder."""

_MODELS: Mapping[str, type[Pathway | Figure]] = {"figure": Figure, "pathway": Pathway}


def check(*paths: Paths | Iterable[Paths], settings: Settings | None = None, **given: Any) -> RunResult:
    """Return what is wrong with the records at *paths*.

    Args:
        paths: Files and folders, one by one or as lists; without an argument, the working folder.
        settings: What is checked, and how strictly; by default what the nearest settings file and
            its baseline say, as for `recordlint check`.
        given: Fields of `Settings` that override these, such as `select=["TXT"]` or `level="info"`.

    Raises:
        UsageError: a path does not exist, or a setting is wrong.
    """
    return run(_listed(paths), _settings(settings, given))


def fix(*paths: Paths | Iterable[Paths], settings: Settings | None = None, **given: Any) -> RunResult:
    """Repair the records at *paths*; return what was fixed and what remains.

    The arguments are those of `check`.

    Raises:
        UsageError: a path does not exist, or a setting is wrong.
    """
    return run(_listed(paths), _settings(settings, given), RunOptions(fix=True))


def check_text(text: str, name: str, settings: Settings | None = None, **given: Any) -> RunResult:
    """Return what is wrong with a file called *name* that holds *text*.

    The other arguments, and what is raised, are those of `check`.
    """
    return run((), _settings(settings, given), RunOptions(stdin=(name, text.encode())))


def fix_text(text: str, name: str, settings: Settings | None = None, **given: Any) -> str:
    """Return *text* after all fixes, as the content of a file called *name*.

    The other arguments, and what is raised, are those of `check`.
    """
    options = RunOptions(fix=True, stdin=(name, text.encode()))
    return run((), _settings(settings, given), options).output.decode()


def _listed(paths: Iterable[Paths | Iterable[Paths]]) -> list[str]:
    listed = (([each] if isinstance(each, str | os.PathLike) else each) for each in paths)
    return [os.fspath(path) for path in chain.from_iterable(listed)] if paths else ["."]


def _settings(settings: Settings | None, given: Mapping[str, Any]) -> Settings:
    if settings is None:
        return loading.load(FilePath(), **{name: _plain(value) for name, value in given.items()})
    validated = Settings(**given)
    return settings.replace(**{name: getattr(validated, name) for name in given})


def _plain(value: Any) -> Any:
    """Return a value as settings files have it."""
    return value.label if isinstance(value, Severity) else value


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
