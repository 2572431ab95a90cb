"""Results as bytes, for other processes and the cache."""

from __future__ import annotations

import enum
import io
import pickle
import zlib
from collections import Counter
from typing import Any


def dump(value: Any) -> bytes:
    """Return *value*, made of results, findings and plain data, as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def load(dumped: bytes) -> Any:
    """Return what was dumped. Bytes that were changed may give another value, but run no code.

    Raises:
        Exception: *dumped* was not written by this version; of any kind, as `pickle` does.
    """
    return _Unpickler(io.BytesIO(dumped)).load()


def pack(value: Any) -> bytes:
    """Return *value* as few bytes."""
    return zlib.compress(dump(value), 1)


def unpack(packed: bytes) -> Any:
    """Return what was packed.

    Raises:
        Exception: as `load` does.
    """
    return load(zlib.decompress(packed))


class _Unpickler(pickle.Unpickler):
    """Knows data classes and enumerations of recordlint, and nothing else.

    https://docs.python.org/3/library/pickle.html#restricting-globals
    """

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "Counter"):
            return Counter
        if module in ("lint.core.findings", "lint.core.values") or module.startswith("lint.results."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (
                hasattr(found, "__dataclass_fields__") or issubclass(found, enum.Enum)
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a result")
