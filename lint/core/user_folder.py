"""The user's cache folder of recordlint."""

from __future__ import annotations

from pathlib import Path as FilePath


def cache_folder() -> FilePath | None:
    """Return the user's cache folder of recordlint; None for a user without a home folder."""
    import platformdirs  # only runs that store something need it

    try:
        folder = platformdirs.user_cache_path("recordlint", appauthor=False)
    except (RuntimeError, ValueError):  # raised by newer releases of platformdirs
        return None
    return folder if folder.is_absolute() else None
