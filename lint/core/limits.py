"""Limits: how much of a record is read, found and repaired, so that no record takes a run with it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """What a record can reach at most; what goes beyond is told."""

    file_size: int = field(default=1_000_000, metadata={"ge": 1_000, "le": 5_000_000})
    """How many bytes a record or a sidecar may have; a longer sidecar counts as absent, which is told."""
    depth: int = field(default=100, metadata={"ge": 4, "le": 200})
    """How deep values may nest."""
    aliased_values: int = field(default=10_000, metadata={"ge": 0, "le": 1_000_000})
    """How many values aliases may add to those written out; a long text counts as several."""
    findings_per_rule: int = field(default=1_000, metadata={"ge": 1, "le": 10_000})
    """How many findings of one rule are reported in one record; the others are counted."""
    fix_rounds: int = field(default=10, metadata={"ge": 2, "le": 100})
    """How often the fixes of one record run on their own result; nothing may be left to fix the last time."""
    seconds: int = field(default=30, metadata={"ge": 1, "le": 3_600})
    """How long whatever is done with one record may take, in seconds of the processor."""
    cluster_seconds: int = field(default=120, metadata={"ge": 1, "le": 86_400})
    """How long a cluster (`--executor`) may give no result, in seconds, before the run ends without it."""


DEFAULT = Limits()


class Budget:
    """How often something may still be done."""

    def __init__(self, left: int) -> None:
        self._left = left

    @property
    def is_spent(self) -> bool:
        """Whether it may not be done any more."""
        return self._left <= 0

    def spend(self) -> bool:
        """Return whether it may be done once more."""
        self._left -= 1
        return self._left >= 0


MAX_READINGS = 20
"""How often a record is read again to see which of its fixes can be written; the others count as refused."""
MAX_TRIES = 20
"""How often the rules run again on a record to see which of its fixes bring a fault; see `MAX_READINGS`."""
