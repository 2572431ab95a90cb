"""The reference page of a rule, made from its docstring, its examples and its options."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from lint.core.findings import Severity
from lint.core.printable import printable
from lint.core.project import SITE
from lint.kinds import PATHWAY_SOURCE
from lint.rules import FAMILIES, Example, Rule, registry


class Reference(NamedTuple):
    """What a report may say about a rule."""

    title: str
    text: str
    """The rule's page, as Markdown."""
    severity: Severity


def reference(code: str) -> Reference | None:
    """Return the reference of the rule *code*; None if there is no such rule."""
    rule = registry().get(code)
    return Reference(title(rule), page(rule), rule.severity) if rule else None


def address(code: str) -> str:
    """Return the address at which the page of a rule is published."""
    return f"{SITE}/rules/{code}/"


def title(rule: type[Rule]) -> str:
    """Return the first line of a rule's docstring: what is wrong."""
    return _text(rule).split("\n", 1)[0]


def fixes(rule: type[Rule]) -> str:
    """Return how a rule's examples are fixed: `safe`, `unsafe`, `safe, unsafe` or ""."""
    found = {example.unsafe for example in rule.examples if example.good is not None}
    return ", ".join(word for word, unsafe in (("safe", False), ("unsafe", True)) if unsafe in found)


def page(rule: type[Rule], level: int = 1) -> str:
    """Return the page about *rule* for users, as Markdown under a heading of *level*."""
    return "\n\n".join(_parts(rule, "#" * level)) + "\n"


def book() -> str:
    """Return the pages of all rules with a table of contents, which make up `docs/rules.md`."""
    listed = contents(lambda rule: f"#{rule.code}-{rule.name}".lower())
    return "\n".join([listed, *(page(rule, 2) for rule in registry().values())])


def contents(link: Callable[[type[Rule]], str]) -> str:
    """Return the list of all rules, as Markdown; *link* returns the address of a rule's page."""
    lines = [_PREFACE]
    for family, meaning in FAMILIES.items():
        lines += [f"**{family}**: {meaning}", ""]
        for rule in registry().values():
            if rule.code.startswith(family):
                lines.append(f"- [{rule.code} {rule.name}]({link(rule)}): {title(rule)}")
        lines.append("")
    return "\n".join(lines)


_PREFACE = """\
# Rules

What recordlint finds, why it matters, and what to do about it. `recordlint explain CODE` prints the same
pages. Findings of severity `error` and `warning` are shown and fail a run; those of severity `info` are
shown with `--level info`. *Fixed by* names the command that applies the fix: `recordlint fix` applies safe
fixes, `recordlint fix --unsafe-fixes` also those that you should review; other faults are fixed by hand.
*Known from* says what shows that it is wrong: the record, the files around it, the programs that read it,
or a source.

<!-- Written by `python -m lint.rules.reference > docs/rules.md`. -->
"""


def _text(rule: type[Rule]) -> str:
    return inspect.cleandoc(rule.__doc__ or "")


def _parts(rule: type[Rule], heading: str) -> Iterator[str]:
    yield f"{heading} {rule.code} {rule.name}"
    yield _text(rule)
    commands = {"safe": "`recordlint fix`", "unsafe": "`recordlint fix --unsafe-fixes`"}
    by = [commands[word] for word in fixes(rule).split(", ") if word]
    facts = [f"- Severity: {rule.severity.label}"]
    if rule.examples:  # they show what is fixed
        facts.append(f"- Fixed by: {' or '.join(by) or 'hand'}")
    facts += [f"- Known from: {rule.source}"] if rule.source else []
    yield "\n".join(facts)
    types = get_type_hints(rule.Options)
    if types:
        yield f"{heading}# Options"
        yield "\n".join(_option(rule, option, types[option.name]) for option in fields(rule.Options))
    if rule.examples:
        yield f"{heading}# Examples"
    for example in rule.examples:
        yield from _example(example)
    yield f"{heading}# Switch it off"
    yield f"`recordlint check --ignore {rule.code}`, or `--ignore {rule.name}`"


def _option(rule: type[Rule], option: Field[Any], type_: Any) -> str:
    values = [f"`{value}`" for value in get_args(type_)]
    is_choice = get_origin(type_) is Literal
    choice = (
        f"{', '.join(values[:-1])} or {values[-1]}" if is_choice else "a text" if type_ is str else "a table"
    )
    default = option.default if option.default is not MISSING else "{}"
    text = " ".join(option.metadata.get("description", "").split())
    name = option.name
    setting = f"`--set {rule.code}.{name}=...`, or `{name}` below `[rules.{rule.code}]` in `recordlint.toml`"
    return f"- `{name}` ({choice}; default `{default}`): {text}\n  Set by {setting}."


def _example(example: Example) -> Iterator[str]:
    condition = "".join(f", without `{field}`" for field in example.without)
    condition += "".join(f", with `{option} = {value}`" for option, value in example.options.items())
    if example.bad is not None:
        yield f"Wrong{condition}:"
        yield _block(example.bad, example)
    if example.good is not None:
        yield "Fixed with `--unsafe-fixes`:" if example.unsafe else "Fixed:"
        yield _block(example.good, example)
    if example.ok is not None:
        yield f"Right{condition}:"
        yield _block(example.ok, example)


def _block(text: str, example: Example) -> str:
    lines = "\n".join(printable(line) for line in text.removesuffix("\n").split("\n"))
    language = "xml" if example.kind == PATHWAY_SOURCE.name else example.ending.lstrip(".")
    return f"```{'yaml' if language == 'md' else language}\n{lines}\n```"


if __name__ == "__main__":
    print(book(), end="")
