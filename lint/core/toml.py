"""Writing values as TOML."""

from __future__ import annotations

import json
import re
from typing import Any

from lint.core.findings import Severity
from lint.core.globs import Globs

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key(name: str) -> str:
    """Return the name of a key in TOML, in quotes if it needs them."""
    return name if _BARE.fullmatch(name) else toml(name)


def plain(value: Any) -> Any:
    """Return a value of the settings as plain data of JSON and TOML."""
    if isinstance(value, Severity):
        return value.label
    return list(value.patterns) if isinstance(value, Globs) else value


def toml(value: Any) -> str:
    """Return a value of the settings in TOML, on one line."""
    value = plain(value)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key(name)} = {toml(item)}' for name, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")
