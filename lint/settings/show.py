"""The settings in force, written as a settings file with the origin of each value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from itertools import groupby
from typing import Any, NamedTuple

from lint.core.toml import key, plain, toml
from lint.core.wording import kebab
from lint.settings.loading import Layer, merge_layers
from lint.settings.values import Keys

_WIDTH = 48
"""The column of the origins, in characters counted from 0, unless a value is longer."""
_DEFAULT = "default"
_ADDED = ("extend-select", "ignore")
_TABLES = ("severity", "per-file-ignores", "ignore-records", "genes", "sources", "limits", "kinds", "rules")


class Entry(NamedTuple):
    """A setting in force."""

    table: Keys
    """The keys of its table, with an index if it is a list of tables."""
    key: str
    value: Any
    origin: str
    """Where it is from: a settings file with the line, a flag, or the defaults."""


def lines(layers: Sequence[Layer]) -> Iterator[str]:
    """Yield the settings in *layers*, the strongest last, as lines of TOML.

    A comment at the end of each line says where the value is from.
    """
    yield f"# Settings file: {', '.join(_files(layers)) or 'none'}"
    for table, entries in groupby(_entries(layers), lambda entry: entry.table):
        if table:
            yield ""
            yield f"[[{table[0]}]]" if isinstance(table[-1], int) else f"[{'.'.join(map(str, table))}]"
        yield from (_line(entry.key, entry.value, entry.origin) for entry in entries)


def as_object(layers: Sequence[Layer]) -> dict[str, Any]:
    """Return the settings in *layers* for JSON: each with its keys, its value and its origin."""
    return {
        "files": _files(layers),
        "settings": [
            {"key": [*entry.table, entry.key], "value": plain(entry.value), "origin": entry.origin}
            for entry in _entries(layers)
        ],
    }


def _files(layers: Sequence[Layer]) -> list[str]:
    return [str(layer.file.path) for layer in layers if layer.file]


def _entries(layers: Sequence[Layer]) -> Iterator[Entry]:
    settings = merge_layers(layers)
    for each in fields(settings):
        name = kebab(each.name)
        if name not in _TABLES:
            yield Entry((), name, getattr(settings, each.name), _origins(layers, (name,), name in _ADDED))
    given = {name: value for layer in layers for name, value in layer.values.items() if name in _TABLES}
    for table in ("severity", "per-file-ignores", "genes", "sources"):
        for name, value in given.get(table, {}).items():
            yield Entry((table,), name, value, _origins(layers, (table, name)))
    for name, value in asdict(settings.limits).items():
        yield Entry(("limits",), kebab(name), value, _origins(layers, ("limits", kebab(name))))
    for table in ("ignore-records", "kinds"):
        for number, entries in enumerate(given.get(table, ())):
            for name, value in entries.items():
                yield Entry((table, number), name, value, _origins(layers, (table, number, name)))
    for rule in settings.enabled_rules():
        for option, value in asdict(rule.options).items():
            names = (rule.code, rule.name)
            found = [_origins(layers, ("rules", name, option)) for name in names]
            origin = next((each for each in found if each != _DEFAULT), _DEFAULT)
            yield Entry(("rules", rule.code), option, value, origin)


def _origins(layers: Sequence[Layer], keys: Keys, is_added: bool = False) -> str:
    """Return where a value is from: the strongest layer that has it, or all of them if they add up."""
    found: list[str] = []
    for layer in reversed(layers):
        if origin := layer.origin(keys):
            found.append(origin)
        if (found and not is_added) or (is_added and layer.begins_anew):
            break
    return ", ".join(found) or _DEFAULT


def _line(name: str, value: Any, origin: str) -> str:
    text = f"{key(name)} = {toml(value)}" if value is not None else f"# {name} is not set"
    return f"{text:<{_WIDTH}} # {origin}"
