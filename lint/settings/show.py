"""The settings in force, written as a settings file that tells where each value is from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from lint.core.findings import Severity
from lint.core.globs import Globs
from lint.core.wording import kebab
from lint.settings import Settings
from lint.settings.loading import Keys, Layer, merge_layers

_WIDTH = 48
"""Where the origins begin, in characters from 0, unless a value reaches beyond."""
_DEFAULT = "default"
_ADDED = ("extend-select", "ignore")
_TABLES = ("severity", "per-file-ignores", "ignore-records", "genes", "sources", "limits", "kinds", "rules")


def lines(layers: Sequence[Layer]) -> Iterator[str]:
    """Yield the settings that *layers* give, the strongest last, as lines of TOML.

    A comment at the end of each says where it is from: a settings file with the line, a flag, or
    the defaults.
    """
    settings = merge_layers(layers)
    files = [str(layer.file.path) for layer in layers if layer.file]
    yield f"# Settings file: {', '.join(files) or 'none'}"
    for each in fields(settings):
        key = kebab(each.name)
        if key not in _TABLES:
            yield _line(key, getattr(settings, each.name), _origins(layers, (key,), key in _ADDED))
    yield from _tables(settings, layers)


def _tables(settings: Settings, layers: Sequence[Layer]) -> Iterator[str]:
    given = {key: value for layer in layers for key, value in layer.values.items() if key in _TABLES}
    for key in ("severity", "per-file-ignores", "genes", "sources"):
        if table := given.get(key):
            yield from ("", f"[{key}]")
            yield from (_line(name, value, _origins(layers, (key, name))) for name, value in table.items())
    yield from ("", "[limits]")
    for name, value in asdict(settings.limits).items():
        yield _line(kebab(name), value, _origins(layers, ("limits", kebab(name))))
    for key in ("ignore-records", "kinds"):
        for number, table in enumerate(given.get(key, ())):
            yield from ("", f"[[{key}]]")
            for name, value in table.items():
                yield _line(name, value, _origins(layers, (key, number, name)))
    for rule in settings.enabled_rules():
        options = asdict(rule.options)
        if options:
            yield from ("", f"[rules.{rule.code}]")
            for option, value in options.items():
                names = (rule.code, rule.name)
                found = [_origins(layers, ("rules", name, option)) for name in names]
                origin = next((each for each in found if each != _DEFAULT), _DEFAULT)
                yield _line(option, value, origin)


def _origins(layers: Sequence[Layer], keys: Keys, is_added: bool = False) -> str:
    """Return where a value is from: the strongest layer that gives it, or all where they add up."""
    found: list[str] = []
    for layer in reversed(layers):
        if origin := layer.origin(keys):
            found.append(origin)
        if (found and not is_added) or (is_added and layer.begins_anew):
            break
    return ", ".join(found) or _DEFAULT


def _line(key: str, value: Any, origin: str) -> str:
    text = f"{_key(key)} = {_toml(value)}" if value is not None else f"# {key} is not set"
    return f"{text:<{_WIDTH}} # {origin}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _toml(value: Any) -> str:
    """Return a value as TOML writes it, on one line."""
    if isinstance(value, Severity):
        return _toml(value.label)
    if isinstance(value, Globs):
        return _toml(value.patterns)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)} = {_toml(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")
