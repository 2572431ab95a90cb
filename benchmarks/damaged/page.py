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

Programs that read records in the wrong encoding damage them, and so do spreadsheets and people. \
`benchmarks/damage.py` puts {kinds:,} kinds of such damage into real records of WikiPathways and PFOCR, \
each kind into {records} records if so many can have it, and runs `recordlint check`, `recordlint fix` and \
`recordlint fix --unsafe-fixes` on the {cases:,} damaged records. It compares the results with those for \
the undamaged records.

- A kind is **decided** if the record and the files beside it show that something is wrong. For example, \
nothing shows that an author is missing, so that kind is not decided.
- A damage is **detected** if there is a warning or an error at its place.
- A kind is **knowable** if two honest readers would restore the same text from the record and the files \
beside it: a copy of the text, the name of the file, a table.
- A record is **restored** if its files are what they were, byte for byte, or what the same fixes make of \
the undamaged record.
- A record is **harmed** if an undamaged value has changed, or if a damaged one has become wrong in another \
way that no finding reports.

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
    yield "Decided kinds that are not detected in some records:\n"
    yield from _shortfalls(results, lambda kind: kind.decided, lambda outcome: outcome.warned)
    yield "\nKnowable kinds that are not restored in some records:\n"
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
