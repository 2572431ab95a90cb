"""Digests, which show whether something has changed."""

from __future__ import annotations


def digest(data: bytes | None, digits: int = 32) -> str:
    """Return the first hexadecimal *digits* (at most 64) of the SHA-256 of *data*; "" for None."""
    if data is None:
        return ""
    from hashlib import sha256  # slow to import, and a check of a few records does not need it

    return sha256(data).hexdigest()[:digits]
