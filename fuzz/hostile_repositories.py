"""Make repositories that attack whoever checks them, and check them: `python fuzz/hostile_repositories.py`.

Each has one innocent record with a planted fault, and other files that try to hide the fault, to reach
outside the repository, to crash the run or to delay it. A run must end in time without a traceback, must
find the fault or fail and say why, and must write nothing outside.

    python fuzz/hostile_repositories.py [--number N] [--seconds S] [--seed SEED]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUDGET = 60
"""Seconds of the processor that a run may take; most take less than one."""
SECRET = "SECRET-OF-THE-MACHINE"
INNOCENT = "_pathways/WP7.md"
PLANTED = "---\nwpid: WP7\ntitle: 'TNF-Î± signaling '\n---\n"
NAMES = [
    *(
        "WP1.md",
        "WP2\n::error::x.md",
        "--exclude=*.md",
        "--output-file=NOTES.md",
        "-",
        "WP3%0A::x.md",
        "WP4\x1b[2J.md",
    ),
    *(
        "##[error]x.md",
        "WP5 <b>`x`.md",
        "WP6|x.md",
        "WP8\u202egpj.md",
        os.fsdecode(b"WP9\xff.md"),
        "a" * 200 + ".md",
    ),
]
TEXTS = [
    *(
        "'x  y'",
        "&a [*a]",
        "[" * 3_000,
        "{a: " * 500,
        "'" + "&beta; a a a " * 300 + "'",
        "2025-02-30",
        "0x_",
        "!!python/x",
    ),
    *(
        "'\\x1b[31m'",
        '"\\n::set-output name=x::y"',
        "'##[add-mask]x'",
        "'" + "Ã" * 5_000 + "'",
        "!!binary =",
        "<<",
        ".",
    ),
    *(
        "'" + "<b>" * 2_000 + "'",
        "'" + "x" * 200_000 + "'",
        "'" + "(" * 9_000 + "'",
        "*b",
        "? x",
        "'\u202e'",
        "NaN",
    ),
]
FIELDS = [
    "title",
    "description",
    "wpid",
    "organisms",
    "authors",
    "schema-jsonld",
    "redirect_from",
    "\u202e",
    "a: b",
]
SETTINGS = [
    'exclude = ["*"]\n',
    'select = ["CUR"]\n',
    'x = """\n' + "a = 1\n" * 9_000 + '"""\n',
    ".".join("a" * 9_000) + " = 1\n",
    "x = " + "[" * 9_000 + "\n",
    f"ignore = {json.dumps(['TXT001'] * 9_000)}\n",
    f"exclude = {json.dumps([f'a*{n}' for n in range(3_000)])}\n",
    'exclude = ["' + "*a" * 90 + '"]\n',
    'baseline = "../outside/secret.md"\n',
    'baseline = "_pathways/WP7.md"\n',
    "[limits]\nseconds = 3600\nfile-size = 5000000\nfindings-per-rule = 10000\n",
    '[genes]\nhgnc = "../outside/secret.md"\n',
    '[[kinds]]\nname = "note"\nfiles = ["_notes/*.md"]\nschema = "note.json"\none-line = ["a.a.a.a.a.a.a"]\n',
    '[[kinds]]\nname = "note"\nfiles = ["_notes/*.md"]\nschema = "../outside/secret.md"\n',
    "\0\xff",
    "[severity]\n" + "".join(f'XX{n} = "error"\n' for n in range(3_000)),
    "".join(f"x{n} = 1\n" for n in range(5_000)),
    "x = '1'\n" + '\\"""x\n' * 9_000,
    'unsafe-fixes = true\nlevel = "info"\n[limits]\nfix-rounds = 100\n',
    'fail-on = "info"\nlevel = "error"\n',
    '[sources]\npathway = "' + "a/" * 9_000 + '{id}.gpml"\n',
    '[[kinds]]\nname = "note"\nfiles = ["_notes/*.md"]\nschema = "note.json"\none-line = ["*.*.*.*.*"]\n',
    '[[kinds]]\nname = "note"\nfiles = ["_notes/*.md"]\nschema = "note.json"\n'
    '[kinds.vocabulary]\ntitle = "../outside/secret.md"\n',
]
SCHEMAS = [
    {"properties": {"title": {"type": "string", "pattern": "^(a+)+$"}}},
    {"properties": {"a": {"$ref": "#"}}, "items": {"$ref": "#"}},
    {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}},
    {"$ref": "../../../etc/passwd"},
    {"anyOf": [{"$ref": "#/anyOf/1"}, {"$ref": "#/anyOf/0"}]},
    {"properties": {f"f{n}": {"$ref": "#"} for n in range(60)}},
    {"anyOf": [{"properties": {f"f{n}": {"$ref": "#"}}} for n in range(300)]},
    {"properties": {"title": {"type": "string", "pattern": "^(\\w+\\s?){1,99}$"}}},
    {"properties": {f"f{n}": {"pattern": f"^(a{n}|b)+c?$"} for n in range(2_000)}},
]
GPML = [
    '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Pathway Name="&b;"/>',
    '<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="TNF-Î±  x" Organism="Homo sapiens">'
    + '<DataNode TextLabel="R&amp;amp;D " GraphId="a"/>' * 900
    + "</Pathway>",
    '<Pathway xmlns="http://pathvisio.org/GPML/2021" title="' + "&amp;beta; a " * 900 + '"/>',
    "<Pathway>" * 3_000,
    '<!DOCTYPE p SYSTEM "file:///etc/passwd"><p/>',
]
FORMATS = [
    *("full", "concise", "grouped", "json", "jsonl", "github", "gitlab", "sarif", "junit"),
    *("rdjson", "csv", "html"),
]
"""Those that name each finding with its file."""

Attack = Callable[[Path, Path, random.Random], None]


def write(path: Path, data: bytes | str) -> None:
    """Write a file, and the folders above it, if nothing of the kind is in the way."""
    if os.path.lexists(path) and not path.is_file():  # to write into a pipe would wait for a reader
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data)


def link(path: Path, target: Path) -> None:
    """Put a link in the place of a folder or a file, if there is none yet."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target, target_is_directory=target.is_dir())


def record(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add a record of odd values, of an odd name, or of any bytes."""
    name = chance.choice(NAMES)
    fields = [f"{chance.choice(FIELDS)}: {chance.choice(TEXTS)}" for _ in range(chance.randint(1, 5))]
    data = ("---\n" + "\n".join(fields) + "\n---\n").encode("utf-8", "surrogateescape")
    for _ in range(chance.choice([0, 0, 3])):
        place = chance.randrange(len(data))
        data = data[:place] + chance.randbytes(chance.randint(1, 4)) + data[place:]
    write(folder / chance.choice(["_pathways", "_figures", "_authors", "."]) / name, data)


def sidecar(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add a table that is torn, huge, of one cell, or somebody else's."""
    tables = [
        "",
        "Label\n" + "x\n" * 90_000,
        'Label\t"',
        "Label\tType\n" + "\t" * 9_000,
        "\0" * 99,
        "Label\r\rx",
    ]
    name = folder / "_data" / f"WP7-{chance.choice(['datanodes', 'bibliography', '..'])}.tsv"
    if chance.random() < 0.3:
        link(name, outside / "secret.md")
    else:
        write(name, chance.choice(tables))


def settings(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add a settings file that does not end, or reaches out, with a schema for it."""
    name = chance.choice(["recordlint.toml", ".recordlint.toml", "pyproject.toml"])
    text = chance.choice(SETTINGS)
    if chance.random() < 0.1:
        link(folder / name, outside / "secret.md")
    write(folder / name, f"[tool.recordlint]\n{text}" if name == "pyproject.toml" else text)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        **chance.choice(SCHEMAS),
    }
    write(folder / "note.json", json.dumps(schema))
    write(folder / "_notes/1.md", "---\ntitle: " + "a" * 300 + "!\n---\n")


def drawing(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add a drawing that records are made of, beside a record or where drawings are."""
    name = chance.choice(["_pathways/WP7", "_pathways/WP1", "pathways/WP7/WP7", "pathways/WP2/WP2"])
    write(folder / f"{name}.gpml", chance.choice(GPML))
    write(folder / f"{name}-info.json", chance.choice(["", "{}", "[" * 9_000, '{"title": "x"}']))


def files(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add YAML and JSON files of a declared kind, with the settings that declare it."""
    name = chance.choice(["yaml", "yml", "json"])
    write(
        folder / "recordlint.toml",
        f'[[kinds]]\nname = "tool"\nfiles = ["tools/*.{name}"]\nschema = "tool.json"\nitems = "tools"\n',
    )
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **chance.choice(SCHEMAS)}
    write(folder / "tool.json", json.dumps(schema))
    texts = [
        "tools: " + "[" * 300,
        "tools:\n" + "- {title: 'a  b'}\n" * 900,
        '{"tools": [' + ", ".join(['{"title": "TNF-Î±"}'] * 900) + "]}",
        '{"tools": 1e999, "tools": [' + "{}," * 900,
        "tools: &a\n- *a\n",
    ]
    write(folder / f"tools/1.{name}", chance.choice(texts))


def baseline(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add a baseline that is none, is deep, or lists what it cannot know."""
    rows = [["record", "rule", "pointer", "value", "count"], [INNOCENT, "TXT001", "/title", "0" * 32, 9**9]]
    listed = [[INNOCENT, "TXT005", "/title", f"{n:032}", 1] for n in range(chance.choice([9, 20_000]))]
    texts = [
        json.dumps({"version": 1, "findings": listed}),
        "",
        "[" * 90_000,
        "{}",
        json.dumps({"version": 1, "findings": rows}),
        '{"version": 1e999}',
        "<<<<<<< x",
    ]
    write(folder / "recordlint-baseline.json", chance.choice(texts))


def links(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add links of folders and files out of the repository, to themselves, and to nowhere."""
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(
            ["_data", "_authors", "_organisms", ".github", "linked", "_pathways/WP1.md", "_figures", "x.md"]
        )
        target = chance.choice(
            [outside, outside / "secret.md", folder, folder / name, folder / "nowhere", Path("/dev")]
        )
        link(folder / name, target)


def places(folder: Path, outside: Path, chance: random.Random) -> None:
    """Put pipes and folders in the place of files."""
    name = chance.choice(
        ["_pathways/WP1.md", ".gitignore", "_data/WP7-datanodes.tsv", "recordlint.toml", "_authors/x.md"]
    )
    path = folder / name
    make = os.mkfifo if chance.random() < 0.5 else os.mkdir
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)


def gitignore(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add patterns that hide the innocent record, or are very many, or take long."""
    texts = [
        "*\n",
        "WP7.md\n",
        "_pathways/\n",
        "".join(f"a{n}*\n" for n in range(30_000)),
        "*a" * 99 + "\n",
        "[" * 999,
    ]
    write(folder / chance.choice([".gitignore", "_pathways/.gitignore"]), chance.choice(texts))


def history(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add a history that tracks the innocent record, with a configuration that would run code."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--force", INNOCENT)
    script = outside / "script"
    write(script, f"#!/bin/sh\ntouch {outside}/owned\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external"):
        git(folder, "config", key, str(script))
    kind = chance.randrange(3)
    if kind == 0:
        git(
            folder,
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.org",
            "commit",
            "--quiet",
            "--message",
            "x",
        )
    elif kind == 1:
        write(folder / ".git/index", chance.randbytes(99))


def cache(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add a folder for the cache with databases of others, and what looks like a cache."""
    for number in range(60):  # enough records that a cache is used
        write(folder / f"_pathways/WP{1000 + number}.md", f"---\nwpid: WP{1000 + number}\n---\n")
    (folder / "cache").mkdir(exist_ok=True)
    with sqlite3.connect(folder / "cache/mine.sqlite") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (name, digest, value)")
    connection.close()
    write(folder / f"cache/{'0' * 32}.sqlite", chance.randbytes(99))


def code(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add modules with the names of those that are imported."""
    for name in ("logging", "yaml", "sqlite3", "lint", "sitecustomize", "tomllib", "click"):
        write(folder / f"{name}.py", f"open({str(outside / 'owned')!r}, 'w')\n")


def left(folder: Path, outside: Path, chance: random.Random) -> None:
    """Add what a killed run may have left, and what only looks like it."""
    for name in (".recordlint-x.new", ".recordlint-mine", "~", "NOTES.md"):
        write(folder / "_pathways" / name, "x")


ATTACKS: list[Attack] = [
    *(
        record,
        record,
        sidecar,
        drawing,
        files,
        settings,
        settings,
        baseline,
        links,
        places,
        gitignore,
        history,
        cache,
        code,
        left,
    ),
]


def git(folder: Path, *arguments: str) -> None:
    """Run git, which may find that something is in its way."""
    subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return what is in a folder, links not followed."""
    found: dict[str, tuple[int, bytes]] = {}
    for above, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = os.path.join(above, name)
            status = os.lstat(path)
            is_file = os.path.isfile(path) and not os.path.islink(path)
            found[path] = (status.st_mode, Path(path).read_bytes() if is_file else b"")
    return found


def attack(seed: int, base: Path) -> str:
    """Make the repository of a *seed* in *base*, check it, and return what is wrong, "" for nothing."""
    chance = random.Random(seed)
    folder, outside, home = base / "repository", base / "outside", base / "home"
    for each in (folder, outside, home):
        each.mkdir()
    write(outside / "secret.md", f"---\nwpid: {SECRET}\nusername: {SECRET}\ntitle: '{SECRET}  x'\n---\n")
    write(folder / INNOCENT, PLANTED)
    (folder / ".git").mkdir()
    chosen = chance.sample(ATTACKS, chance.randint(1, 5))
    for each in sorted(chosen, key=lambda each: each is history):  # which is to know the others
        each(folder, outside, chance)
    if history not in chosen:
        git(folder, "init", "--quiet")
        git(folder, "add", "--force", INNOCENT)
    told = f"seed {seed} ({', '.join(sorted({each.__name__ for each in chosen}))}): "
    command, *options = chance.choice(
        [["check"], ["check"], ["fix"], ["fix", "--unsafe-fixes"], ["fix", "--only-new"], ["fix", "--derive"]]
    )
    arguments = [
        "--select",
        "TXT,KEY,REF,SCH,REC,GEN,DUP",
        "--output-format",
        chance.choice(FORMATS),
        *options,
    ]
    arguments += chance.choice([["--cache-dir", "cache"], ["--no-cache"], ["--jobs", "2", "--no-cache"]])
    before = snapshot(folder), snapshot(outside)
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "PYTHONPATH": "",
        "TMPDIR": str(home),
    }
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from lint.__main__ import main; main()"
    program = [sys.executable, "-I", "-c", start]
    begin = os.times()
    with subprocess.Popen(
        [*program, command, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            output, errors = process.communicate(timeout=10 * BUDGET)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return f"{told}does not end"
    ended = os.times()
    spent = ended.children_user + ended.children_system - begin.children_user - begin.children_system
    said = (output + errors).decode("utf-8", "replace")
    if spent > BUDGET:
        return f"{told}{spent:.0f} seconds"
    if "Traceback" in said or "bug in recordlint" in said or process.returncode not in (0, 1, 2, 3):
        return f"{told}crashes: {errors.decode('utf-8', 'replace')[-500:]}"
    if SECRET in said:
        return f"{told}shows what is outside"
    if any(line.lstrip().startswith("::") for line in errors.decode("utf-8", "replace").splitlines()):
        return f"{told}forges a command"
    if INNOCENT not in said and not excused(process.returncode, errors.decode("utf-8", "replace"), folder):
        return f"{told}passes over the planted fault with exit code {process.returncode}: {said[:300]}"
    after = snapshot(folder), snapshot(outside)
    if after[1] != before[1]:
        return f"{told}changes what is outside"
    return told + wrong if (wrong := changed(before[0], after[0], folder, command)) else ""


def excused(code: int, errors: str, folder: Path) -> bool:
    """Return whether a run need not find the planted fault: it failed and said why, or was not to look."""
    asked = any(
        path.is_file()
        and any(text in path.read_bytes() for text in (b'exclude = ["*"]', b'select = ["CUR"]'))
        for path in (folder / name for name in ("recordlint.toml", ".recordlint.toml", "pyproject.toml"))
    )
    return asked or (code == 2 and any(line.startswith("Error: ") for line in errors.splitlines()))


def changed(
    before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]], folder: Path, command: str
) -> str:
    """Return what a run has changed in the repository and should not have, "" for nothing."""
    for path in before.keys() | after.keys():
        name = os.path.relpath(path, folder)
        endings = (".md", ".gpml", ".yaml", ".yml", ".json", ".tsv")
        is_fixed = command == "fix" and name.endswith(endings) and path in before and path in after
        is_left = command == "fix" and os.path.basename(path) == ".recordlint-x.new"
        is_cache = name == "cache" or (name.startswith("cache/") and path not in before)
        if before.get(path) != after.get(path) and not (is_fixed or is_left or is_cache):
            return f"changes {name!r}"
    return ""


def run(seeds: range, until: float = float("inf")) -> tuple[int, list[str]]:
    """Attack with each of the *seeds*, until a time (`time.monotonic`); return how many, and the failures."""
    failures: list[str] = []
    number = 0
    for seed in seeds:
        if time.monotonic() > until:
            break
        base = Path(tempfile.mkdtemp(prefix="hostile-"))
        try:
            failure = attack(seed, base)
        finally:
            shutil.rmtree(base, ignore_errors=True)
        number += 1
        if failure:
            failures.append(failure)
    return number, failures


def main() -> int:
    """Attack as often as asked for, and print what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=300, help="of repositories; default: %(default)s")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="to end after")
    parser.add_argument("--seed", type=int, default=0, help="of the first; default: %(default)s")
    given = parser.parse_args()
    number, failures = run(range(given.seed, given.seed + given.number), time.monotonic() + given.seconds)
    print(*failures, f"{number} repositories, {len(failures)} failures", sep="\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
