"""Commands in copies of this process, without the time that Python and its imports take to start."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path

from lint.commands.main import main

_CACHED = cache(lambda: None)


def recordlint(
    *arguments: str, cwd: Path, first: Callable[[], object] = lambda: None
) -> subprocess.CompletedProcess[str]:
    """Run recordlint, as if it were just started, in the folder *cwd*; *first* is called before it."""

    def command() -> None:
        _forget()
        first()
        main(arguments, prog_name="recordlint")

    return run(command, cwd)


def run(command: Callable[[], object], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Return how *command* ends in a copy of this process, whose exit code it raises or returns."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = os.fork()
        if not child:
            code: object = 70
            try:
                os.chdir(cwd)
                _redirect(output.fileno(), errors.fileno())
                code = command()
            except SystemExit as end:
                code = end.code
            except BaseException:
                traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code if isinstance(code, int) else 0 if code is None else 1)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "surrogateescape"))
    return subprocess.CompletedProcess(command, status, *texts)


def _forget() -> None:
    """Forget what functions keep of earlier calls."""
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] == "lint":
            for value in [*vars(module).values()]:
                if isinstance(value, type(_CACHED)):
                    value.cache_clear()


def _redirect(output: int, errors: int) -> None:
    """Give this process standard streams of its own."""
    for number, stream in enumerate((os.open(os.devnull, os.O_RDONLY), output, errors)):
        os.dup2(stream, number)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8")
