"""The project's version and its public address, both defined only here."""

from __future__ import annotations

__version__ = "0.1.0"

PROJECT = "OWNER/recordlint"
"""The repository on GitHub."""
HOME = f"https://github.com/{PROJECT}"
"""The address of that repository."""
SITE = "https://{}.github.io/{}".format(*PROJECT.split("/"))
"""The address of the documentation."""

IS_PUBLISHED = not PROJECT.startswith("OWNER/")
"""Whether that repository exists; nothing links to it as long as its name is a placeholder."""
