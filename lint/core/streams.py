"""Standard streams: the three that every program expects, whoever started it."""

from __future__ import annotations

import os
import sys


def open_missing() -> None:
    """Open the null device in the place of standard streams that are closed.

    Otherwise the next file that is opened takes the number of the stream, and gets what is meant for that.
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
