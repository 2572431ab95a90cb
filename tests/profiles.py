"""How many inputs tests try, set by the environment variable HYPOTHESIS_PROFILE; see CONTRIBUTING.md."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick",
    max_examples=40,
    deadline=None,
    derandomize=True,  # what must pass must not hang on luck; `thorough` looks for new cases each time
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("ci", parent=settings.get_profile("quick"), max_examples=100)
settings.register_profile(
    "thorough", parent=settings.get_profile("quick"), derandomize=False, max_examples=5_000
)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
settings.load_profile(PROFILE)

SOME = slice(None, None, 4 if PROFILE == "quick" else 1)
"""Those of many real records, and of much else that is alike, on which a law of each is tried."""
