"""Collect every regular expression of recordlint, and match each with long repetitive texts.

As a program, this tries every expression, or every n-th with the argument n, and prints those that take
more than linear time, one per line.
"""

from __future__ import annotations

import itertools
import linecache
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Any, TypeAlias

from lint.core.deadline import TooLong, within

LENGTH = 20_000
"""How many characters a text has."""
SECONDS = 0.25
"""How much of the processor one expression may use on it: some hundred times what a linear one needs,
and less than half of what a quadratic one does."""

WHOLE = frozenset(
    {
        *(r"(?P<any>.+)/pathways/[^/]+\.html", r"[^/]+\.(?P<any>.+)", r"[^/]+__[^/]+"),  # Url.form
        r"H2AF\w+ (?:H2A|MACROH2A).+",  # of GEN002
    }
)
"""Expressions that are computed, and that only ever a whole text is matched with."""

SHORT = LENGTH // 10
"""How many characters of a text are tried first."""
SUSPICIOUS = SECONDS / 250
"""How much of the processor an expression uses on them, at most, that is tried on no more: quadratic time
would be a hundred times as much on the whole text, and that is less than `SECONDS`."""

COMMON = "a Z1β\t\n.,;:-_&<>[(/\"'|=+#\\"


Expression: TypeAlias = "tuple[Any, int, bool]"
"""A pattern, its flags, and whether it is searched for, not only matched at one place."""


def collected() -> set[Expression]:
    """Return what recordlint compiles: when it is imported, when it is asked for, on the rules' examples."""
    found: set[Expression] = set()
    compile_as_before = re._compile  # type: ignore[attr-defined]
    package = Path("lint").absolute()
    code = {path: path.read_text("utf-8") for path in package.rglob("*.py")}

    @cache
    def is_matched(line: str, file: Path) -> bool:
        name = re.match(r"(\w+)(?:: .+?)? = (?:re\.compile|lazy)\(", line)
        users = code[file] if name and name[1].startswith("_") else "\n".join(code.values())
        used = re.findall(rf"\b{name[1]}\.(\w+)", users) if name else re.findall(r"re\.(\w+)\(", line)
        return bool(used) and {"match", "fullmatch", "pattern"}.issuperset(used)

    def note(pattern: Any, flags: int, depth: int) -> None:
        frame: FrameType | None = sys._getframe(depth)
        while frame is not None and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        file = Path(frame.f_code.co_filename) if frame else Path()
        if frame is None or package not in file.parents or file.name == "patterns.py":
            return
        line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
        found.add((pattern, int(flags), not is_matched(line, file) and pattern not in WHOLE))

    def compile_and_note(pattern: Any, flags: int) -> re.Pattern[Any]:
        if not isinstance(pattern, re.Pattern):
            note(pattern, flags, 2)
        compiled: re.Pattern[Any] = compile_as_before(pattern, flags)
        return compiled

    re._compile = compile_and_note  # type: ignore[attr-defined]
    import lint.core.patterns

    class Noted(lint.core.patterns._Lazy):
        def __init__(self, pattern: str, flags: int) -> None:
            super().__init__(pattern, flags)
            note(pattern, flags, 3)

    lint.core.patterns._Lazy = Noted  # type: ignore[misc]
    import pkgutil
    from importlib import import_module

    import lint

    sys.path.insert(0, str(Path(__file__).parents[1]))
    from checking import Checker

    from lint import documents
    from lint.core.findings import Detail
    from lint.kinds import PATHWAY_SOURCE, builtin
    from lint.records.record import Record
    from lint.rules import registry

    for module in pkgutil.walk_packages(lint.__path__, "lint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    checker = Checker([rule() for rule in registry().values()], unsafe=True, detail=Detail(~0))
    kinds = {kind.name: kind for kind in (*builtin(), PATHWAY_SOURCE)}
    for rule in registry().values():
        for example in rule.examples:
            for text in filter(None, (example.bad, example.good, example.ok)):
                kind = kinds[example.kind]
                whole = text if example.raw or kind is PATHWAY_SOURCE else f"---\n{text}\n---\n"
                file = kind.patterns[0].replace("*", "1")
                document = documents.read(whole.encode("utf-8", "surrogateescape"), format=kind.format)
                checker.fix(Record(document, kind, file, example.sidecars.get))
    return found


def pumped(pattern: str) -> Iterator[str]:
    """Yield texts that repeat what the *pattern* may be after, and end in what it may not."""
    letters = list(dict.fromkeys(re.sub(r"\\[a-zA-Z]|[\\^$|?*+(){}\[\]]", "", pattern)))[:12]
    words = re.findall(r"[\w]{2,}", pattern)[:4]
    units = [*dict.fromkeys([*COMMON, *letters, *words])]
    units += ["".join(pair) for pair in itertools.product([*letters[:3], "a", " ", "1"], repeat=2)]
    for unit in dict.fromkeys(units):
        text = unit * (LENGTH // len(unit))
        yield text
        yield f"{text}\0"
    for start, unit in itertools.product([*letters[:3], *"&<[\"'"], "a1 "):
        yield start + unit * LENGTH + "\0"


def is_slow(expression: Expression, text: str) -> bool:
    """Return whether the expression takes more than `SECONDS` on *text*."""
    begun = process_time()
    try:
        with within(SECONDS):
            _apply(expression, f"{text[:SHORT]}{text[-1]}")
        if process_time() - begun <= SUSPICIOUS:
            return False
        with within(SECONDS):
            _apply(expression, text)
    except TooLong:
        return True
    return False


def _apply(expression: Expression, text: str) -> None:
    pattern, flags, is_searched = expression
    compiled = re.compile(pattern, flags)
    subject: Any = text if isinstance(pattern, str) else text.encode()
    compiled.match(subject)
    for _ in compiled.finditer(subject) if is_searched else ():
        pass


def main() -> None:
    """Print how many expressions there are, and those that are slow with the beginning of a text."""
    found = sorted(collected(), key=repr)
    print(len(found))
    for expression in found[:: int(sys.argv[1])]:
        pattern = expression[0]
        plain = pattern if isinstance(pattern, str) else pattern.decode()
        slow = next((text for text in pumped(plain) if is_slow(expression, text)), None)
        if slow is not None:
            print(f"{pattern!r} on {slow[:12]!r}...{slow[-3:]!r}", flush=True)


if __name__ == "__main__":
    main()
