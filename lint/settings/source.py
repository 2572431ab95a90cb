"""The source of the settings, for programs that keep running while the settings change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, NamedTuple

from lint.core.errors import UsageError
from lint.core.toml import toml
from lint.files import SETTINGS, read_if_any
from lint.settings import Settings
from lint.settings.loading import default_baseline, load, nearest, parsed, read_settings


class SettingsSource(NamedTuple):
    """The settings of a command: its options, and the file that they name or the nearest one."""

    options: Sequence[str] = ()
    """The values of `--set`."""
    config: FilePath | None = None
    isolated: bool = False
    flags: Mapping[str, Any] = MappingProxyType({})
    """The other options, by name."""

    def load(self) -> Settings:
        """Return the current settings.

        Raises:
            UsageError: A file cannot be read, or a value is wrong.
        """
        return load(FilePath(), self.options, config=self.config, isolated=self.isolated, **self.flags)

    def default_baseline(self) -> FilePath:
        """Return the default path of the baseline."""
        return default_baseline(FilePath(), config=self.config, isolated=self.isolated)

    def ignoring(self, record: str, code: str, reason: str) -> tuple[str, bytes | None, bytes]:
        """Return the path of the settings file, and its bytes before and after *code* is ignored in *record*.

        The entry is added at the end of the settings file, which is created if there is none.

        Raises:
            UsageError: The entry cannot be added to the file.
        """
        if self.isolated:
            raise UsageError("--isolated reads no settings; leave it in the baseline instead")
        if not reason.strip():
            raise UsageError("give a reason for keeping the finding: the settings record it")
        file = read_settings(self.config) if self.config else nearest(FilePath())
        path = file.path if file else FilePath(SETTINGS[0])
        before = read_if_any(str(path))
        old = (before or b"").decode("utf-8")
        end = "\r\n" if "\r\n" in old else "\n"
        table = ".".join([*map(str, file.within if file else ()), "ignore-records"])
        entry = [f"[[{table}]]", f"records = [{toml(record)}]", f"rules = [{toml(code)}]"]
        lines = [*([""] if old else []), *entry, f"reason = {toml(' '.join(reason.split()))}", ""]
        gap = end if old and not old.endswith("\n") else ""
        new = old + gap + end.join(lines)
        try:
            parsed(new)
            after = new.encode()
        except ValueError as error:
            told = f"{path}: cannot take the entry ({error}); write it by hand"
            raise UsageError(told) from None
        return str(path), before, after
