"""Judge what became of a damaged record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from .kinds import Damage
from .samples import Files

Finding = dict[str, Any]
Place = tuple[str, ...]
Leaves = dict[Place, Any]
COMMENT = "# hand:"
"""How the comments begin that kinds of damage put into records; a fix must keep them."""
NO_VALUES = {repr(each) for each in ("nan", "NA", ".na.character", "NULL", "None", "-", "N/A", "", None)}
"""Values that say nothing, so that nothing is lost with them."""
EMPTY = {None, repr(None), repr(""), ()}

_FAMILIES = (
    {"title", "figtitle", "name"},
    {"description", "caption"},
    {"keywords", "genes", "chemicals", "diseases"},
    {
        "wpid",
        "figid",
        "figid_alias",
        "pmcid",
        "@id",
        "redirect_from",
        "revision",
        "figlink",
        "filename",
        "number",
    },
)
"""Names of fields that say the same, so that a finding on one tells of a damage to another."""


@dataclass(frozen=True)
class Run:
    """What one run said of a record, and the files of its repository afterwards."""

    findings: list[Finding]
    fixed: int
    files: Files


@dataclass(frozen=True)
class Repair:
    """What `fix` did to a damaged record."""

    restored: bool
    """Whether the files are those of the undamaged record, to the byte."""
    harm: str
    """What it harmed, in words."""
    new: list[str]
    """Findings at warning or above that were not there before."""
    promised: int
    """How many findings `check` marked as fixable."""
    done: int
    text: str
    findings: list[Finding]


@dataclass(frozen=True)
class Outcome:
    """What the linter did with a damaged record."""

    told: list[Finding]
    """The findings at the damaged place that the damage brought."""
    safe: Repair
    unsafe: Repair

    detected = property(lambda self: bool(self.told))
    warned = property(lambda self: any(each["severity"] != "info" for each in self.told))
    restored_safe = property(lambda self: self.safe.restored)
    restored_unsafe = property(lambda self: self.unsafe.restored)
    harmed_safe = property(lambda self: bool(self.safe.harm))
    harmed_unsafe = property(lambda self: bool(self.unsafe.harm))
    new_faults = property(lambda self: bool(self.safe.new or self.unsafe.new))
    promised = property(lambda self: self.safe.promised)
    done = property(lambda self: self.safe.done)
    promised_unsafe = property(lambda self: self.unsafe.promised)
    done_unsafe = property(lambda self: self.unsafe.done)
    broken_promises = property(
        lambda self: (self.promised, self.promised_unsafe) != (self.done, self.done_unsafe)
    )


def judge(
    file: str, damage: Damage, check: tuple[Run, Run], safe: tuple[Run, Run], unsafe: tuple[Run, Run]
) -> Outcome:
    """Return what came of the damage; each run is that of the damaged and of the undamaged record."""
    before, after = parsed(damage.before[file]), parsed(damage.after[file])
    places = _differences(before, after)
    told = [
        each
        for each in _added(check[0].findings, check[1].findings)
        if not places or any(_overlaps(each, place) for place in places)
    ]
    repairs = []
    for run, applicabilities in ((safe, {"safe"}), (unsafe, {"safe", "unsafe"})):
        marked = [
            each for each in check[0].findings if (each["fix"] or {}).get("applicability") in applicabilities
        ]
        repairs.append(_repair(file, damage, check, run, len(marked)))
    return Outcome(told, *repairs)


def _repair(
    file: str, damage: Damage, check: tuple[Run, Run], runs: tuple[Run, Run], promised: int
) -> Repair:
    run, intact = runs
    fixed = {name: run.files[name] for name in damage.after}
    right = {name: intact.files[name] for name in damage.before}
    was_told = bool(_added(check[0].findings, check[1].findings))
    restored = fixed in (right, damage.before)
    told = _added(run.findings, intact.findings)
    harm = "" if restored else "; ".join(_harm(file, damage, fixed, right, told, was_told))
    new = [
        f"{each['code']} {each['pointer']}"
        for each in _added(run.findings, [*check[0].findings, *intact.findings])
        if each["severity"] != "info"
    ]
    text = fixed[file].decode(errors="replace")
    return Repair(restored, harm, new, promised, run.fixed, text, run.findings)


def _harm(
    file: str, damage: Damage, fixed: Files, right: Files, told: list[Finding], was_told: bool
) -> Iterator[str]:
    for name, data in fixed.items():
        if name != file and data != damage.after[name] and data != right.get(name):
            yield f"{name} was changed"
    damaged, repaired = damage.after[file], fixed[file]
    if damaged.count(COMMENT.encode()) > repaired.count(COMMENT.encode()):
        yield "a comment was lost"
    if damaged == repaired:
        return
    before, after, result, wanted = map(parsed, (damage.before[file], damaged, repaired, right[file]))
    if result is None:
        if after is not None:
            yield "the record can no longer be read"
        elif was_told and not told:
            yield "what cannot be read is no longer told"
        return
    if before is None or wanted is None:
        return
    after = after or {}
    for place in sorted({*before, *after, *result}):
        was, became, is_, ought = (each.get(place) for each in (before, after, result, wanted))
        if is_ in (was, became, ought):
            continue
        where = "/".join(place)
        if was == became:
            yield f"{where} was undamaged"
        elif isinstance(was, tuple) and isinstance(became, tuple):
            lists = [Counter(each if isinstance(each, tuple) else ()) for each in (was, became, is_, ought)]
            if lost := (lists[0] & lists[1]) - lists[2] - (lists[0] - lists[3]):
                yield f"{where} lost undamaged {', '.join(lost)[:100]}"
            elif _is_wrong(*lists) and not any(_overlaps(each, place) for each in told):
                yield f"{where} is wrong in another way, and nothing tells it"
        elif became in NO_VALUES and is_ in EMPTY:
            continue
        elif not any(_overlaps(each, place) for each in told):
            yield f"{where} is wrong in another way, and nothing tells it"


def _is_wrong(was: Counter[str], became: Counter[str], is_: Counter[str], ought: Counter[str]) -> bool:
    """Tell whether a damaged list holds other wrong items now, or items are gone without being replaced."""
    wrong = is_ - (was | became | ought)
    gone = Counter({item: number for item, number in (became - was - is_).items() if item not in NO_VALUES})
    restored = is_ & ((was | ought) - became)
    return bool(wrong) or gone.total() > restored.total()


# --- Values ---------------------------------------------------------------------------------------


@lru_cache(1000)
def parsed(data: bytes) -> Leaves | None:
    """Return the values of a record by their places, or None where it cannot be read."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    match = re.match(r"---[ \t]*\n(.*?\n?)^(---|\.\.\.)[ \t]*$", text, re.MULTILINE | re.DOTALL)
    try:
        values = yaml.load(match[1], Loader=yaml.CSafeLoader) if match else None
    except Exception:  # whatever the loader raises, a reader of the record dies of it
        return None
    return dict(_leaves(values)) if isinstance(values, dict) else None


def _leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, dict) and value:
        for name, each in value.items():
            yield from _leaves(each, (*place, str(name)))
    elif isinstance(value, list) and place == ("schema-jsonld",) and len(value) == 1:
        yield from _leaves(value[0], place)
    elif isinstance(value, list):
        yield place, tuple(repr(each) for each in value)
    else:
        yield place, repr(value)


def _differences(before: Leaves | None, after: Leaves | None) -> list[Place]:
    if before is None or after is None:
        return []
    return [place for place in {**before, **after} if before.get(place) != after.get(place)]


# --- Findings -------------------------------------------------------------------------------------


def _added(findings: list[Finding], known: list[Finding]) -> list[Finding]:
    """Return the findings that are more than the *known* ones; items of lists may have moved."""
    left = Counter(map(_key, known))
    added = []
    for each in findings:
        key = _key(each)
        if left[key]:
            left[key] -= 1
        else:
            added.append(each)
    return added


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding["code"], re.sub(r"/\d+", "/*", finding["pointer"] or ""), finding["message"]


def _overlaps(finding: Finding, place: Place) -> bool:
    pointer = (finding["pointer"] or "").replace("~1", "/").strip("/")
    steps = [step for step in pointer.split("/") if step and not step.isdigit()]
    if not steps or not place:
        return True
    if any(steps[-1] in family and place[-1] in family for family in _FAMILIES):
        return True
    names = [step for step in place if not step.isdigit()]
    return steps[: len(names)] == names[: len(steps)]
