from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import forks
import packages
import pytest

PACKAGE = '''
from lint import Example, Rule, Severity

class Shouting(Rule):
    """A title in capitals."""

    code = "LAB001"
    severity = Severity.WARNING
    examples = (Example(bad="title: SHOUTING\\nwpid: WP1"), Example(ok="title: Quiet\\nwpid: WP1"))

    def check(self, record):
        title = record.values.get("title")
        if isinstance(title, str) and title.isupper():
            yield self.finding(("title",), "The title shouts")

RULES = [Shouting]
'''
RECORD = "---\nwpid: WP1\ntitle: SHOUTING\n---\n"

COMPARED = """
from collections import Counter
from lint import CorpusRule

class SameTitle(CorpusRule):
    '''Two records have the same title.'''

    code = "LAB002"
    severity = Severity.WARNING

    def facts(self, record):
        yield ("title",), record.values["title"]

    def compare(self, facts):
        numbers = Counter(fact.data for fact in facts)
        for fact in facts:
            if numbers[fact.data] > 1:
                yield fact, self.finding(fact.path, "Another record has this title")

RULES.append(SameTitle)
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed packages."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


def install(
    site: Path, code: str = PACKAGE, entry: str = "LAB = lab_rules:RULES", name: str = "lab_rules"
) -> None:
    packages.install(site, code, entry, name)


@pytest.fixture
def recordlint(tmp_path: Path, site: Path) -> Run:
    """Run the command where the packages are installed, in a folder with one record."""
    folder = tmp_path / "records"
    (folder / "_pathways").mkdir(parents=True)
    (folder / "_pathways/WP1.md").write_text(RECORD)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return forks.recordlint(*arguments, cwd=folder, first=lambda: sys.path.insert(0, str(site)))

    return run


@pytest.mark.parametrize(
    ("arguments", "is_found"),
    [
        ((), False),
        (("--select", "ALL"), False),
        (("--extend-select", "LAB"), True),
        (("--select", "LAB001"), True),
        (("--select", "shouting"), True),
        (("--extend-select", "LAB", "--ignore", "shouting"), False),
    ],
)
def test_off_until_selected(site: Path, recordlint: Run, arguments: tuple[str, ...], is_found: bool) -> None:
    install(site)
    done = recordlint("check", "--output-format", "concise", *arguments)
    assert done.stderr == ""
    assert ("_pathways/WP1.md:3:8: LAB001 warning: The title shouts" in done.stdout) is is_found


def test_no_package_is_imported_unless_it_is_named(site: Path, recordlint: Run) -> None:
    install(site, "raise ValueError('imported')")
    assert "LAB" not in recordlint("check", "--statistics").stdout
    assert recordlint("check", "--extend-select", "LAB").stderr != ""


def test_the_settings_select_and_give_severity_and_options(
    tmp_path: Path, site: Path, recordlint: Run
) -> None:
    install(site)
    settings = tmp_path / "records/recordlint.toml"
    settings.write_text("select = ['LAB']\n[severity]\nLAB001 = 'error'\n[per-file-ignores]\nx = ['LAB']\n")
    assert "Found 1 finding (1 error)" in recordlint("check").stdout
    settings.write_text("select = ['LAB']\n[rules.LAB001]\nloud = true\n")
    assert ":3: rules.LAB001.loud: LAB001 has no options" in recordlint("check").stderr


def test_listed_and_explained(site: Path, recordlint: Run) -> None:
    install(site)
    assert "LAB: from lab_rules 1.0; off until selected\n  LAB001  shouting " in recordlint("rules").stdout
    assert recordlint("explain", "LAB001").stdout.startswith("# LAB001 shouting\n\nA title in capitals.")


@pytest.mark.parametrize(
    ("code", "entry", "said"),
    [
        (
            "import nothing_of_this_name",
            "LAB = lab_rules:RULES",
            "LAB of lab_rules 1.0 cannot be imported: Module",
        ),
        ("raise SystemExit", "LAB = lab_rules:RULES", "LAB of lab_rules 1.0 cannot be imported: SystemExit"),
        ("exit(0)", "LAB = lab_rules:RULES", "LAB of lab_rules 1.0 cannot be imported: SystemExit: 0"),
        ("RULES = 1", "LAB = lab_rules:RULES", "cannot be imported: TypeError"),
        (
            "RULES = [int]",
            "LAB = lab_rules:RULES",
            "lab_rules 1.0: int is not a subclass of lint.Rule",
        ),
        (PACKAGE, "TXT = lab_rules:RULES", "must be named by three letters, a family of its own"),
        (PACKAGE, "lab = lab_rules:RULES", "must be named by three letters, a family of its own"),
        (
            PACKAGE,
            "LIB = lab_rules:RULES",
            "Shouting has the code LAB001, which must be LIB and three digits",
        ),
        (
            PACKAGE.replace("Shouting", "Mojibake"),
            "LAB = lab_rules:RULES",
            "but another rule has one of",
        ),
        (PACKAGE.replace("severity = ", "other = "), "LAB = lab_rules:RULES", "Shouting has no `severity`"),
        (
            PACKAGE.replace("Severity.WARNING", "'error'"),
            "LAB = lab_rules:RULES",
            "has the severity 'error', which",
        ),
        (PACKAGE.replace('"LAB001"', "1"), "LAB = lab_rules:RULES", "has the code 1, which must be LAB and"),
        (
            PACKAGE + "Shouting.__init__ = lambda *_: 1 / 0\n",
            "LAB = lab_rules:RULES",
            "cannot be made: ZeroDiv",
        ),
    ],
)
def test_a_package_that_cannot_be_used(site: Path, recordlint: Run, code: str, entry: str, said: str) -> None:
    install(site, code, entry)
    for arguments in (("check", "--extend-select", "LAB"), ("rules",)):
        done = recordlint(*arguments)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("where", ["check", "might_match"])
def test_a_rule_that_wants_to_end_the_run(site: Path, recordlint: Run, where: str) -> None:
    install(site, PACKAGE + f"Shouting.{where} = lambda *_: exit(0)\n")
    done = recordlint("check", "--extend-select", "LAB", "--output-format", "concise")
    assert done.returncode == 2
    assert "REC900 error: LAB001 failed on this record (SystemExit: 0)" in done.stdout


UNSOUND = """
from lint import Set, safe
from lint.core.findings import Finding

class Silent(Exception):
    def __str__(self):
        raise ValueError

def failing(error):
    raise error

def fixed(*edits):
    return lambda self, record: [self.finding(("title",), "It is wrong", fix=safe("Fix it", *edits))]
"""


@pytest.mark.parametrize(
    "check",
    [
        "lambda self, record: None",
        "lambda self, record: [None]",
        "lambda self, record: ['The title shouts']",
        "lambda self, record: [self.finding('title', 'The path is a text')]",
        "lambda self, record: [self.finding(('title',), 'The fix is a text', fix='Quiet')]",
        "lambda self, record: [self.finding(('title',), 'It has no such words', words=[('a', 'b')])]",
        "lambda self, record: [self.finding(('title',), 'It has no such severity', severity='loud')]",
        "lambda self, record: [Finding('LAB001', 'shouting', self.severity, ('title',), 5)]",
        "fixed('Quiet')",
        "fixed(Set('title', 'Quiet'))",
        "fixed(Set(('title',), object()))",
        "lambda self, record: failing(Silent())",
        "lambda self, record: failing(GeneratorExit())",
    ],
)
def test_a_rule_that_yields_no_findings_of_the_right_types(site: Path, recordlint: Run, check: str) -> None:
    install(site, PACKAGE + UNSOUND + f"Shouting.check = {check}\n")
    for command in ("check", "fix"):
        done = recordlint(command, "--extend-select", "LAB", "--output-format", "concise")
        assert done.returncode == 2, done.stdout
        assert done.stdout.count("REC900 error: LAB001 failed on this record (") == 1
        assert done.stderr == ""


@pytest.mark.parametrize(
    ("facts", "compare", "said"),
    [
        ("None", "[]", "REC900 error: LAB002 failed on this record (TypeError"),
        ("['title']", "[]", "REC900 error: LAB002 failed on this record ("),
        ("[(('title',), 5)]", "[]", "(TypeError: (('title',), 5) is no pair of a path and a text)"),
        ("[('title', 'x')]", "[]", "(TypeError: ('title', 'x') is no pair of a path and a text)"),
        ("[(('title',), 'x')]", "None", "LAB002 failed to compare the records (TypeError"),
        ("[(('title',), 'x')]", "[(fact, None) for fact in facts]", "(TypeError: None is no finding"),
        ("[(('title',), 'x')]", "[3]", "LAB002 failed to compare the records (TypeError"),
    ],
)
def test_a_corpus_rule_that_yields_anything(
    site: Path, recordlint: Run, facts: str, compare: str, said: str
) -> None:
    rule = (
        "from lint import CorpusRule\n"
        'class Odd(CorpusRule):\n    """Odd."""\n    code = "LAB002"\n    severity = Severity.WARNING\n'
        f"    def facts(self, record):\n        return {facts}\n"
        f"    def compare(self, facts):\n        return {compare}\n"
        "RULES.append(Odd)\n"
    )
    install(site, PACKAGE + rule)
    done = recordlint("check", "--extend-select", "LAB", "--output-format", "concise")
    assert said in done.stdout + done.stderr
    assert "LAB001 warning: The title shouts" in done.stdout
    assert "Traceback" not in done.stderr


def test_what_was_not_compared_stays_in_the_baseline(site: Path, recordlint: Run, tmp_path: Path) -> None:
    install(site, PACKAGE + COMPARED)
    (tmp_path / "records/_pathways/WP2.md").write_text(RECORD.replace("WP1", "WP2"))
    chosen = ("--select", "LAB002", "--level", "warning")
    assert "lists 2 findings" in recordlint("baseline", *chosen).stdout
    assert (
        "0 removed; it lists 2 findings" in recordlint("baseline", "--prune", "--no-corpus", *chosen).stdout
    )
    assert "Hidden by the baseline: 2 findings." in recordlint("check", *chosen).stdout


def test_two_packages_with_one_family(site: Path, recordlint: Run) -> None:
    install(site)
    install(site, name="lib_rules")
    assert "two packages have rules of the family LAB" in recordlint("check", "--select", "LAB").stderr


def test_a_comment_in_a_record_imports_no_package(site: Path, recordlint: Run, tmp_path: Path) -> None:
    install(site, PACKAGE + "print('IMPORTED')\n")
    record = tmp_path / "records/_pathways/WP1.md"
    record.write_text(RECORD.replace("SHOUTING", "SHOUTING # recordlint: ignore[LAB001]"))
    quiet = recordlint("check", "--select", "REC")
    assert "IMPORTED" not in quiet.stdout
    assert "REC008" not in quiet.stdout
    assert " LAB001 " not in recordlint("check", "--select", "LAB").stdout
    record.write_text(RECORD.replace("SHOUTING", "Quiet # recordlint: ignore[LAB001]"))
    assert "REC008" in recordlint("check", "--select", "LAB,REC008").stdout
