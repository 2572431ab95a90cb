"""The natural order of files: `WP2.md` before `WP10.md`."""

from __future__ import annotations

import re

_number_in = re.compile(r"[0-9]+").search


def natural(file: str) -> str:
    """Return a key that sorts files by folder, then by the first number in their own names."""
    number = _number_in(file, file.rfind("/") + 1)
    if number is None:
        return file
    start, end = number.span()
    return f"{file[:start]}{end - start:03}{file[start:]}"
