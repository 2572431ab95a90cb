"""Damage to handwritten records, whose style a fix must keep."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from random import Random

from .encodings import misread
from .judging import COMMENT
from .kinds import Damage, in_repository
from .samples import Sample, at, dataset

_SENTENCE = "IL-1β is cut by caspase-1 & pyrin, at 37 °C."
"""What every text of these records holds, so that each damage finds something."""


def _literal(sentences: list[str]) -> str:
    return "|-\n" + "".join(f"  {each}\n" for each in sentences)


def _kept_literal(sentences: list[str]) -> str:
    return "|2+\n" + "".join(f"  {each}\n" for each in sentences) + "\n"


def _folded(sentences: list[str]) -> str:
    return ">-\n" + "".join(f"  {each}\n" for each in sentences)


def _double_quoted(sentences: list[str]) -> str:
    return '"' + "\n  ".join(each.replace("\\", "\\\\").replace('"', '\\"') for each in sentences) + '"\n'


def _single_quoted(sentences: list[str]) -> str:
    return "'" + "\n  ".join(each.replace("'", "''") for each in sentences) + "'\n"


def _commented(sentences: list[str]) -> str:
    return f">- {COMMENT} the summary\n" + "".join(f"  {each}\n" for each in sentences)


def _anchored(sentences: list[str]) -> str:
    return "&text >-\n" + "".join(f"  {each}\n" for each in sentences)


STYLES: dict[str, Callable[[list[str]], str]] = {
    "literal": _literal,
    "kept literal": _kept_literal,
    "folded": _folded,
    "double-quoted": _double_quoted,
    "single-quoted": _single_quoted,
    "commented": _commented,
    "aliased": _anchored,
}
DAMAGES: dict[str, tuple[Callable[[str], str], str]] = {
    "mojibake": (
        lambda text: text.replace("IL-1β", misread("IL-1β", "cp1252") or ""),
        "A letter of it misread.",
    ),
    "entity": (lambda text: text.replace("β", "&beta;"), "A letter of it written as an entity."),
    "zero-width": (lambda text: text.replace("caspase", "cas\u200bpase"), "A space of no width in it."),
    "html": (lambda text: text.replace("pyrin", "<i>pyrin</i>"), "A word of it in tags of HTML."),
    "latin-1": (lambda text: text.replace("°", "Â°"), "A sign of it misread."),
}


def _by_hand(style: Callable[[list[str]], str], damage: Callable[[str], str], doc: str, name: str) -> None:
    def make(sample: Sample, random: Random) -> Damage | None:
        text = sample.values.get("description")
        if not sample.is_pathway or not isinstance(text, str) or len(text) < 60 or not text.isprintable():
            return None
        if re.search(r"  | $|^ |<|\[", text):
            return None
        sentences = [*re.split(r"(?<=\.) (?=[A-Z])", text), _SENTENCE]
        written = style(sentences)
        values = deepcopy(sample.values)
        values["description"] = "@@one@@"
        is_alias = written.startswith("&")
        at(values, dataset(values))["description"] = "@@two@@"
        # The 🧬 and the comments are to stay as they are, whatever is mended.
        plain = sample.written(values).decode().replace("seo:", f"{COMMENT} 🧬 do not touch\nseo:")
        plain = plain.replace("authors:\n", f"authors: {COMMENT} in order\n")

        def whole(block: str) -> bytes:
            two = "*text\n" if is_alias else _double_quoted(sentences).replace("\n  ", "\n    ")
            if written[0] == "|":
                two = block.replace("\n  ", "\n    ")
            return plain.replace("'@@one@@'\n", block).replace("'@@two@@'\n", two).encode()

        before = whole(written)
        after = whole(damage(written))
        return Damage({**sample.files, sample.file: before}, {**sample.files, sample.file: after})

    make.__name__, make.__doc__ = name, doc
    is_known = name not in ("hand_literal_html", "hand_kept_literal_html", "hand_aliased_html")
    in_repository(knowable=is_known, why="Markdown may hold tags")(make)


for _style, _write in STYLES.items():
    for _damage, (_apply, _doc) in DAMAGES.items():
        _by_hand(
            _write,
            _apply,
            f"Description written by hand, {_style}. {_doc}",
            f"hand_{_style}_{_damage}".replace(" ", "_"),
        )


def _list_by_hand(name: str, doc: str, change: Callable[[list[str]], list[str]]) -> None:
    def make(sample: Sample, random: Random) -> Damage | None:
        match = re.search(r"  keywords:\n((?:  - \w+\n){3,})", sample.text)
        if not sample.is_pathway or not match:
            return None
        lines = match[1].splitlines()
        lines = [
            f"{line} {COMMENT} keyword {number}" if number % 2 else line for number, line in enumerate(lines)
        ]
        before, after = ("\n".join(each) + "\n" for each in (lines, change(list(lines))))
        files = (
            {**sample.files, sample.file: sample.text.replace(match[1], each).encode()}
            for each in (before, after)
        )
        return Damage(*files)

    make.__name__, make.__doc__ = name, doc
    in_repository(knowable=True)(make)


_list_by_hand(
    "hand_list_unsorted",
    "Keywords with comments, two of which changed places.",
    lambda lines: [lines[1], lines[0], *lines[2:]],
)
_list_by_hand(
    "hand_list_doubled",
    "Keywords with comments, one of which stands twice.",
    lambda lines: [lines[0].split(" #")[0], *lines],
)
_list_by_hand("hand_list_blank", "Keywords with comments, and a blank one.", lambda lines: ['  - ""', *lines])
