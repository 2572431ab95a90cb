"""The project's version, its public address and its folder on a machine, each in this one place."""

from __future__ import annotations

from pathlib import Path as FilePath

__version__ = "0.1.0"

PROJECT = "OWNER/recordlint"
"""The repository on GitHub."""
HOME = f"https://github.com/{PROJECT}"
"""The address of that repository."""

IS_PUBLISHED = not PROJECT.startswith("OWNER/")
"""Whether that repository exists: as long as its name is a placeholder, nothing links there."""


def cache_folder() -> FilePath | None:
    """Return the folder for what the project keeps for one user; None for a user without a home."""
    import platformdirs  # which only runs that keep something need

    try:
        folder = platformdirs.user_cache_path("recordlint", appauthor=False)
    except (RuntimeError, ValueError):  # as its newer releases answer
        return None
    return folder if folder.is_absolute() else None
