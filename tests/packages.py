"""Packages of rules, laid out as an installer does."""

from __future__ import annotations

from pathlib import Path


def install(site: Path, code: str, entry: str = "LAB = lab_rules:RULES", name: str = "lab_rules") -> None:
    """Lay a package out in the folder *site*."""
    (site / f"{name}.py").write_text(code)
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[recordlint.rules]\n{entry}\n")
