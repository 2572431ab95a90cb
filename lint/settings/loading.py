"""Loading settings: where they are found, which value takes precedence, and where a fault is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import islice, takewhile
from operator import eq
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, NamedTuple

from lint import files
from lint.core.deadline import TooLong, within
from lint.core.errors import UsageError
from lint.core.patterns import lazy
from lint.core.wording import did_you_mean, kebab
from lint.files import SETTINGS
from lint.rules.selectors import rule_named
from lint.settings import BASELINE, Settings
from lint.settings.values import MAX_FAULTS, Keys, Origin, accepted

_PROJECT = "pyproject.toml"
MAX_SIZE = 250_000
"""The most bytes of a settings file."""
MAX_NAMES = 20
"""The most names in a dotted key."""
MAX_SECONDS = 2
"""The most seconds of processor time for reading and validating all settings."""

_NAME = r"""(?:[\w-]+|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?)"""
_NAMES = lazy(_NAME, re.DOTALL)
# The tokens that separate statements of TOML; each ends, whatever follows, so that time is linear.
_TOKEN = lazy(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\\?\Z)|'
    r"'''.*?(?:'{3,5}|\Z)|"
    rf"(?P<key>{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)|#[^\n]*|[\[\]{{}}\n]",
    re.DOTALL,
)


@dataclass(frozen=True)
class SettingsFile:
    """The text of a settings file."""

    path: FilePath
    text: str
    within: Keys = ()
    """The keys that lead to recordlint's own table."""

    @cached_property
    def table(self) -> Any:
        """The file's table for recordlint; None if it has none.

        Raises:
            UsageError: The file is not valid TOML.
        """
        if not all(str(key) in self.text for key in self.within):
            return None  # most pyproject.toml; parsing them takes as long as checking ten records
        try:
            _refuse_long_keys(self.text)
            table: Any = parsed(self.text)
        except (ValueError, RecursionError) as error:
            hint = "; a text needs quotation marks" if "Invalid value" in str(error) else ""
            raise UsageError(f"{self.path}: cannot be read: {error}{hint}") from None
        for key in self.within:
            table = table.get(key) if isinstance(table, dict) else None
        return table

    def line(self, keys: Keys) -> int:
        """Return the line, counted from 1, of the statement to which *keys*, or the first of them, lead."""
        longest, found = 0, 0
        for start, own in self._statements:
            shared = sum(takewhile(bool, map(eq, own, self.within + keys)))
            if shared > longest:
                longest, found = shared, start
        return self.text.count("\n", 0, found) + 1

    @cached_property
    def _statements(self) -> list[tuple[int, Keys]]:
        """The positions in the text at which statements begin, each with the keys that it sets."""
        found: list[tuple[int, Keys]] = []
        heading: Keys = ()
        numbers: Counter[Keys] = Counter()  # the tables so far of each list of tables
        depth, is_begun = 0, False
        for token in _TOKEN.finditer(self.text):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
            if token[0] == "\n":
                is_begun = is_begun and depth > 0
            elif token["key"] and not is_begun:
                is_begun = True
                keys = () if depth else heading
                for name in _names(token["key"]):
                    keys += (numbers[keys] - 1, name) if keys in numbers else (name,)
                if depth == 2:  # [[
                    numbers[keys] += 1
                    keys += (numbers[keys] - 1,)
                if depth:
                    heading = keys
                found.append((token.start(), keys))
        return found


def _names(key: str) -> list[str]:
    return [next(iter(parsed(f"{name}=0"))) if name[0] in "\"'" else name for name in _NAMES.findall(key)]


def _refuse_long_keys(text: str) -> None:
    """Refuse keys that take quadratic time to parse.

    Raises:
        ValueError: A key has more than `MAX_NAMES` names.
    """
    for token in _TOKEN.finditer(text):
        key = token["key"] or ""
        if key.count(".") >= MAX_NAMES and len(_NAMES.findall(key)) > MAX_NAMES:
            line = text.count("\n", 0, token.start()) + 1
            raise ValueError(f"a key of more than {MAX_NAMES} names (at line {line})")


def parsed(text: str) -> dict[str, Any]:
    """Return *text* parsed as TOML.

    Raises:
        ValueError: it is none, or holds a number that is too large for TOML.
    """
    import tomllib

    table = tomllib.loads(text)
    waiting: list[Any] = [table]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
        elif isinstance(value, int) and value.bit_length() > 63:
            raise ValueError("a whole number of more than 64 bits")
    return table


def _has(table: Any, keys: Keys) -> bool:
    for key in keys:
        if isinstance(key, int):
            if not isinstance(table, list) or key >= len(table):
                return False
        elif not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True


class Layer(NamedTuple):
    """Values from one place, which override those of the layers before."""

    values: Mapping[str, Any]
    """The values as written in the settings file."""
    given: Mapping[str, Any]
    """The same values as `Settings` has them."""
    file: SettingsFile | None = None
    """The file that they are from; None for the command line."""
    flags: Mapping[str, str] = MappingProxyType({})
    """The flags that they are from, by key."""

    def origin(self, keys: Keys) -> str:
        """Return where the value at *keys* is from; "" if this layer does not have it."""
        if not _has(self.values, keys):
            return ""
        return f"{self.file.path.name}:{self.file.line(keys)}" if self.file else self.flags[str(keys[0])]

    @property
    def begins_anew(self) -> bool:
        """Whether it resets which rules are selected and ignored, as `--select` does."""
        return self.file is None and "select" in self.values

    def over(self, below: Settings) -> Settings:
        """Return the settings *below*, overridden by this layer."""
        new = dict(self.given)
        if self.file is None:
            before = Settings() if self.begins_anew else below
            for name in ("extend_select", "ignore"):
                new[name] = getattr(before, name) + new.get(name, ())
        rules = {code: {**below.rules.get(code, {}), **given} for code, given in new.get("rules", {}).items()}
        return below.replace(**{**new, "rules": {**below.rules, **rules}})


def load(start: FilePath, options: Sequence[str] = (), **given: Any) -> Settings:
    """Return the settings for the folder *start*: the defaults, overridden by all `layers`.

    Raises:
        UsageError: A file cannot be read, or a value is wrong; the message says where.
    """
    return merge_layers(layers(start, options, **given))


def merge_layers(layers: Iterable[Layer]) -> Settings:
    """Return the defaults, overridden by *layers*, the strongest last."""
    settings = Settings()
    for layer in layers:
        settings = layer.over(settings)
    return settings


def layers(
    start: FilePath,
    options: Sequence[str] = (),
    *,
    config: FilePath | None = None,
    isolated: bool = False,
    **flags: Any,
) -> list[Layer]:
    """Return the layers that override the defaults, the strongest last.

    These are the file *config*, else the nearest settings file at or above *start* (none if
    *isolated*); those *flags* that are given (not None, not empty); and *options*, each a text such
    as `DUP002.strategy=alias`.

    Raises:
        UsageError: A file cannot be read, or a value is wrong; the message says where.
    """
    if config and isolated:
        raise UsageError("--config names a settings file and --isolated forbids one; leave one of them out")
    try:
        with within(MAX_SECONDS):
            return _layers(start, options, config, isolated, flags)
    except TooLong:
        told = f"the settings take more than {MAX_SECONDS} seconds to read; make them shorter or simpler"
        raise UsageError(f"{config}: {told}" if config else told) from None


def _layers(
    start: FilePath, options: Sequence[str], config: FilePath | None, isolated: bool, flags: Mapping[str, Any]
) -> list[Layer]:
    file = read_settings(config) if config else None if isolated else nearest(start)
    found = _known(start if config or file is None else file.path.parent)
    if file is not None:
        # Patterns are relative to the folder of a file that was found; for a file that is named, to *start*.
        base = start if config else file.path.parent
        if file.table is None:
            raise UsageError(f"{config} has no table [tool.recordlint]")
        found.append(_layer(file.table, base, file))
    values = {kebab(name): value for name, value in flags.items() if value not in (None, ())}
    if values:
        with _blaming("--"):  # the key that follows is the name of the flag
            found.append(_layer(values, start, flags={key: f"--{key}" for key in values}))
    for text in options:
        with _blaming(f"--set {text}: "):
            found.append(_layer({"rules": _option(text)}, start, flags={"rules": f"--set {text}"}))
    return found


def default_baseline(start: FilePath, *, config: FilePath | None = None, isolated: bool = False) -> FilePath:
    """Return the default path of the baseline: beside the settings file, else in *start*.

    It is also in *start* if the settings file is named (*config*): other repositories may use that, too.
    """
    file = None if config or isolated else nearest(start)
    return (file.path.parent if file else start) / BASELINE


def _known(folder: FilePath) -> list[Layer]:
    """Return the layer of files that need not be named: a baseline in *folder*, if any."""
    path = folder / BASELINE
    if not path.is_file():
        return []
    return [Layer({"baseline": str(path)}, {"baseline": str(path)}, flags={"baseline": "found"})]


def _layer(
    values: Any, base: FilePath, file: SettingsFile | None = None, flags: Mapping[str, str] | None = None
) -> Layer:
    """Return the layer of these values.

    Raises:
        UsageError: A value is wrong.
    """
    folder = file.path.parent if file else base
    origin = Origin(folder, base, is_confined=file is not None)
    given = accepted(values, origin) if isinstance(values, dict) else None
    if given is None:
        given = _validated(values, origin, file)
    return Layer(values, given, file, flags or {})


def _validated(values: Any, origin: Origin, file: SettingsFile | None) -> dict[str, Any]:
    """Return *values*, validated by pydantic.

    Raises:
        UsageError: Values are wrong; the message has a line for each, with its place.
    """
    from lint.settings.validation import checked

    found: list[UsageError] = []
    if file is not None and isinstance(values, dict):
        found = _underscores(values)
        values = {key: value for key, value in values.items() if "_" not in key}
    given, wrong = checked(Settings, values, origin)
    if found := [*found, *wrong]:
        raise UsageError(*(_with_place(fault, file) for fault in found))
    return given


def _with_place(fault: UsageError, file: SettingsFile | None) -> str:
    place = f"{file.path}:{file.line(fault.path)}: " if file else ""
    keys = ".".join(key for key in fault.path if isinstance(key, str))
    return f"{place}{keys}{': ' if keys else ''}{fault}"


def _underscores(values: Mapping[str, Any]) -> list[UsageError]:
    """Return a fault for each of the first keys with underscores: keys are written with hyphens only."""
    known = [kebab(each.name) for each in fields(Settings)]
    wrong = islice((key for key in values if "_" in key), MAX_FAULTS)
    return [UsageError(f"there is no such key{did_you_mean(key, known)}", path=(key,)) for key in wrong]


@contextmanager
def _blaming(where: str) -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        raise UsageError(*(f"{where}{message}" for message in error.messages)) from None


def nearest(start: FilePath) -> SettingsFile | None:
    """Return the nearest settings file at or above the folder *start*.

    Raises:
        UsageError: A settings file cannot be read.
    """
    folder = start.resolve()
    for above in (folder, *folder.parents):
        found = in_folder(above)
        if found is not None:
            return found
    return None


def in_folder(folder: FilePath) -> SettingsFile | None:
    """Return the settings file in *folder* itself.

    Raises:
        UsageError: It cannot be read.
    """
    for path in (*(folder / name for name in SETTINGS), folder / _PROJECT):
        if path.is_file():
            file = read_settings(path)
            if file.table is not None:
                return file
    return None


def read_settings(path: FilePath) -> SettingsFile:
    """Return the settings file at *path*.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        data = files.read(str(path), MAX_SIZE)
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    if len(data) > MAX_SIZE:
        raise UsageError(f"{path}: cannot be read: it is longer than {MAX_SIZE:,} bytes")
    return SettingsFile(path, text, ("tool", "recordlint") if path.name == _PROJECT else ())


def _option(text: str) -> dict[str, dict[str, Any]]:
    """Return the option of a text such as `DUP002.strategy=alias`, by the code of its rule."""
    key, equals, value = text.partition("=")
    name, dot, option = key.strip().partition(".")
    if not (equals and dot and option):
        raise UsageError("write RULE.OPTION=VALUE, such as DUP002.strategy=alias")
    return {rule_named(name).code: {option: _value(value)}}


def _value(text: str) -> Any:
    """Return a value parsed as TOML, or as text if it is not valid TOML (`alias`, without quotes)."""
    try:
        return parsed(f"value = {text}")["value"]
    except ValueError:
        return text.strip()
