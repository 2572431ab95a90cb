"""Docstrings: everything public has one."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from types import FunctionType

import lint

_METHODS = (FunctionType, classmethod, staticmethod, property, cached_property)


def _methods() -> Iterator[tuple[str, object]]:
    """Yield the public methods and properties of the package's classes, by their full names."""
    for module in pkgutil.walk_packages(lint.__path__, "lint."):
        if module.name == "lint.__main__":
            continue
        for of_class in vars(import_module(module.name)).values():
            if not isinstance(of_class, type) or of_class.__module__ != module.name:
                continue
            for name, member in vars(of_class).items():
                is_public = not name.startswith("_") and not of_class.__name__.startswith("_")
                if is_public and isinstance(member, _METHODS) and getattr(member, "__name__", name) == name:
                    yield f"{module.name}.{of_class.__name__}.{name}", getattr(of_class, name)


def test_each_method_says_what_it_does_itself_or_where_it_overrides() -> None:
    methods = dict(_methods())
    assert len(methods) > 400
    assert [name for name, method in methods.items() if not inspect.getdoc(method)] == []
