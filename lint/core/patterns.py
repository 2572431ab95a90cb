"""Regular expressions that are compiled at their first use.

To compile the some 150 of them that the rules have would take a sixth of a run over one record, which
needs few of them.
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
    """Return an object with the methods and attributes of `re.compile(pattern, flags)`.

    It is compiled at its first use.

    Raises:
        re.error: At the first use, if *pattern* is not a regular expression.
    """
    return cast(re.Pattern[str], _Lazy(pattern, flags))
