"""Digests, which show whether something is still the same."""

from __future__ import annotations


def digest(data: bytes, digits: int = 32) -> str:
    """Return the first hexadecimal *digits* (at most 64) of the SHA-256 of *data*."""
    from hashlib import sha256  # takes a while to load, and a check of a few records needs none

    return sha256(data).hexdigest()[:digits]
