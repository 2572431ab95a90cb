"""The folder on a machine for what the project keeps for one user."""

from __future__ import annotations

from pathlib import Path as FilePath


def cache_folder() -> FilePath | None:
    """Return the folder for what the project keeps for one user; None for a user without a home."""
    import platformdirs  # which only runs that keep something need

    try:
        folder = platformdirs.user_cache_path("recordlint", appauthor=False)
    except (RuntimeError, ValueError):  # as its newer releases answer
        return None
    return folder if folder.is_absolute() else None
