"""Fuzz recordlint with atheris: `python fuzz/run.py [TARGET]... [--seconds N]`.

Each target of `targets.py` runs in its own process, starting from the seeds, the examples of the rules and
the inputs that earlier runs saved in `.fuzz/`. An input that fails is kept in `fuzz/finds/`, where the
tests find it. Needs `pip install atheris`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

TOKENS = [
    *("---", "...", "- ", "? ", ": ", "&a ", "*a", "!!str ", "!!int ", "! ", "<<: *a", "%YAML 1.1"),
    *("|", ">", "|+2", ">-", "'", '"', "''", "[", "]", "{", "}", ", ", "# ", "\\u03b2", "\\x41", "\\\n"),
    *("~", "NO", "1e5", "0x1F", "12:30", "2020-01-01", "=", ".inf", ".nan", "1,25", ".na.character"),
    *("\t", "\r\n", "\u0085", "\u2028", "\ufeff", "\u200b", "\ufffd", "ÃŽÂ±", "â€™", "&gamma;", "&amp;"),
    *("title: ", "description: ", "keywords:", "schema-jsonld:", "wpid: WP1", "figid: PMC1__f1", "caption: "),
    *("<b>", "[[", "http://a.b/c", "IL-1?", "ß", "Ca2+"),
]


def main() -> int:
    """Run the targets named, else all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=600, help="for each target; default: %(default)s")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        fuzz(arguments.targets[0], arguments.seconds)
    from targets import TARGETS

    failed = 0
    for target in arguments.targets or TARGETS:
        command = [sys.executable, __file__, target, "--seconds", str(arguments.seconds), "--here"]
        failed |= subprocess.run(command, check=False).returncode
    return failed


def fuzz(target: str, seconds: int) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["lint"]):
        from targets import TARGETS

        import lint.rules

        lint.rules.registry()
    saved = ROOT / ".fuzz" / target
    saved.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (saved / f"seed-{number:03}").write_bytes(data)
    words = ROOT / ".fuzz" / "tokens"
    words.write_text("".join(f'"{_escaped(token)}"\n' for token in TOKENS))
    options = {
        "artifact_prefix": f"{HERE / 'finds' / target}-",
        "dict": words,
        "max_len": 4096,
        "max_total_time": seconds,
        "timeout": 60,
        "report_slow_units": 60,
        "rss_limit_mb": 2048,
        "print_final_stats": 1,
        "verbosity": 1,
    }
    arguments = [f"-{key}={value}" for key, value in options.items()]
    atheris.Setup([__file__, *arguments, str(saved)], TARGETS[target])
    atheris.Fuzz()


def seeds(target: str) -> list[bytes]:
    """Return the inputs to begin with: the examples of all rules, and the records in `seeds/`."""
    from lint.rules import registry

    records = [path.read_bytes() for path in sorted((ROOT / "seeds").rglob("*.md"))]
    for rule in registry().values():
        for example in rule.examples:
            for text in (example.bad, example.good, example.ok):
                if text is not None:
                    whole = text if example.raw else f"---\n{text}\n---\n"
                    records.append(whole.encode("utf-8", "surrogateescape"))
    lead = {"document": b"", "edits": b"\1\0\2\4\3\10", "rules": b"\1"}[target]
    trimmed = (data.removeprefix(b"---\n") for data in records) if target == "edits" else records
    return [lead + data for data in trimmed]


def _escaped(token: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token.encode())


if __name__ == "__main__":
    sys.exit(main())
