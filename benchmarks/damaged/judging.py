"""Judge what a linter did to a damaged record.

Harm: an undamaged value has changed, and not in the way that the fix also changes it in the undamaged
record; or a damaged value is wrong in a different way and has no finding. Lists are judged item by item,
and texts word by word, ignoring white space: it is not harm if a fix repairs something beside damage that
it leaves.

New fault: a rule has more findings of severity warning or error in a field than in the damaged and in the
undamaged record, where a text and its copy count as one. A record that is again what it was has none, even
if repairs of the records around it brought a finding. What remains of a partly repaired value is not a new
fault, because the rule reported it before; nor are findings in a record that could not be read before.

Broken promise: the findings that `check` marks as fixable are not those that `fix` says it fixed, at the
same places. Findings that appear only after other fixes say so, and no check can report them.
"""

from __future__ import annotations

import ast
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
Mark = tuple[str, int, int]
"""What tells a finding of a file apart in the report of what was fixed: its code, line and column."""
COMMENT = "# hand:"
"""How the comments begin that kinds of damage put into records; a fix must keep them."""
NO_VALUES = {repr(each) for each in ("nan", "NA", ".na.character", "NULL", "None", "-", "N/A", "", None)}
"""Values that say nothing, so that nothing is lost with them."""
EMPTY = {None, repr(None), repr(""), ()}

_COPIES = {
    "/schema-jsonld/*/description": "/description",
    "/schema-jsonld/description": "/caption",
    "/schema-jsonld/*/name": "/title",
    "/schema-jsonld/name": "/figtitle",
}
"""Fields that are copies of others, by their pointers."""

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
    fixed: Counter[Mark]
    """What the report calls fixed, but for what only the other fixes brought out."""
    files: Files


@dataclass(frozen=True)
class Repair:
    """What `fix` did to a damaged record."""

    restored: bool
    """Whether the files are those of the undamaged record, to the byte."""
    harm: str
    """What it harmed, in words."""
    new: list[str]
    """Findings at warning or above that were not there before, as code and pointer."""
    promised: Counter[Mark]
    """The findings that `check` marked as fixable."""
    done: Counter[Mark]
    """Those that `fix` says it fixed, but for those that the other fixes brought out."""
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
    promised_unsafe = property(lambda self: self.unsafe.promised.total())
    done_unsafe = property(lambda self: self.unsafe.done.total())
    broken_promises = property(
        lambda self: any(each.promised != each.done for each in (self.safe, self.unsafe))
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
        promised = Counter(
            (each["code"], each["line"], each["column"])
            for each in check[0].findings
            if each["fix"] and each["fix"]["applicability"] in applicabilities
        )
        repairs.append(_repair(file, damage, check, run, promised))
    return Outcome(told, *repairs)


def _repair(
    file: str, damage: Damage, check: tuple[Run, Run], runs: tuple[Run, Run], promised: Counter[Mark]
) -> Repair:
    run, intact = runs
    fixed = {name: run.files[name] for name in damage.after}
    right = {name: intact.files[name] for name in damage.before}
    was_told = bool(_added(check[0].findings, check[1].findings))
    restored = fixed in (right, damage.before)
    told = _added(run.findings, intact.findings)
    harm = "" if restored else "; ".join(_harm(file, damage, fixed, right, told, was_told))
    known: Counter[tuple[str, str]] = Counter()
    for findings in (check[0].findings, intact.findings):
        for (code, field), number in Counter(map(_rule_and_field, findings)).items():
            known |= Counter({(code, _COPIES.get(field, field)): number})
    left = Counter(_rule_and_field(each) for each in run.findings if each["severity"] != "info")
    was_readable = parsed(damage.after[file]) is not None
    new = [
        f"{code} {field}"
        for (code, field), number in left.items()
        if was_readable and fixed != damage.before and number > known[code, _COPIES.get(field, field)]
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
    is_read = after is not None
    after = after or {}
    for place in sorted({*before, *after, *result}):
        was, became, is_, ought = (each.get(place) for each in (before, after, result, wanted))
        if is_ in (was, became, ought):
            continue
        where = "/".join(place)
        if is_read and was == became:  # no value of a record that cannot be read is undamaged
            yield f"{where} was undamaged"
        elif isinstance(was, tuple) and isinstance(became, tuple):
            lists = [Counter(each if isinstance(each, tuple) else ()) for each in (was, became, is_, ought)]
            if lost := (lists[0] & lists[1]) - lists[2] - (lists[0] - lists[3]):
                yield f"{where} lost undamaged {', '.join(lost)[:100]}"
            elif _is_wrong(*map(_words, (was, became, is_, ought))) and not any(
                _overlaps(each, place) for each in told
            ):
                yield f"{where} is wrong in another way, and nothing tells it"
        elif (became in NO_VALUES and is_ in EMPTY) or any(_overlaps(each, place) for each in told):
            continue
        elif _is_wrong(*map(_words, (was, became, is_, ought))):
            yield f"{where} is wrong in another way, and nothing tells it"


def _words(value: Any) -> Counter[str]:
    """Return the words of a value, or the items of a list, whose white space does not count either."""
    if isinstance(value, tuple):
        return Counter(" ".join(item.replace("\\n", " ").split()) for item in value)
    try:
        text = str(ast.literal_eval(value or "''"))
    except (SyntaxError, ValueError):  # a date, a number that is none
        text = value
    return Counter(text.split())


def _is_wrong(was: Counter[str], became: Counter[str], is_: Counter[str], ought: Counter[str]) -> bool:
    """Tell whether a damaged value has other wrong parts now, or parts are gone without being replaced."""
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
    return *_rule_and_field(finding), re.sub(r"at line [\d,]+", "at line *", finding["message"])


def _rule_and_field(finding: Finding) -> tuple[str, str]:
    return finding["code"], re.sub(r"/\d+", "/*", finding["pointer"] or "")


def _overlaps(finding: Finding, place: Place) -> bool:
    pointer = (finding["pointer"] or "").replace("~1", "/").strip("/")
    steps = [step for step in pointer.split("/") if step and not step.isdigit()]
    if not steps or not place:
        return True
    if any(steps[-1] in family and place[-1] in family for family in _FAMILIES):
        return True
    names = [step for step in place if not step.isdigit()]
    return steps[: len(names)] == names[: len(steps)]
