"""Find changes that no test notices: `python fuzz/mutants.py lint/edits.py tests/test_edits.py --sample 200`.

It changes one place of the module at a time, in memory, runs the given tests in their order in a separate
process, and prints each mutant that none of them kills. Tests that start other processes see the unchanged
module. Needs fork.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import os
import random
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path

import click  # noqa: F401  (what the tests import, once instead of in each process)
import pydantic  # noqa: F401
import pytest
import yaml  # noqa: F401
from hypothesis import HealthCheck, Phase, settings

MEMORY = 4 * 2**30

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.Break: ast.Pass,
    ast.Continue: ast.Break,
    ast.YieldFrom: ast.Yield,
}
NAMES = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "sorted": "list",
    "find": "rfind",
    "rfind": "find",
    "lstrip": "strip",
    "rstrip": "strip",
    "strip": "rstrip",
    "removesuffix": "removeprefix",
    "removeprefix": "removesuffix",
    "startswith": "endswith",
    "endswith": "startswith",
    "partition": "rpartition",
    "match": "search",
    "search": "match",
    "setdefault": "get",
}


@dataclass(frozen=True)
class Mutant:
    """A change of a module: the line, and which child of which node gives way to another."""

    line: int
    parent: ast.AST
    field: str
    index: int | None
    old: ast.AST
    new: ast.AST

    def apply(self) -> None:
        """Change the tree that the parent is in."""
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.index] = self.new

    def __str__(self) -> str:
        nodes = (self.old, self.new)
        if all(isinstance(node, ast.expr | ast.stmt) for node in nodes):
            return "  ->  ".join(ast.unparse(node).partition("\n")[0] for node in nodes)
        return "  ->  ".join(type(node).__name__ for node in nodes)


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in the place of *node*."""
    match node:
        case ast.operator() | ast.cmpop() | ast.boolop() | ast.Break() | ast.Continue():
            if type(node) in SWAPS:
                yield SWAPS[type(node)]()
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BoolOp():
            for index in range(len(node.values)):
                rest = [*node.values[:index], *node.values[index + 1 :]]
                yield ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield ast.Constant(node.value + 1)
        case ast.Constant(value=str()):
            yield ast.Constant(node.value[:-1] if node.value else "x")
        case ast.Name(ctx=ast.Load()) if node.id in NAMES and hasattr(builtins, node.id):
            yield ast.Name(NAMES[node.id], node.ctx)
        case ast.Attribute() if node.attr in NAMES:
            yield ast.Attribute(node.value, NAMES[node.attr], node.ctx)
        case ast.Name(id="reversed"):
            yield ast.Name("iter", node.ctx)
        case ast.Slice() if node.lower or node.upper:
            yield ast.Slice(None, node.upper) if node.lower else ast.Slice(node.lower, None)
        case ast.If() | ast.While():
            yield type(node)(ast.Constant(False), node.body, node.orelse)
            if isinstance(node, ast.If):
                yield ast.If(ast.Constant(True), node.body, node.orelse)
        case ast.Return(value=value) if value is not None:
            yield ast.Return(None)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise() | ast.AugAssign():
            yield ast.Pass()


def places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield each node below *node* that does something: its parent, field, index there, itself."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params", "msg"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            match child:
                case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.JoinedStr():
                    continue
                case ast.Expr(value=ast.Constant()) | ast.Assign(targets=[ast.Name(id="examples")]):
                    continue  # documentation, and a rule's own tests
                case ast.AST():
                    yield node, field, index, child
                    if not isinstance(child, ast.Raise):  # messages are for people
                        yield from places(child)


def mutants(tree: ast.Module) -> list[Mutant]:
    """Return every mutant of a module."""
    return [
        Mutant(getattr(node, "lineno", getattr(parent, "lineno", 0)), parent, field, index, node, new)
        for parent, field, index, node in places(tree)
        for new in variants(node)
    ]


def start(module: str, tree: ast.Module, mutant: Mutant | None, tests: list[str], seconds: int) -> int:
    """Run the tests on a mutant in a process of its own; return its id."""
    if child := os.fork():
        return child
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    if mutant:
        mutant.apply()
        code = compile(ast.fix_missing_locations(tree), module, "exec")
        original = SourceFileLoader.get_code
        SourceFileLoader.get_code = lambda self, name: code if name == module else original(self, name)
    os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-n0", *tests]))


def main() -> None:
    """Read the arguments, run the mutants, print the survivors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", nargs="+", help="what pytest is to run, fast tests first")
    parser.add_argument("--sample", type=int, default=10**6, help="how many mutants to try, at random")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--seconds", type=int, default=40, help="of the processor, after which a mutant counts as killed"
    )
    options = parser.parse_args()
    settings.register_profile(  # tests/conftest.py loads it
        "mutants",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=25,
        suppress_health_check=[*HealthCheck],
        phases=[Phase.explicit, Phase.generate],
    )
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    module = ".".join(options.module.with_suffix("").parts).removesuffix(".__init__")
    tree = ast.parse(options.module.read_text(encoding="utf-8"))
    everything = mutants(tree)
    tried = random.Random(0).sample(everything, min(options.sample, len(everything)))
    if os.waitpid(start(module, tree, None, options.tests, options.seconds), 0)[1]:
        sys.exit("The tests fail on the module as it is.")
    running: dict[int, Mutant] = {}
    survivors = 0
    for number, mutant in enumerate([*tried, *[None] * options.jobs]):
        print(f"{number} of {len(tried)}", end="\r", file=sys.stderr)
        if len(running) == options.jobs or (mutant is None and running):
            child, status = os.wait()
            done = running.pop(child)
            if not status:
                survivors += 1
                print(f"{options.module}:{done.line}: {done}", flush=True)
        if mutant:
            running[start(module, tree, mutant, options.tests, options.seconds)] = mutant
    print(f"{options.module}: {len(tried) - survivors} killed of {len(tried)} tried, of {len(everything)}")


if __name__ == "__main__":
    main()
