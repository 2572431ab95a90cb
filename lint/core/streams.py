"""The three standard streams, which every program expects to be open."""

from __future__ import annotations

import os
import sys


def open_missing() -> None:
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
