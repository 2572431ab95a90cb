"""Limits on the work for one record, so that no single record can stop a run."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """The limits on one record; a record that exceeds one is reported."""

    file_size: int = field(default=1_000_000, metadata={"ge": 1_000, "le": 5_000_000})
    """The most bytes of a record or a sidecar; a longer sidecar is reported and treated as absent."""
    depth: int = field(default=100, metadata={"ge": 4, "le": 200})
    """How deeply values may be nested."""
    aliased_values: int = field(default=10_000, metadata={"ge": 0, "le": 1_000_000})
    """The most values that aliases may add to those written out; a long text counts as several."""
    findings_per_rule: int = field(default=1_000, metadata={"ge": 1, "le": 10_000})
    """The most findings of one rule reported in one record; the others are only counted."""
    fix_rounds: int = field(default=10, metadata={"ge": 2, "le": 100})
    """How often fixes run on their own result; the last round must leave nothing to fix."""
    seconds: int = field(default=30, metadata={"ge": 1, "le": 3_600})
    """How long each step of the work on one record may take, in seconds of processor time."""
    cluster_seconds: int = field(default=120, metadata={"ge": 1, "le": 86_400})
    """How long a cluster (`--executor`) may return no result, in seconds, before the run ends without it."""


DEFAULT = Limits()


class Budget:
    """How many more times something may be done."""

    def __init__(self, left: int) -> None:
        self._left = left

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left of the budget."""
        return self._left <= 0

    def spend(self) -> bool:
        """Return whether it may be done once more, and count that."""
        self._left -= 1
        return self._left >= 0


MAX_READINGS = 20
"""How often a record is read again to find out which fixes can be written; further ones are refused."""
MAX_TRIES = 20
"""How often the rules run again on a record to find out which fixes cause a fault; see `MAX_READINGS`."""
