"""Hypothesis strategies for values, and for documents that contain them in every YAML style."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st

WORDS = [
    "IL-2Rα",
    "β",
    "NO",
    "on",
    "1e5",
    "0x1F",
    "12:30",
    "2020-01-01",
    "~",
    "null",
    "- x",
    "a: b",
    "# x",
    "x #y",
]
WORDS += [
    "'",
    '"',
    "it's",
    "&a",
    "*a",
    "!t",
    "[x]",
    "{y}",
    "x,",
    "--- x",
    "...",
    "%",
    "@",
    "`",
    "|",
    ">",
    "= x",
    "\\",
]
WORDS += ["signaling", "pathway", "TNF", "Ca²⁺", "𝛽", "5′-", "http://x.org/y?a=1&b=2", "ÃŽÂ±"]
CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"
)
KEYS = st.sampled_from(
    ["title", "wpid", "description", "keywords", "a b", "@id", "schema-jsonld", "x", "NO", "é"]
)

prose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
texts = st.one_of(
    prose,
    st.text(CHARACTERS, max_size=20),
    st.text("ab \n\t:#-'\"β", max_size=12),
    st.lists(prose, min_size=2, max_size=3).map("\n\n".join),
)
scalars = st.one_of(
    texts, st.booleans(), st.none(), st.integers(-99, 10**6), st.floats(allow_nan=False, width=16), st.dates()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
records = st.dictionaries(KEYS, values, min_size=1, max_size=5)


def _scalar(value: Any, style: str | None, flow: bool, width: int) -> str:
    if not isinstance(value, str):
        style = None
    text = yaml.dump(
        [value],
        Dumper=yaml.CSafeDumper,
        default_style=style if isinstance(value, str) else None,
        allow_unicode=True,
        width=width,
        default_flow_style=flow,
    )
    return text.removesuffix("\n")[1:-1] if flow else text.removesuffix("\n")[2:]


def _flow(draw: Any, value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_flow(draw, item) for item in value) + "]"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{_flow(draw, key)}: {_flow(draw, item)}" for key, item in value.items()) + "}"
        )
    return _scalar(value, draw(st.sampled_from([None, "'", '"'])), True, 2**31 - 1)


def _block(draw: Any, value: Any, column: int, comments: bool) -> str:
    """Return *value* as it stands behind an indicator of an entry at *column*."""
    if not value and isinstance(value, list | dict):
        return " []" if isinstance(value, list) else " {}"
    if isinstance(value, list | dict) and draw(st.integers(0, 4)) == 0:
        return " " + _flow(draw, value)
    comment = draw(st.sampled_from(["", "", "", " # why", "\n# a line"])) if comments else ""
    if isinstance(value, list):
        column += draw(st.sampled_from([0, 0, 2, 3]))
        lines = [" " * column + "-" + _block(draw, item, column, False) for item in value]
        return comment + "\n" + "\n".join(lines)
    if isinstance(value, dict):
        column += draw(st.sampled_from([2, 2, 4]))
        return comment + "\n" + _mapping(draw, value, column, comments)
    style = draw(st.sampled_from([None, None, None, "'", '"', "|", ">"]))
    text = _scalar(value, style, False, draw(st.sampled_from([80, 40, 2**31 - 1])))
    first, *rest = text.split("\n")
    indent = column if text[:1] not in "|>" else column + draw(st.sampled_from([0, 0, 2]))
    return " " + "\n".join([first, *(" " * indent + line if line else line for line in rest)])


def _mapping(draw: Any, value: dict[str, Any], column: int, comments: bool) -> str:
    lines = []
    for key, item in value.items():
        if comments and draw(st.integers(0, 6)) == 0:
            lines.append(" " * draw(st.sampled_from([0, column])) + "# a comment: [")
        lines.append(
            " " * column + _scalar(key, None, True, 2**31 - 1) + ":" + _block(draw, item, column, comments)
        )
    return "\n".join(lines)


@st.composite
def documents(draw: Any, comments: bool = True) -> tuple[str, dict[str, Any]]:
    """Return a file's text and the values meant by it; a style may not hold every value, so check."""
    value = draw(records)
    ending = draw(st.sampled_from(["---", "---\n", "...\n", "---\n\nA body: with this\n"]))
    text = "---\n" + _mapping(draw, value, 0, comments) + "\n" + ending
    if draw(st.integers(0, 5)) == 0:
        text = text.replace("\n", "\r\n")
    if draw(st.integers(0, 9)) == 0:
        text = "\ufeff" + text
    return text, value


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values within *value*."""
    found = [path]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += paths(item, (*path, key))
    return found


@st.composite
def edits_on(draw: Any, value: Any) -> list[Any]:
    """Return some edits on *value* that do not contradict each other."""
    from lint.core.values import Insert, Remove, Set, get

    chosen: list[Any] = []
    taken: list[tuple[Any, ...]] = []
    for path in draw(st.lists(st.sampled_from(paths(value)[1:]), min_size=1, max_size=3)):
        if any(path[: len(other)] == other or other[: len(path)] == path for other in taken):
            continue
        taken.append(path)
        kind = draw(st.sampled_from(["set", "set", "text", "remove", "insert"]))
        here = get(value, path)
        if kind == "remove":
            chosen.append(Remove(path))
        elif kind == "insert" and isinstance(here, list):
            chosen.append(Insert((*path, draw(st.integers(0, len(here)))), draw(values)))
        elif kind == "insert" and isinstance(here, dict):
            new = draw(KEYS.filter(lambda key, taken=here: key not in taken))
            chosen.append(Insert((*path, new), draw(values)))
        else:
            chosen.append(Set(path, draw(texts if kind == "text" else values)))
    return chosen
