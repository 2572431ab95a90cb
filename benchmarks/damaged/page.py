"""The documentation page about damaged records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from .judging import Outcome
from .kinds import Kind
from .trial import Results

FAMILIES = {
    "encodings": "wrong encodings, lost characters",
    "texts": "texts that are cut, escaped, spaced, marked up",
    "lists": "keywords, lists and fields",
    "others": "copies, ids and addresses of others",
    "styles": "records written by hand",
    "yaml_files": "files, and their YAML",
    "tables": "tables beside the record",
}
"""The families of damage, in the order of the page."""

_INTRO = """\
# Damaged records

Records get damaged: by programs that read them in the wrong encoding, by spreadsheets, by hands. \
`benchmarks/damage.py` puts {kinds:,} kinds of such damage into real records of WikiPathways and PFOCR, \
each kind into {records} of them where it can happen to so many, and runs `recordlint check`, `recordlint\
 fix` and `recordlint fix --unsafe-fixes` on the {cases:,} damaged records. What they say and do is \
compared with what they say and do of the undamaged ones.

- **Decided** is a kind if the record and what lies beside it decide that something is wrong. Nothing \
shows that an author is missing: such kinds are not decided.
- **Detected** is a damage that brings a finding of severity warning or error at its place.
- **Knowable** is a kind of which two honest readers would restore the same text from the record and what\
 lies beside it: its copy, the name of its file, its table.
- **Restored** is a record whose files are, to the byte, what they were, or what the same fixes make \
of the undamaged record.
- **Harmed** is a record in which an undamaged value is no longer what it was, or a damaged one is wrong \
in another way and nothing tells it.

This page was written by:

```
RECORDLINT_CORPUS=records python benchmarks/damage.py --records {records} --seed {seed} \\
    --output docs/damage.md
```
"""


def page(results: Sequence[Results], records: int, seed: str) -> Iterator[str]:
    """Yield the lines of the page; *records* were to be damaged in each way, and *seed* chose them."""
    cases = sum(len(each.cases) for each in results)
    yield _INTRO.format(kinds=len(results), records=records, seed=seed, cases=cases)
    yield "## Results\n"
    yield (
        "| damage | kinds | records | decided: detected | knowable: restored | by safe fixes alone "
        "| harmed by safe fixes | by unsafe fixes |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for family, name in FAMILIES.items():
        own = [each for each in results if _family(each.kind) == family]
        if own:
            yield _row(name, own)
    yield _row("**all**", results)
    yield "\n## What is missed\n"
    yield "Decided kinds of which some records bring no finding:\n"
    yield from _shortfalls(results, lambda kind: kind.decided, lambda outcome: outcome.warned)
    yield "\nKnowable kinds of which some records are not restored:\n"
    yield from _shortfalls(results, lambda kind: kind.knowable, lambda outcome: outcome.restored_unsafe)
    yield "\nKinds of which a fix harms some records:\n"
    yield from _shortfalls(
        results, lambda kind: True, lambda outcome: not (outcome.harmed_safe or outcome.harmed_unsafe)
    )
    yield "\n## What is not decided, and why\n"
    yield from _reasons(each.kind for each in results if not each.kind.decided)
    yield "\n## What is decided, and cannot be known\n"
    yield "Something is told, and people have to find out what stood there:\n"
    yield from _reasons(each.kind for each in results if each.kind.decided and not each.kind.knowable)


def _family(kind: Kind) -> str:
    return "tables" if kind.name.startswith("table-") else kind.family


def _row(name: str, results: Sequence[Results]) -> str:
    outcomes = [(each.kind, outcome) for each in results for _, outcome in each.cases]
    decided = [outcome for kind, outcome in outcomes if kind.decided]
    knowable = [outcome for kind, outcome in outcomes if kind.knowable]
    cells = [
        name,
        f"{len(results):,}",
        f"{len(outcomes):,}",
        _share(decided, lambda outcome: outcome.warned),
        _share(knowable, lambda outcome: outcome.restored_unsafe),
        _share(knowable, lambda outcome: outcome.restored_safe),
        str(sum(outcome.harmed_safe for _, outcome in outcomes)),
        str(sum(outcome.harmed_unsafe for _, outcome in outcomes)),
    ]
    return f"| {' | '.join(cells)} |"


def _share(outcomes: Sequence[Outcome], is_so: Callable[[Outcome], bool]) -> str:
    number = sum(map(is_so, outcomes))
    return f"{number:,} of {len(outcomes):,} ({100 * number / len(outcomes):.1f} %)" if outcomes else "–"


def _shortfalls(
    results: Sequence[Results], concerns: Callable[[Kind], bool], is_well: Callable[[Outcome], bool]
) -> Iterator[str]:
    """Yield an item with the kinds where not all went well, each with how many did."""
    told = [
        f"`{each.kind.name}` {sum(is_well(outcome) for _, outcome in each.cases)} of {len(each.cases)}"
        for each in results
        if concerns(each.kind) and not all(is_well(outcome) for _, outcome in each.cases)
    ]
    yield f"{', '.join(told) or 'none'}."


def _reasons(kinds: Iterator[Kind]) -> Iterator[str]:
    """Yield an item for each reason, with its kinds and their fields."""
    by_reason: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind in kinds:
        name, _, field = kind.name.partition("/")
        by_reason[kind.why][name].append(field)
    for why, names in by_reason.items():
        told = (f"`{name}`" + f" ({', '.join(fields)})" * any(fields) for name, fields in names.items())
        yield f"- {why[:1].upper()}{why[1:]}: {', '.join(told)}"
