"""Comments for recordlint (`# recordlint: ...`), and comments by people who may mean that."""

from __future__ import annotations

import re

from lint.core.findings import Span
from lint.core.patterns import lazy

_TOOL = r"record[-_ ]?lint(?:er)?\b"
_VERB = r"\b(?:ignor\w*|disabl\w*|suppress\w*|silenc\w*|skip\w*|allow\w*|noqa|nolint)"
_DIRECTIVE = lazy(
    rf"""\#\s*recordlint: | \#\s*(?i:noqa|nolint)\b | .* (?:
      (?i:\b{_TOOL}) (?: \W{{0,3}}(?i:{_VERB}) | .{{0,20}}\b[A-Z]{{3}}[0-9]{{3}}\b )
      | (?i:{_VERB}) (?: (?:-(?:file|line|next))*\s*\[ | \W+(?:\w+\W+)?[A-Z]{{3}}[0-9]{{3}}\b )
    )""",
    re.VERBOSE,
)
_WORD_OF_DIRECTIVE = lazy(rf"{_TOOL}|{_VERB}", re.IGNORECASE)


def may_have_directives(text: str) -> bool:
    """Return whether a comment in *text* may be a directive, without looking for the comments."""
    return _WORD_OF_DIRECTIVE.search(text) is not None


def is_directive(text: str, comment: Span) -> bool:
    """Return whether the *comment* in *text* is for recordlint, or looks like that."""
    return _DIRECTIVE.match(text, *comment) is not None
