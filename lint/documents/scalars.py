"""The meaning of plain scalars in YAML 1.1, and those on which readers of these records disagree."""

from __future__ import annotations

import math
import re

from lint.core.patterns import lazy
from lint.core.values import Value

WORDS: dict[str, Value] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
"""The words that are not text, with their values."""
for _word, _meaning in {
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "on": True,
    "off": False,
}.items():
    WORDS |= dict.fromkeys((_word, _word.capitalize(), _word.upper()), _meaning)
# Always the same NaN object: another one would not be found as a key.
WORDS |= dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan)

NUMERIC = frozenset("+-.0123456789")
"""The first characters of numbers and dates."""

# Texts that PyYAML writes plain, though another reader of these records does not read them as text:
# YAML 1.2 and Go (`1e5`, `0o17`), Ruby's Psych and safe_yaml (`1,25`, `nO`, `+.5`, `2020-1-1`, `:a`;
# Psych crashes on `.e+5`), and scalars that PyYAML itself cannot construct (`0x_`, `2020-13-45`, `=`).
MISREAD = r"""(?:
    [-+]?(?:[0-9][0-9_,]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?   # any number, with `_` or `,`
  | [-+]?(?:0x[0-9a-fA-F_,]*|0o[0-7_]*|0b[01_,]*|\.[eE][-+][0-9]+)
  | [-+]?_*[0-9][0-9_,]*
  | (?ai:true|false|yes|no|on|off|null|~|[-+]?\.inf|\.nan)
  | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|\s+)[0-9]{1,2}:[0-9:.\sZ+-]*)?  # a date, perhaps none
  | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?                  # base 60
  | :\S.* | = | <<
)"""
_MISREAD = lazy(rf"{MISREAD}\Z", re.VERBOSE)


def misread(text: str) -> bool:
    """Return whether readers of these records disagree on the meaning of *text* as a plain scalar."""
    return _MISREAD.match(text) is not None
