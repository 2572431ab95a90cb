"""The command `recordlint`, and `python -m lint`."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from lint.core import interrupts


def main() -> None:
    """Run the command; Ctrl-C is answered in order while its modules are still being imported."""
    interrupts.end_at_once()
    gc.set_threshold(100_000)  # to look for garbage among what is imported takes a third of that time
    atexit.register(gc.freeze)  # the process ends anyway, and Python would look for garbage once more
    _open_streams()
    from lint.commands.main import main as command

    command()


def _open_streams() -> None:
    """Open the null device for each standard stream that is closed.

    Otherwise the next file to be opened would take the number of the stream, and receive its output.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        descriptor = os.open(os.devnull, os.O_RDWR)
        if descriptor != number:
            os.dup2(descriptor, number)
            os.close(descriptor)
        stream = open(number, "w" if number else "r", encoding="utf-8", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)


if __name__ == "__main__":
    main()
