"""What a scalar without quotes means in YAML 1.1, and where readers of these records disagree."""

from __future__ import annotations

import math
import re

from lint.core.patterns import lazy
from lint.core.values import Value

WORDS: dict[str, Value] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
"""The words that are no text, and what they mean."""
for _word, _meaning in {
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "on": True,
    "off": False,
}.items():
    WORDS |= dict.fromkeys((_word, _word.capitalize(), _word.upper()), _meaning)
# The one NaN there is: as a field's name, another would not be found.
WORDS |= dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan)

NUMERIC = frozenset("+-.0123456789")
"""What numbers and dates begin with."""

# Text that PyYAML writes plain though another reader of these records takes it for something
# else: YAML 1.2 and Go (`1e5`, `0o17`), Ruby's Psych and safe_yaml (`1,25`, `nO`, `+.5`,
# `2020-1-1`, `:a`; Psych dies of `.e+5`), and what PyYAML itself cannot construct (`0x_`,
# `2020-13-45`, `=`).
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
    """Return whether readers of these records disagree on what *text* is when it is not quoted."""
    return _MISREAD.match(text) is not None
