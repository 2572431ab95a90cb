"""Loading: where the settings of a run are found, which value holds, and where a fault is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import islice, takewhile
from operator import eq
from pathlib import Path as FilePath
from typing import Any

from lint import files
from lint.core.deadline import TooLong, within
from lint.core.errors import UsageError
from lint.core.wording import did_you_mean, kebab
from lint.files import SETTINGS
from lint.rules.selectors import rule_named
from lint.settings import BASELINE, Settings
from lint.settings.values import MAX_FAULTS, Keys, Origin, accepted

_PROJECT = "pyproject.toml"
MAX_SIZE = 250_000
"""What is longer, in bytes, is no settings file."""
MAX_NAMES = 20
"""How many names a key may be made of, with dots between them."""
MAX_SECONDS = 2
"""Seconds of the processor within which all settings are read and validated."""

_NAME = r"""(?:[\w-]+|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?)"""
_NAMES = re.compile(_NAME, re.DOTALL)
# The parts that separate statements of TOML; each ends, whatever follows, so that time is linear.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\\?\Z)|'
    r"'''.*?(?:'{3,5}|\Z)|"
    rf"(?P<key>{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)|#[^\n]*|[\[\]{{}}\n]",
    re.DOTALL,
)


@dataclass(frozen=True)
class SettingsFile:
    """A settings file as it was read."""

    path: FilePath
    text: str
    within: Keys = ()
    """The keys that lead to recordlint's own table."""

    @cached_property
    def table(self) -> Any:
        """What the file says to recordlint; None where it says nothing.

        Raises:
            UsageError: it is no TOML.
        """
        if not all(str(key) in self.text for key in self.within):
            return None  # most pyproject.toml; to parse them takes as long as to check ten records
        try:
            _refuse_long_keys(self.text)
            table: Any = parsed(self.text)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{self.path}: cannot be read: {error}") from None
        for key in self.within:
            table = table.get(key) if isinstance(table, dict) else None
        return table

    def line(self, keys: Keys) -> int:
        """Return the line, from 1, where the statement begins that *keys* lead to, or what is above them."""
        longest, found = 0, 0
        for start, own in self._statements:
            shared = sum(takewhile(bool, map(eq, own, self.within + keys)))
            if shared > longest:
                longest, found = shared, start
        return self.text.count("\n", 0, found) + 1

    @cached_property
    def _statements(self) -> list[tuple[int, Keys]]:
        """Where in the text the statements begin, each with the keys that it is about."""
        found: list[tuple[int, Keys]] = []
        heading: Keys = ()
        numbers: Counter[Keys] = Counter()  # how many tables a list of tables has so far
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
    """Refuse what takes a time that goes up with the square of its length.

    Raises:
        ValueError: a key is made of more than `MAX_NAMES`.
    """
    for token in _TOKEN.finditer(text):
        key = token["key"] or ""
        if key.count(".") >= MAX_NAMES and len(_NAMES.findall(key)) > MAX_NAMES:
            line = text.count("\n", 0, token.start()) + 1
            raise ValueError(f"a key of more than {MAX_NAMES} names (at line {line})")


def parsed(text: str) -> dict[str, Any]:
    """Return what *text* says as TOML.

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


@dataclass(frozen=True)
class Layer:
    """Values that are given together, and override those before."""

    values: Mapping[str, Any]
    """As the settings file writes them."""
    given: Mapping[str, Any]
    """What these are as `Settings` names and holds them."""
    file: SettingsFile | None = None
    """Where they are from; None: the command line."""
    flags: Mapping[str, str] = field(default_factory=dict)
    """The flags that they are from, by key."""

    def origin(self, keys: Keys) -> str:
        """Return where the value that *keys* lead to is from, "" where it is not given here."""
        if not _has(self.values, keys):
            return ""
        return f"{self.file.path.name}:{self.file.line(keys)}" if self.file else self.flags[str(keys[0])]

    @property
    def begins_anew(self) -> bool:
        """Whether it forgets which rules are selected and ignored before: `--select` does."""
        return self.file is None and "select" in self.values

    def over(self, below: Settings) -> Settings:
        """Return the settings *below*, overridden."""
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
        UsageError: a file that cannot be read, or a wrong value; the message says where.
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
    """Return what overrides the defaults, the strongest last.

    That is the file *config*, else the nearest settings file at or above *start* (none if
    *isolated*); those *flags* that are given (not None, not empty); and *options*, each a text such
    as `DUP002.strategy=alias`.

    Raises:
        UsageError: a file that cannot be read, or a wrong value; the message says where.
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
        # Patterns count from the folder of a file that was found, and from here for one that is named.
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
    """Return where the baseline is where the settings do not say: beside their file, else in *start*.

    A file that is named (*config*) may be of other repositories too: then, it is in *start*.
    """
    file = None if config or isolated else nearest(start)
    return (file.path.parent if file else start) / BASELINE


def _known(folder: FilePath) -> list[Layer]:
    """Return the layer of what is there without being named: a baseline in *folder*, if any."""
    path = folder / BASELINE
    if not path.is_file():
        return []
    return [Layer({"baseline": str(path)}, {"baseline": str(path)}, flags={"baseline": "found"})]


def _layer(
    values: Any, base: FilePath, file: SettingsFile | None = None, flags: Mapping[str, str] | None = None
) -> Layer:
    """Return the layer of these values.

    Raises:
        UsageError: there is a wrong one.
    """
    folder = file.path.parent if file else base
    origin = Origin(folder, base, is_confined=file is not None)
    given = accepted(values, origin) if isinstance(values, dict) else None
    if given is None:
        given = _validated(values, origin, file)
    return Layer(values, given, file, flags or {})


def _validated(values: Any, origin: Origin, file: SettingsFile | None) -> dict[str, Any]:
    """Return what *values* give, as pydantic validates them.

    Raises:
        UsageError: there are wrong ones; the message has a line for each, with its place.
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
    """Return a fault for each of the first keys that are Python's names: there is one way to write them."""
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
        UsageError: one cannot be read.
    """
    folder = start.resolve()
    for above in (folder, *folder.parents):
        found = in_folder(above)
        if found is not None:
            return found
    return None


def in_folder(folder: FilePath) -> SettingsFile | None:
    """Return the settings file that is in *folder* itself.

    Raises:
        UsageError: it cannot be read.
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
        UsageError: it cannot be read.
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
    """Return a value as TOML reads it, and as text where it is no TOML (`alias`, without quotes)."""
    try:
        return parsed(f"value = {text}")["value"]
    except ValueError:
        return text.strip()
