"""Regular expressions that are compiled when they are first used.

The rules hold some 150 of them, which take a sixth of a run over one record to compile; few of
them ever meet a record that concerns them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._arguments), name)
        setattr(self, name, value)  # from now on found without this function
        return value


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, as far as its methods and attributes go, compiled at first use.

    Raises:
        re.error: at first use, where *pattern* is no regular expression.
    """
    return cast(re.Pattern[str], _Lazy(pattern, flags))
