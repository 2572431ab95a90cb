"""Damage real records as happens in real life, and count what recordlint finds and repairs.

    python benchmarks/damage.py [--records 10] [--kinds 'mojibake*'] [--seed 0] [--output FILE] [--show KIND]

The environment variable RECORDLINT_CORPUS names the folder of the records. The same seed damages the
same records in the same way. `--show` prints damaged records that were not reported, not restored, or
harmed.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from damaged import KINDS, load
from damaged.judging import Outcome
from damaged.page import page
from damaged.trial import Case, Results, plant, run

COLUMNS: dict[str, str] = {
    "detected": "detected",
    "warned": "at warning",
    "restored_safe": "restored (safe)",
    "restored_unsafe": "restored (unsafe)",
    "harmed_safe": "harmed (safe)",
    "harmed_unsafe": "harmed (unsafe)",
    "new_faults": "new faults",
    "broken_promises": "promises broken",
}


def main() -> None:
    """Run the trial and print its table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=10, help="damaged records of each kind (default: 10)")
    parser.add_argument("--kinds", default="*", metavar="GLOB", help="only these kinds")
    parser.add_argument("--seed", default="0", help="another number damages other records")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the page of docs/ here")
    parser.add_argument("--show", metavar="GLOB", help="print examples that failed, of these kinds")
    arguments = parser.parse_args()
    corpus = os.environ.get("RECORDLINT_CORPUS")
    if not corpus:
        sys.exit("RECORDLINT_CORPUS names no folder of records")
    kinds = [kind for name, kind in KINDS.items() if fnmatchcase(name, arguments.show or arguments.kinds)]
    if not kinds:
        sys.exit("There is no such kind; there are:\n" + "\n".join(KINDS))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "records"
        root.mkdir()
        results = run(plant(kinds, load(Path(corpus)), arguments.records, arguments.seed), root)
    lines = list(examples(results) if arguments.show else table(results))
    print("\n".join(lines))
    if arguments.output:
        text = "\n".join(page(results, arguments.records, arguments.seed))
        arguments.output.write_text(f"{text}\n", encoding="utf-8")


def table(results: Sequence[Results]) -> Iterator[str]:
    """Yield the lines of the table, in Markdown, with its totals."""
    yield f"| kind | decided | knowable | planted | {' | '.join(COLUMNS.values())} | promised | done |"
    yield f"|---|---|---|{'---:|' * (len(COLUMNS) + 3)}"
    for each in results:
        cells = [
            each.kind.name,
            *("yes" if is_so else "" for is_so in (each.kind.decided, each.kind.knowable)),
        ]
        counts = [len(each.cases), *map(each.count, COLUMNS)]
        sums = (each.count("promised_unsafe"), each.count("done_unsafe"))
        yield f"| {' | '.join([*cells, *map(str, [*counts, *sums])])} |"
    yield ""
    cases = [(each.kind, outcome) for each in results for _, outcome in each.cases]
    decided = [outcome for kind, outcome in cases if kind.decided]
    knowable = [outcome for kind, outcome in cases if kind.knowable]
    outcomes = [outcome for _, outcome in cases]
    yield f"{len(results)} kinds, {len(cases)} damaged records."
    yield ""
    yield f"- decided: {_share(decided, lambda each: each.detected)} detected"
    yield f"- decided: {_share(decided, lambda each: each.warned)} detected at warning or above"
    yield f"- knowable: {_share(knowable, lambda each: each.restored_unsafe)} restored to the byte"
    yield f"- knowable: {_share(knowable, lambda each: each.restored_safe)} restored by safe fixes"
    yield f"- harmed by safe fixes: {sum(each.harmed_safe for each in outcomes)}"
    yield f"- harmed by unsafe fixes: {sum(each.harmed_unsafe for each in outcomes)}"
    yield f"- new faults (at warning or above) by a fix: {sum(each.new_faults for each in outcomes)}"
    yield f"- with another number of fixes than announced: {sum(each.broken_promises for each in outcomes)}"
    if reasons := {each.kind.name: each.kind.why for each in results if each.kind.why}:
        yield "\nNot decided, or not knowable:\n"
        yield from (f"- {name}: {why}" for name, why in reasons.items())


def examples(results: Sequence[Results]) -> Iterator[str]:
    """Yield what failed, three records of each kind."""
    for each in results:
        yield f"\n### {each.kind.name}: {each.kind.doc}"
        failed = [(case, outcome) for case, outcome in each.cases if _failed(case, outcome)]
        failed.sort(key=lambda pair: not pair[1].harmed_safe)
        for case, outcome in failed[:3]:
            yield from _example(case, outcome)
        if not failed:
            yield "Nothing failed."


def _failed(case: Case, outcome: Outcome) -> bool:
    return (
        (case.kind.decided and not outcome.detected)
        or (case.kind.knowable and not outcome.restored_unsafe)
        or outcome.harmed_safe
        or outcome.harmed_unsafe
        or outcome.new_faults
        or outcome.broken_promises
    )


def _example(case: Case, outcome: Outcome) -> Iterator[str]:
    yield f"\n{case.sample.name}:"
    for name in case.damage.after:
        yield from _change(name, *(files.get(name, b"").decode(errors="replace") for files in case.damage))
    for finding in outcome.told:
        fix = f" [{finding['fix']['applicability']}]" if finding["fix"] else ""
        place = f"{finding['severity']} {finding['code']}{fix} {finding['pointer']}"
        yield f"  told: {place}: {finding['message'][:200]}"
    if not outcome.told:
        yield "  told: nothing"
    damaged = case.damage.after[case.sample.file].decode(errors="replace")
    for name, repair in (("fix", outcome.safe), ("fix --unsafe-fixes", outcome.unsafe)):
        state = "restored" if repair.restored else "not restored"
        yield f"  {name}: {state}; {repair.promised.total()} promised, {repair.done.total()} done"
        if broken := [*(repair.promised - repair.done), *(repair.done - repair.promised)]:
            yield f"    BROKEN PROMISES: {', '.join(f'{code} in line {line}' for code, line, _ in broken)}"
        if repair.harm:
            yield f"    HARM: {repair.harm}"
        if repair.new:
            yield f"    NEW FAULTS: {', '.join(repair.new)}"
        if not repair.restored:
            yield from (f"  {line}" for line in _change("after it", damaged, repair.text))


def _change(name: str, before: str, after: str) -> Iterator[str]:
    if before == after:
        return
    yield f"  {name}:"
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    yield from (f"    {line[:160]!r}" for line in lines[:16] if not line.startswith("@@"))


def _share(outcomes: Sequence[Outcome], count: Callable[[Outcome], bool]) -> str:
    number = sum(map(count, outcomes))
    return f"{number} of {len(outcomes)} ({100 * number / max(len(outcomes), 1):.1f} %)"


if __name__ == "__main__":
    main()
