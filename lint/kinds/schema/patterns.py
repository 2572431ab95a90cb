r"""Patterns of JSON Schema, which are those of ECMA-262, as Python's `re` has them.

Python takes more for the same signs: `$` also before a last line break, `\d`, `\w` and `\b` in every
script. https://json-schema.org/draft/2020-12/json-schema-core#name-regular-expressions
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPACES = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_TOKEN = re.compile(r"\\u\{[0-9A-Fa-f]{1,6}\}|\\c[A-Za-z]|\\.|\(\?<(?![=!])|\[\^?\]?|.", re.DOTALL)


@lru_cache(maxsize=1_000)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return *pattern* compiled.

    Raises:
        re.error: it is none that Python can have.
    """
    return re.compile(translated(pattern))


@lru_cache(maxsize=1_000)
def translated(pattern: str) -> str:
    """Return *pattern* as Python writes it, which means the same to `re.search` without flags."""
    found: list[str] = []
    in_class = False
    for token in _TOKEN.findall(pattern):
        if token.startswith("\\u{"):
            token = rf"\U{int(token[3:-1], 16):08x}"
        elif token.startswith("\\c") and len(token) == 3:
            token = rf"\x{ord(token[2]) % 32:02x}"
        elif token == r"\s":
            token = _SPACES if in_class else f"[{_SPACES}]"
        elif token == r"\S" and not in_class:
            token = f"[^{_SPACES}]"
        elif token == r"\/":
            token = "/"
        elif in_class:
            in_class = token != "]"
            token = r"\[" if token.startswith("[") else token
        elif token.startswith("["):
            in_class = not token.endswith("]")
            # Empty classes match nothing and everything; Python has no such classes.
            token = {"[]": r"(?!)", "[^]": r"[\s\S]"}.get(token, token)
        elif token == "$":
            token = r"\Z"
        elif token == ".":
            token = r"[^\n\r\u2028\u2029]"
        elif token == "(?<":
            token = "(?P<"
        found.append(token)
    return f"(?a:{''.join(found)})"
