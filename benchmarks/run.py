"""Measure the cost of a run, side by side with other tools, and print a table in Markdown.

    python benchmarks/run.py [--records 80000] [--quick] [--only CASE,CASE]

It creates its own environment in `.benchmarks/`, with the tools of `requirements.txt` and with recordlint
as users install it, and makes the records of `records.py`. The commands of a case run in turn (A B C A B C
...), so that ratios are right even if the speed of the machine drifts: a ratio is the median over the
rounds, with minimum and maximum. Times are of whole processes, including start-up and report, in seconds
of processor time, which other work on the machine does not change; the page cache is warm.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".benchmarks"
BIN = WORK / "environment/bin"
PLOT = ROOT / "docs/benchmark.png"
SEED = "_figures/PMC2869233__ijms-11-00789f3.md"
KINDS = {"pathway": "_pathways", "figure": "_figures"}

IMPORTS = "import yaml, click, pydantic"
LOAD = """
import os, sys, yaml
for folder in sys.argv[1:]:
    for name in os.listdir(folder):
        with open(f"{folder}/{name}", encoding="utf-8") as file:
            text = file.read()
        yaml.load(text[: text.rindex("\\n---") + 1], Loader=yaml.CSafeLoader)
"""
SETTINGS = 'fail-on = "warning"\nexclude = ["_drafts/"]\nignore = ["unknown-author"]\n'
YAMLLINT = "{extends: default, yaml-files: ['*.md']}"


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    records: int
    quick: bool

    def rounds(self, number: int) -> int:
        """Return how often a case is to be repeated that usually is repeated *number* times."""
        return max(3, number // 3) if self.quick else number


@dataclass(frozen=True)
class Run:
    """What one process took: seconds, and mebibytes at its peak, without its children's."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Command:
    """A command of a case; *codes* are the exit codes of a run that went well."""

    name: str
    arguments: Sequence[str]
    folder: Path = ROOT
    codes: Sequence[int] = (0, 1)


def measured(command: Command) -> Run:
    """Run a command to its end.

    Raises:
        SystemExit: it failed.
    """
    hidden = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        peak = [0]
        watcher = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.join()
        if process.returncode not in command.codes:
            errors.seek(0)
            said = errors.read()[-2000:].decode(errors="replace")
            raise SystemExit(f"{command.name} ended with {process.returncode}:\n{said}")
    return Run(wall, usage.ru_utime + usage.ru_stime, peak[0] / 1024)


def _watch(pid: int, peak: list[int]) -> None:
    """Keep the peak of a process's memory (KiB) up to date, as Linux tells it, until the process ends."""
    with suppress(OSError):
        while True:
            status = Path(f"/proc/{pid}/status").read_text()
            line = next((line for line in status.split("\n") if line.startswith("VmHWM")), "")
            if not line:
                return
            peak[0] = max(peak[0], int(line.split()[1]))
            time.sleep(0.01)


def in_turn(commands: Sequence[Command], rounds: int) -> list[list[Run]]:
    """Return the runs of each command, one a round."""
    runs: list[list[Run]] = [[] for _ in commands]
    for _ in range(rounds):
        for command, done in zip(commands, runs, strict=True):
            done.append(measured(command))
    return runs


# --- The commands ---------------------------------------------------------------------------------


def check(
    paths: Sequence[str], folder: Path, *, cache: Path | None = None, jobs: int | None = None
) -> Command:
    """Return the command that checks *paths*, with a cache or without, by default with all cores."""
    arguments = [str(BIN / "recordlint"), "check"]
    arguments += ["--cache-dir", str(cache)] if cache else ["--no-cache"]
    arguments += ["--jobs", str(jobs)] if jobs else []
    return Command("recordlint, warm" if cache else "recordlint, cold", [*arguments, *paths], folder)


def check_all(folder: Path, *, cache: Path | None = None, jobs: int | None = None) -> Command:
    """Return the command that checks all records of a repository."""
    return check(sorted(KINDS.values()), folder, cache=cache, jobs=jobs)


def check_one(settings: str = "") -> Command:
    """Return the command that checks one record, in a repository that holds nothing else but *settings*."""
    name = "recordlint-set" if settings else "recordlint-one"
    folder = Path(tempfile.gettempdir()) / name  # not below this project and its pyproject.toml
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    (folder / SEED).parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "seeds" / SEED, folder / SEED)
    if settings:
        (folder / "recordlint.toml").write_text(settings, "utf-8")
    return check([SEED], folder)


def fix_all(folder: Path) -> Command:
    """Return the command that repairs all records of a repository, and prints that instead of writing it."""
    arguments = [str(BIN / "recordlint"), "fix", "--diff", "--no-cache", *sorted(KINDS.values())]
    return Command("recordlint fix", arguments, folder)


def load_all(folder: Path) -> Command:
    """Return the bare loop of PyYAML's C loader over all records of a repository."""
    return Command("yaml.load", [str(BIN / "python"), "-c", LOAD, *sorted(KINDS.values())], folder, (0,))


def ryl(folder: Path) -> Command:
    """Return ryl with its preset `default`, which is yamllint's: without one it has no rules."""
    preset = ["--config-data", "extends: default"]
    arguments = [str(BIN / "ryl"), "check", "--markdown", "--no-cache", *preset, *sorted(KINDS.values())]
    return Command("ryl", arguments, folder)


def yamllint(folder: Path) -> Command:
    """Return yamllint with its own rules; a record is YAML of two documents to it."""
    return Command("yamllint", [str(BIN / "yamllint"), "-d", YAMLLINT, *sorted(KINDS.values())], folder)


def check_jsonschema(folder: Path) -> Command:
    """Return check-jsonschema with the schemas of both kinds: it takes one, and no Markdown.

    So it runs once a kind, and reads copies of the front matter, made before.
    """
    script = "".join(
        f"{shlex.quote(str(BIN / 'check-jsonschema'))} --schemafile"
        f" {shlex.quote(str(ROOT / 'schemas' / kind))}.schema.json {name}-yaml/* || [ $? = 1 ] || exit 2\n"
        for kind, name in KINDS.items()
    )
    return Command("check-jsonschema", ["/bin/sh", "-c", script], folder)


# --- The records ----------------------------------------------------------------------------------


def repository(records: int) -> Path:
    """Return a repository of so many made records, read once so that it is in memory."""
    import records as maker

    digest = hashlib.sha256(Path(maker.__file__).read_bytes()).hexdigest()[:8]
    folder = WORK / f"records-{digest}-{records}"
    if not folder.exists():
        _say(f"making {records:,} records")
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        maker.make(unfinished, records)
        (unfinished / ".git").mkdir()  # a repository, as recordlint knows one
        for name in KINDS.values():
            (unfinished / f"{name}-yaml").mkdir()
        for path in unfinished.glob("_[pf]*s/*.md"):
            text = path.read_text("utf-8")
            copy = unfinished / f"{path.parent.name}-yaml" / f"{path.stem}.yaml"
            copy.write_text(text[: text.rindex("\n---") + 1], "utf-8")
        unfinished.rename(folder)
    for path in folder.rglob("*.*"):
        if path.is_file():
            path.read_bytes()
    return folder


@cache
def caches() -> Path:
    """Return a folder for caches, empty at first."""
    folder = WORK / "caches"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def filled_cache(folder: Path, paths: Sequence[str]) -> Path:
    """Return the cache that a run over *paths* leaves behind."""
    place = caches() / folder.name
    measured(check(paths, folder, cache=place))
    return place


# --- The cases ------------------------------------------------------------------------------------


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _row(what: str, records: int, names: str, ours: list[Run], others: list[Run]) -> None:
    """Print a line of the table: the medians of two commands, and the median of their ratios."""
    cells = [f"{median(run.cpu for run in runs):.3g} s" for runs in (ours, others)]
    for measure in ("cpu", "wall"):
        ratios = [getattr(a, measure) / getattr(b, measure) for a, b in zip(ours, others, strict=True)]
        cells.append(f"**{median(ratios):.3g}** ({min(ratios):.3g} to {max(ratios):.3g})")
    print(f"| {what} | {records:,} | {names} | {' | '.join(cells)} |", flush=True)


def cold(options: Options) -> None:
    """Everything is read and checked."""
    folder = repository(options.records)
    commands = [check_all(folder), load_all(folder), ryl(folder), check_all(folder, jobs=1)]
    ours, load, other, alone = in_turn(commands, options.rounds(5))
    _row("cold", options.records, "`yaml.load`, one process", ours, load)
    _row("cold", options.records, "ryl", ours, other)
    _row("cold, `--jobs 1`", options.records, "`yaml.load`", alone, load)


def slow(options: Options) -> None:
    """Against the tools that take milliseconds a record."""
    records = min(2_000, options.records)
    folder = repository(records)
    commands = [check_all(folder), yamllint(folder), check_jsonschema(folder)]
    ours, first, second = in_turn(commands, 3)
    _row("cold", records, "yamllint", ours, first)
    _row("cold", records, "check-jsonschema (extracted YAML)", ours, second)


def warm(options: Options) -> None:
    """Nothing has changed since the last run."""
    folder = repository(options.records)
    cache = filled_cache(folder, sorted(KINDS.values()))
    again, first = in_turn([check_all(folder, cache=cache), check_all(folder)], options.rounds(5))
    _row("warm", options.records, "cold", again, first)


def one(options: Options) -> None:
    """One record: start-up, and nothing else."""
    command = check_one()
    bare = Command("imports", [str(BIN / "python"), "-c", IMPORTS], codes=(0,))
    ours, imports = in_turn([command, bare], options.rounds(30))
    _row("one record", 1, f"`python -c '{IMPORTS}'`", ours, imports)


def settings(options: Options) -> None:
    """One record, with a settings file such as `init` writes."""
    ours, without = in_turn([check_one(SETTINGS), check_one()], options.rounds(30))
    _row("one record, with settings", 1, "one record without", ours, without)


def fix(options: Options) -> None:
    """All records are repaired, without being written."""
    folder = repository(min(2_000, options.records))
    ours, checked = in_turn([fix_all(folder), check_all(folder)], options.rounds(5))
    _row("`fix --diff`", min(2_000, options.records), "`check`", ours, checked)


def five(options: Options) -> None:
    """Five records, named as pre-commit names them, in a repository of 2,000."""
    folder = repository(2_000)
    names = sorted(str(path.relative_to(folder)) for path in folder.glob("_[pf]*s/*.md"))[::400]
    cache = filled_cache(folder, names)
    commands = [check(names, folder, cache=cache), check_one()]
    ours, single = in_turn(commands, options.rounds(15))
    _row("five records of 2,000, warm", 5, "one record", ours, single)


def memory(options: Options) -> None:
    """The peak of the main process, at the full number of records and at a tenth."""
    if not Path("/proc/self/status").exists():
        _say("only Linux tells the peak of one process: left out")
        return
    less = max(1, options.records // 10)
    commands = [check_all(repository(number)) for number in (options.records, less)]
    many, few = ([run.memory for run in runs] for runs in in_turn(commands, 3))
    ratios = [a / b for a, b in zip(many, few, strict=True)]
    print(
        f"| peak memory of the main process | {options.records:,} | {less:,} records |"
        f" {median(many):.0f} MiB | {median(few):.0f} MiB |"
        f" **{median(ratios):.3g}** ({min(ratios):.3g} to {max(ratios):.3g}) | |",
        flush=True,
    )


def growth(options: Options) -> None:
    """How time grows with the number of records, as a plot."""
    sizes = [
        size for size in (1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000) if size <= options.records
    ]
    series: dict[str, list[tuple[int, float]]] = {}
    for size in sizes:
        folder = repository(size)
        cache = filled_cache(folder, sorted(KINDS.values()))
        commands = [check_all(folder), check_all(folder, cache=cache), load_all(folder), ryl(folder)]
        for command, runs in zip(commands, in_turn(commands, 3), strict=True):
            series.setdefault(command.name, []).append((size, median(run.cpu for run in runs)))
    for name, points in series.items():
        (few, least), (many, most) = points[0], points[-1]
        print(
            f"| growth of {name} | {few:,} to {many:,} | itself | {most:.3g} s | {least:.3g} s |"
            f" **{most / least:.3g}** for {many / few:.3g} times the records | |",
            flush=True,
        )
    if not options.quick:
        _plot(series)


def _plot(series: dict[str, list[tuple[int, float]]]) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4), layout="constrained")
    for name, points in series.items():
        axes.plot(*zip(*points, strict=True), marker="o", label=name)
    axes.set(xlabel="records", ylabel="seconds of one core", xscale="log", yscale="log")
    axes.set_title("Processor time against the number of records, start-up included")
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend()
    figure.savefig(PLOT, dpi=120, metadata={"Software": None})


def corpus(options: Options) -> None:
    """The real records, where RECORDLINT_CORPUS names them, and as many made ones, kind by kind."""
    folder = Path(os.environ.get("RECORDLINT_CORPUS", ""))
    found = sorted({path.parent for path in folder.rglob("*.md")} if folder.name else ())
    for kind, name in KINDS.items():
        real = [str(path) for path in found if path.name == name]
        if not real:
            _say(f"RECORDLINT_CORPUS names no {kind} records: left out")
            continue
        made = repository(2_000)
        for what, place, folders in (("real", folder, real), ("made", made, [str(made / name)])):
            bare = Command("yaml.load", [str(BIN / "python"), "-c", LOAD, *folders], codes=(0,))
            commands = [check(folders, place, jobs=1), bare]
            ours, load = in_turn(commands, options.rounds(15))
            records = sum(len(os.listdir(each)) for each in folders)
            _row(f"{what} records: {kind}, `--jobs 1`", records, "`yaml.load`", ours, load)


def findings(options: Options) -> None:
    """What is found in made records and in real ones, in findings a hundred records."""
    columns = {"made": repository(2_000)}
    if os.environ.get("RECORDLINT_CORPUS"):
        columns["real"] = Path(os.environ["RECORDLINT_CORPUS"])
    counts: dict[str, dict[tuple[str, str], tuple[float, float]]] = {}
    for column, folder in columns.items():
        place = WORK / f"{column}.json"
        command = [str(BIN / "recordlint"), "check", "--exit-zero", "--level=info"]
        command += ["--output-format=json", f"--output-file={place}"]
        subprocess.run([*command, "."], cwd=folder, check=True)
        number = Counter({kind: len(list(folder.rglob(f"{name}/*.md"))) for kind, name in KINDS.items()})
        found: Counter[tuple[str, str]] = Counter()
        records: set[tuple[str, str, str]] = set()
        for finding in json.loads(place.read_text("utf-8"))["findings"]:
            key = finding["kind"], finding["code"]
            found[key] += 1
            records.add((*key, finding["file"]))
        having = Counter((kind, code) for kind, code, _ in records)
        counts[column] = {
            key: (100 * having[key] / number[key[0]], 100 * found[key] / number[key[0]]) for key in found
        }
    print(f"\nOf 100 records so many have findings, and so many findings: {' | '.join(columns)}\n")
    print(f"| kind | rule | {' | '.join(columns)} |\n|---|---|{'---:|' * len(columns)}")
    for kind, code in sorted(set().union(*counts.values())):
        cells = (counts[column].get((kind, code), (0.0, 0.0)) for column in columns)
        print(f"| {kind} | {code} | {' | '.join(f'{having:.1f}, {all_:.1f}' for having, all_ in cells)} |")


CASES: dict[str, Callable[[Options], None]] = {
    case.__name__: case
    for case in (cold, slow, warm, fix, one, settings, five, memory, growth, corpus, findings)
}


# --- The environment ------------------------------------------------------------------------------


def prepare() -> None:
    """Make the environment, with the tools and with recordlint as it now is."""
    if not BIN.exists():
        _say("making an environment")
        subprocess.run([sys.executable, "-m", "venv", BIN.parent], check=True)
    install = [str(BIN / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    requirements = str(ROOT / "benchmarks/requirements.txt")
    subprocess.run([*install, "-r", requirements, str(ROOT)], check=True)
    subprocess.run([*install, "--force-reinstall", "--no-deps", str(ROOT)], check=True)


def _machine() -> str:
    model = platform.processor() or platform.machine()
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text().split("\n")
        model = next((line.split(": ")[1] for line in lines if line.startswith("model name")), model)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    tools = ", ".join(f"{name} {version(name)}" for name in ("PyYAML", "yamllint", "check-jsonschema", "ryl"))
    mine = f"recordlint {version('recordlint')}, Python {platform.python_version()}"
    return f"{model}, {cores} cores, {platform.system()} {platform.release()}. {mine}, {tools}."


def main() -> None:
    """Run the cases that the command line names."""
    parser = argparse.ArgumentParser(description="Measure recordlint side by side with other tools.")
    parser.add_argument("--records", type=int, default=80_000, help="how many (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="repeat less, and draw no plot")
    parser.add_argument("--only", metavar="CASES", help=f"of {','.join(CASES)}")
    arguments = parser.parse_args()
    chosen = arguments.only.split(",") if arguments.only else list(CASES)
    if unknown := [case for case in chosen if case not in CASES]:
        parser.error(f"no case {unknown[0]!r}; there are {', '.join(CASES)}")
    if Path(sys.prefix) != BIN.parent:
        prepare()
        os.execv(BIN / "python", [str(BIN / "python"), *sys.argv])
    print(f"{_machine()}\n")
    print("| case | records | against | recordlint | other | CPU, ratio | time, ratio |")
    print("|---|---:|---|---:|---:|---|---|", flush=True)
    for case in chosen:
        _say(f"{case}: {(CASES[case].__doc__ or '').strip()}")
        CASES[case](Options(arguments.records, arguments.quick))


if __name__ == "__main__":
    main()
