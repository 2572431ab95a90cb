r"""Translating patterns of JSON Schema, which are those of ECMA-262, for Python's `re`.

In Python, the same signs match more: `$` also before a last line break, and `\d`, `\w` and `\b` in
every script. https://json-schema.org/draft/2020-12/json-schema-core#name-regular-expressions
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from itertools import groupby

from lint.core.patterns import lazy

_SPACES = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_TOKEN = lazy(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\[pP]\{[^{}]*\}|\\u\{[0-9A-Fa-f]{1,6}\}|\\c[A-Za-z]|\\k<\w+>|\\.|\(\?<(?![=!])|\[\^?\]?|.",
    re.DOTALL,
)
_FOREIGN = lazy(
    r"(?P<start>\\A)|(?P<end>\\[Zz])|(?P<group>\(\?(?:P[<=>]|#|>|\(|[aiLmsux-]+[:)]))|(?P<greedy>(?<!\\)[*+?}]\+)"
    r"|\\[pPu]\{[^{}]*\}|\\.|\[(?:\\.|[^\]\\])*\]",
    re.DOTALL,
)
_FLAGS = lazy(r"\(\?([imsx]+)\)")
_LONG_NAMES = {
    "Alphabetic": "L",
    "Decimal_Number": "Nd",
    "Letter": "L",
    "Lowercase_Letter": "Ll",
    "Mark": "M",
    "Number": "N",
    "Punctuation": "P",
    "Separator": "Z",
    "Symbol": "S",
    "Uppercase_Letter": "Lu",
}
_CATEGORIES = frozenset(
    {
        *("C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn"),
        *("N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps"),
        *("S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs"),
    }
)


@lru_cache(maxsize=1_000)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return *pattern* compiled.

    Raises:
        re.error: Python cannot compile it.
    """
    try:
        return re.compile(translated(pattern))
    except (OverflowError, RecursionError) as error:
        raise re.error(str(error)) from None


@lru_cache(maxsize=1_000)
def translated(pattern: str) -> str:
    """Return *pattern* in Python's syntax, for `re.search` without flags."""
    found: list[str] = []
    in_class = False
    flags = _FLAGS.match(pattern)  # only in Python, but certainly meant
    for token in _TOKEN.findall(pattern, flags.end() if flags else 0):
        if len(token) == 12 and token.startswith("\\u"):
            token = rf"\U{ord(_joined(token)):08x}"
        elif token[:3] in ("\\p{", "\\P{"):
            ranges = _of_category(token[3:-1], token[1] == "P")
            token = ranges if in_class else f"[{ranges}]"
        elif token.startswith("\\u{"):
            token = rf"\U{int(token[3:-1], 16):08x}"
        elif token.startswith("\\c") and len(token) == 3:
            token = rf"\x{ord(token[2]) % 32:02x}"
        elif token.startswith("\\k<"):
            token = f"(?P={token[3:-1]})"
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
    return f"(?a{flags[1] if flags else ''}:{''.join(found)})"


def _joined(pair: str) -> str:
    """Return the character for a pair of surrogate escapes."""
    high, low = int(pair[2:6], 16), int(pair[8:], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


@lru_cache(maxsize=100)
def _of_category(name: str, is_negated: bool) -> str:
    """Return the characters of a Unicode category, or all others, as ranges of a class.

    Raises:
        re.error: There is no such category, or it is a property that is not supported.
    """
    category = name.rpartition("=")[2]
    category = _LONG_NAMES.get(category, category)
    if category not in _CATEGORIES:
        raise re.error(f"`\\p{{{name}}}` is a property of Unicode that recordlint does not support")
    flags = [unicodedata.category(chr(code)).startswith(category) for code in range(sys.maxunicode + 1)]
    ranges: list[str] = []
    code = 0
    for is_in, group in groupby(flags):
        size = len(list(group))
        if is_in is not is_negated:
            ranges.append(rf"\U{code:08x}-\U{code + size - 1:08x}")
        code += size
    return "".join(ranges)


def foreign_to_ecma(pattern: str) -> str:
    """Return in words what only Python supports in *pattern*; "" if it is a pattern of ECMA-262."""
    for match in _FOREIGN.finditer(pattern):
        match match.lastgroup:
            case "start":
                return "has `\\A`, which only Python supports; write `^`"
            case "end":
                return f"has `{match[0]}`, which only Python supports; write `$`"
            case "group" | "greedy":
                return f"has `{match[0]}`, which only Python supports; other validators reject it"
    return ""
