"""Laws of fixes, on real records with realistic damage."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise, permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lint.checker.file_checker import FileChecker
from lint.checker.fixer import FOLLOWED
from lint.checker.policy import Repair
from lint.core.findings import Applicability, Detail, Finding, Replacement, Severity
from lint.core.values import get, scalars
from lint.documents.document import Document
from lint.documents.splices import Splice, spliced
from lint.records.inputs import InputKey
from lint.records.record import Record
from lint.reports.json import as_object
from lint.results.file_result import FileResult
from lint.settings import Settings

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FOLDER = "/repository"
SOME = 60  # records: each is read and written again for every damage


class Memory:
    """A repository that holds nothing but some files."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {f"{FOLDER}/{name}": data for name, data in files.items()}

    def sidecar(self, key: InputKey) -> bytes | None:
        return self._files.get(key[0])

    def names(self, key: InputKey) -> None:
        return None

    stamp = digest = names


class Trial:
    """A damaged record, checked and repaired."""

    def __init__(self, file: str, damage: Any, unsafe: bool) -> None:
        self.file, self.damage, self.is_unsafe = file, damage, unsafe
        self.damaged, self.intact = self._checker(damage.after), self._checker(damage.before)
        self.checked = self.damaged.check(file, damage.after[file])
        self.fixed = self.damaged.fix(file, damage.after[file])
        self.data = self.fixed.data or damage.after[file]

    def _checker(self, files: dict[str, bytes]) -> FileChecker:
        chosen = Settings(level=Severity.INFO, unsafe_fixes=self.is_unsafe)
        return FileChecker(chosen, Memory(files), folder=FOLDER)

    def repair(self) -> Any:
        """Return what the benchmark's judge says of the fix."""
        from damaged.judging import judge

        before = self.damage.before[self.file]
        intact = self.intact.fix(self.file, before)
        check = (
            self._run(self.checked, self.damage.after),
            self._run(self.intact.check(self.file, before), self.damage.before),
        )
        after = {**self.damage.after, self.file: self.data}
        runs = (
            self._run(self.fixed, after),
            self._run(intact, {**self.damage.before, self.file: intact.data or before}),
        )
        outcome = judge(self.file, self.damage, check, runs, runs)
        return outcome.unsafe if self.is_unsafe else outcome.safe

    @staticmethod
    def _run(result: FileResult, files: dict[str, bytes]) -> Any:
        from damaged.judging import Run

        told = [json.loads(json.dumps(as_object(finding))) for finding in result.findings]
        return Run(told, Counter(map(mark, promised_of(result))), files)


def promised_of(result: FileResult) -> list[Finding]:
    """Return what was fixed but for what appeared only after other fixes."""
    return [each for each in result.fixed if not each.message.endswith(FOLLOWED)]


def mark(finding: Finding) -> tuple[str, int, int]:
    return finding.code, finding.location.line, finding.location.column


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


@lru_cache
def samples(corpus: Path) -> list[Any]:
    from damaged import load

    found = load(corpus)
    return Random(0).sample(found, SOME)


@lru_cache(maxsize=1000)
def trial(corpus: Path, number: int, seed: int, unsafe: bool) -> Trial | None:
    """Return a trial of a kind of damage, by number; None where no record can have it."""
    from damaged import KINDS

    kind = list(KINDS.values())[number % len(KINDS)]
    random = Random(seed)
    for sample in random.sample(samples(corpus), 10):
        if damage := kind.make(sample, random):
            return Trial(sample.file, damage, unsafe)
    return None


def law(check: Callable[[Trial], None]) -> Callable[..., None]:
    """Make *check* a test over damaged records, the same ones for each law."""

    @settings(max_examples=100)
    @given(number=st.integers(0, 9_999), seed=st.integers(0, 999), unsafe=st.booleans())
    def test(corpus: Path, number: int, seed: int, unsafe: bool) -> None:
        tried = trial(corpus, number, seed, unsafe)
        assume(tried is not None)
        assert tried is not None
        check(tried)

    test.__doc__ = check.__doc__
    return test


@law
def test_settling(tried: Trial) -> None:
    """A second fix changes nothing."""
    again = tried.damaged.fix(tried.file, tried.data)
    assert (again.data, again.fixed) == (None, [])


@law
def test_no_silence(tried: Trial) -> None:
    """What is wrong after a fix is what it was, or is told; what was right is so still."""
    assert tried.repair().harm == ""


@law
def test_no_new_fault(tried: Trial) -> None:
    """No rule finds more at warning or above than before."""
    assert tried.repair().new == []


anything = st.sampled_from(
    [None, True, 1.5, float("nan"), "", "\n", "\0", "?", "a\nb", [], {}, [None], [["a"]], {"a": ["b"]}]
)


@given(st.integers(0, SOME - 1), st.randoms(use_true_random=False), anything, st.booleans())
def test_no_rule_crashes(corpus: Path, number: int, random: Random, value: object, is_inside: bool) -> None:
    """Whatever a value of a record is, or is within, the rules can be asked of it."""
    sample = samples(corpus)[number]
    values = deepcopy(sample.values)
    place = random.choice(list(places(values)))
    put(values, place, [get(values, place)] if is_inside else value)
    files = {**sample.files, sample.file: sample.written(values)}
    checker = FileChecker(Settings(level=Severity.INFO, unsafe_fixes=True), Memory(files), folder=FOLDER)
    for result in (
        checker.check(sample.file, files[sample.file]),
        checker.fix(sample.file, files[sample.file]),
    ):
        assert [finding.message for finding in result.findings if finding.code == "REC900"] == []


def places(values: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the places of all values, of a list only of its first ones: they are alike."""
    if place:
        yield place
    if isinstance(values, dict | list):
        for key in values if isinstance(values, dict) else range(min(len(values), 2)):
            yield from places(values[key], (*place, key))


def put(values: Any, place: tuple[Any, ...], value: object) -> None:
    get(values, place[:-1])[place[-1]] = value


# Promise ------------------------------------------------------------------------------------------

FOR_OTHERS = ("would cause", "would still be", "would not be read back")
"""The reasons why a fix cannot be applied without others: an alias, for example, needs its anchor."""
SAME_TEXTS = (
    ("title", "name", "titles"),
    ("description", "copy", "descriptions"),
    ("caption", "captions"),
    ("keyword", "gene"),
)
"""Fields whose fixes meet: a text and its copy, keywords and what they are made from."""
BY_HAND, FILES = "styles", "yaml_files"
"""The kinds of damage that come first, since they write a record anew, and last, since none can follow."""


@lru_cache
def meeting() -> list[list[Any]]:
    """Return the kinds of damage in groups whose fixes meet."""
    from damaged import KINDS

    groups: dict[Any, list[Any]] = defaultdict(list)
    for kind in KINDS.values():
        field = kind.name.partition("/")[2]
        groups[next((same for same in SAME_TEXTS if field in same), kind.family)].append(kind)
    groups[SAME_TEXTS[1]] += groups.pop(BY_HAND)
    groups[SAME_TEXTS[3]] += [kind for kind in KINDS.values() if kind.name.startswith("keyword")]
    return list(groups.values())


@lru_cache(maxsize=1000)
def damaged_often(corpus: Path, seed: int) -> tuple[str, dict[str, bytes]]:
    """Return the name of a record with several kinds of damage to the same texts or lists, and its files."""
    from damaged import KINDS

    random = Random(seed)
    sample = random.choice(samples(corpus))
    files = dict(sample.files)
    kinds = random.choices(random.choice(meeting()), k=4) + random.choices(list(KINDS.values()), k=2)
    for kind in sorted(kinds, key=lambda each: (each.family != BY_HAND, each.family == FILES)):
        with suppress(
            LookupError, TypeError, AttributeError, ValueError, yaml.YAMLError
        ):  # it expects whole ones
            if damage := kind.make(sample, random):
                files |= {name: data for name, data in damage.after.items() if data != damage.before[name]}
                sample = replace(sample, text=files[sample.file].decode())
    return sample.file, files


class Promise:
    """What a check announces of the fixes of a record, and what they do."""

    def __init__(self, file: str, files: dict[str, bytes], unsafe: bool) -> None:
        chosen = Settings(level=Severity.INFO, unsafe_fixes=unsafe)
        detail = Detail.EXCERPT | Detail.REPLACEMENTS | Detail.SUGGESTION
        self.file, self.files, self.data = file, files, files[file]
        self.checker = FileChecker(chosen, Memory(files), folder=FOLDER, detail=detail)
        self.checked, self.fixed = (each(file, self.data) for each in (self.checker.check, self.checker.fix))
        applicable = {Applicability.SAFE} | ({Applicability.UNSAFE} if unsafe else set())
        self.announced = with_fix(self.checked, applicable)

    def alone(self, finding: Finding) -> FileResult:
        """Return what becomes of the file if only *finding* is fixed."""
        key = finding.code, finding.path, finding.message

        def accepts(each: Finding, document: Document) -> bool:
            return (each.code, each.path, each.message) == key

        return self.checker.fix(self.file, self.data, Repair(accepts, once=True))

    @cached_property
    def record(self) -> Record:
        return self.read(self.data)

    def read(self, data: bytes) -> Record:
        record = self.checker.reader.read(self.file, data)
        assert record is not None
        return record

    def with_replacements(self, replacements: Sequence[Replacement]) -> bytes | None:
        """Return the file with *replacements*; None where they overlap."""
        if not replacements:
            return self.data
        document = self.record.document
        starts = document.line_starts
        splices = sorted(
            (
                Splice(
                    starts[each.region.line - 1] + each.region.column - 1,
                    starts[each.region.end_line - 1] + each.region.end_column - 1,
                    each.text,
                )
                for each in dict.fromkeys(replacements)
            ),
            key=lambda splice: (splice.start, splice.end),
        )
        is_apart = all(one.end <= other.start for one, other in pairwise(splices))
        return spliced(document.text, splices).encode() if is_apart else None

    def texts(self, data: bytes) -> str:
        """Return all texts in the record if its file holds *data*."""
        return "\n".join(str(value) for _, value in scalars(self.read(data).values))


def with_fix(result: FileResult, applicable: set[Applicability]) -> list[Finding]:
    return [each for each in result.findings if each.fix and each.fix.applicability in applicable]


@lru_cache(maxsize=1000)
def promise(corpus: Path, seed: int, unsafe: bool) -> Promise:
    return Promise(*damaged_often(corpus, seed), unsafe)


seeds = st.integers(0, 99_999)


@given(seeds, st.booleans())
def test_as_many_are_fixed_as_announced(corpus: Path, seed: int, unsafe: bool) -> None:
    """A fix repairs the findings that a check announces, and says of all others that they came later."""
    tried = promise(corpus, seed, unsafe)
    assert Counter(map(mark, tried.announced)) == Counter(map(mark, promised_of(tried.fixed)))
    assert bool(tried.fixed.data) == bool(tried.announced)


@given(seeds)
def test_a_check_without_unsafe_fixes_announces_the_same_ones(corpus: Path, seed: int) -> None:
    without, with_them = (promise(corpus, seed, unsafe).checked for unsafe in (False, True))
    unsafe = {Applicability.UNSAFE}
    assert list(map(mark, with_fix(without, unsafe))) == list(map(mark, with_fix(with_them, unsafe)))


@given(seeds, st.booleans())
def test_each_fix_does_what_is_announced(corpus: Path, seed: int, unsafe: bool) -> None:
    """A fix changes the bytes that the check announces, and the words that it shows."""
    tried = promise(corpus, seed, unsafe)
    for finding in Random(seed).sample(tried.announced, min(2, len(tried.announced))):
        place, alone = finding.location, tried.alone(finding)
        if alone.data is None:  # alone, it would leave a fault that another fix repairs
            told = [each.fix.why for each in alone.findings if mark(each) == mark(finding) and each.fix]
            assert [why for why in told if any(reason in why for reason in FOR_OTHERS)]
            continue
        assert [mark(each) for each in alone.fixed] == [mark(finding)]
        assert alone.data == tried.with_replacements(place.replacements)
        assert place.suggestion is not None
        assert alone.data == tried.with_replacements([place.suggestion])
        before, after = tried.texts(tried.data), tried.texts(alone.data)
        for change in place.changes:
            assert change.before != change.after
            for shown, texts in ((change.before, before), (change.after, after)):
                is_value = shown[:1] in ("[", "{", "'") or shown == "null"  # not as the text has it
                assert is_value or shown.strip("…") in texts


@given(seeds, st.booleans())
def test_together_fixes_do_what_each_announces(corpus: Path, seed: int, unsafe: bool) -> None:
    """Fixes that do not meet change the bytes that the check announces of each, and no others."""
    tried = promise(corpus, seed, unsafe)
    found = tried.announced
    bytes_after = tried.with_replacements([each for one in found for each in one.location.replacements])
    assume(bytes_after is not None)
    assume(len(promised_of(tried.fixed)) == len(tried.fixed.fixed))
    if (tried.fixed.data or tried.data) != bytes_after:
        assert any(meets(one, other, tried) for one, other in permutations(found, 2))


def meets(finding: Finding, other: Finding, tried: Promise) -> bool:
    """Return whether the fix of *finding* becomes another one, or none, once the *other* is fixed."""
    data = tried.alone(other).data
    files = {**tried.files, tried.file: data or b""}
    return data is None or written(finding, Promise(tried.file, files, unsafe=True).announced) != written(
        finding, tried.announced
    )


def written(finding: Finding, announced: list[Finding]) -> list[list[str]]:
    """Return what is written for *finding* by the fixes that are *announced*."""
    return [
        [replacement.text for replacement in each.location.replacements]
        for each in announced
        if (each.code, each.path) == (finding.code, finding.path)
    ]
