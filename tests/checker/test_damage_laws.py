"""Laws of fixes, over real records that are damaged as they are damaged in real life."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lint.checker.file_checker import FileChecker
from lint.core.findings import Finding, Severity
from lint.records.inputs import InputKey
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
    return [each for each in result.fixed if not each.message.endswith("(appeared after another fix)")]


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


@law
def test_promise(tried: Trial) -> None:
    """A fix does what a check announces, and nothing else that a check can tell."""
    repair = tried.repair()
    assert repair.promised == repair.done
