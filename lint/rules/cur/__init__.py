"""CUR: what curators ask for. Here: what these rules share.

The wishes and limits are those of the curators' own tests, WikiPathwaysCurator
(github.com/wikipathways/WikiPathwaysCurator: GeneralTests, PathwayTests, UnicodeTests).
"""

from __future__ import annotations

SHORTEST = 50
"""How many characters a description has at least: PathwayTests, and Google's Dataset."""
