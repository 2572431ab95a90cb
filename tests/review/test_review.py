"""A review in a real browser, and the server's answers to requests from elsewhere."""

from __future__ import annotations

import errno
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import browser as browsers
import forks
import packages
import pytest
from browser import Watched

import lint
from lint import files
from lint.review.journal import Journal, Refused, Written
from lint.settings.loading import load

pytest.importorskip("uvicorn", reason="the extra `review` is not installed")

ROOT = Path(__file__).parents[2]
PATHWAY = Path("_pathways/WP49.md")
FIGURE = Path("_figures/PMC2869233__ijms-11-00789f3.md")
BOTH = ("--select", "REF006,TXT001")  # one finding in each of the two seeds, the figure's not safe


class Review:
    """A running `recordlint review`."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lint", "review", "--no-browser", *arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.address = self._process.stdout.readline().split()[-1]
        parts = urlsplit(self.address)
        self.host, self.port = parts.netloc, parts.port
        self.token = parts.query.removeprefix("token=")

    def post(self, name: str, given: object, **headers: str) -> tuple[int, Any]:
        """Return what the server answers to a request as the page sends it, but for some *headers*."""
        own = {"Host": self.host, "Origin": f"http://{self.host}", "X-Recordlint-Token": self.token}
        sent = {**own, **{key.replace("_", "-"): value for key, value in headers.items()}}
        return self.ask("POST", f"/{name}", json.dumps(given), {k: v for k, v in sent.items() if v})

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True)
        for name, value in {**headers, "Content-Length": str(len(body or ""))}.items():
            connection.putheader(name, value)
        connection.endheaders((body or "").encode())
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, json.loads(text) if text.startswith("{") else text

    def kill(self) -> None:
        """End it without a word, if it is running."""
        self._process.kill()
        self._process.wait()

    def end(self) -> str:
        """Press Ctrl-C, and return what was printed then."""
        self._process.send_signal(signal.SIGINT)
        text, _ = self._process.communicate(timeout=30)
        assert self._process.returncode == 0
        return text


@pytest.fixture
def records(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(seeds)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return seeds


@pytest.fixture
def review(records: Path) -> Iterator[Callable[..., Review]]:
    running: list[Review] = []

    def review(*arguments: str) -> Review:
        running.append(Review(*arguments))
        return running[-1]

    yield review
    for each in running:
        each.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsers.chromium() as running:
        yield running


@pytest.fixture
def opened(browser: Any) -> Callable[[Review], Any]:
    def opened(review: Review) -> Any:
        watched = Watched(browser)
        watched.page.goto(review.address)
        watched.page.wait_for_selector("#actions:visible")
        assert watched.said == []
        assert {urlsplit(each).netloc for each in watched.requests} == {review.host}
        return watched.page

    return opened


def told(page: Any, text: str) -> None:
    page.wait_for_function("text => document.getElementById('told').textContent.includes(text)", arg=text)


def status(page: Any) -> str:
    return str(page.inner_text("#status"))


def test_accepting_all_gives_what_fix_gives(records, review, opened) -> None:
    before = PATHWAY.read_bytes()
    shutil.copytree(records, records.parent / "other")
    lint.fix(str(records.parent / "other"))
    page = opened(review(*BOTH))
    assert status(page).startswith("2 findings")
    page.click("#accept-all")
    told(page, "Fixed 1 finding in 1 file.")
    for name in (PATHWAY, FIGURE):
        assert name.read_bytes() == (records.parent / "other" / name).read_bytes()
    assert status(page).startswith("1 finding in 1 record")
    page.click("#undo")
    told(page, "Undone.")
    assert PATHWAY.read_bytes() == before
    assert status(page).startswith("2 findings")


def test_one_after_the_other_by_keyboard(records, review, opened) -> None:
    expected = lint.fix_text(PATHWAY.read_text("utf-8"), str(PATHWAY))
    running = review("_pathways")
    page = opened(running)
    page.focus("#list")
    page.keyboard.press("a")
    told(page, "Written: ")
    assert PATHWAY.read_text("utf-8") == expected
    assert "Ended after 1 decision." in running.end()
    assert PATHWAY.read_text("utf-8") == expected
    assert page.evaluate("document.activeElement.id") == "undo"
    page.keyboard.press("Enter")
    told(page, "The server does not answer")


def test_an_unsafe_fix_and_a_skipped_one(records, review, opened) -> None:
    page = opened(review(*BOTH))
    assert "CreativeWork" in page.inner_text("#detail")
    page.click("button:text-is('Skip')")
    assert "Garbled letters" in page.inner_text("#detail")
    page.keyboard.press("Home")
    page.click("#detail button:text-is('Accept')")
    told(page, "Written: ")
    assert "name: IL-12 signaling pathway" in FIGURE.read_text("utf-8")


def test_an_edited_text_is_written(records, review, opened) -> None:
    page = opened(review("_pathways"))
    page.click("button:text-is('Edit …')")
    page.wait_for_selector("textarea")
    text = page.input_value("textarea")
    assert "(IL-2RÃŽÂ± alone)" in text
    edited = 'Interleukin-2 (β: "x")\n\n# not a comment'
    page.fill("textarea", edited)
    page.click("button:text-is('Save')")
    told(page, "Written: ")
    record = lint.load(str(PATHWAY))
    assert record.description == edited
    assert record.schema_jsonld[0].description == edited


@pytest.mark.parametrize("where", ["settings", "baseline"])
def test_what_is_left_is_not_found_again(records, review, opened, where: str) -> None:
    page = opened(review(*BOTH, "_figures"))
    page.click("button:text-is('Leave as it is …')")
    page.fill("#form input", 'as the "generator" \\ writes it')
    page.select_option("#form select", where)
    page.click("button:text-is('Leave it')")
    told(page, "Left as it is: ")
    assert status(page) == "No findings."
    assert not lint.check("_figures", select=["REF006"]).findings
    if where == "settings":
        (entry,) = load(Path()).ignore_records
        assert entry.reason == 'as the "generator" \\ writes it'
        assert entry.rules == ("REF006",)
    page.click("#undo")
    told(page, "Undone.")
    assert not Path("recordlint.toml").exists()
    assert not Path("recordlint-baseline.json").exists()
    assert lint.check("_figures", select=["REF006"]).findings


def test_an_entry_joins_the_settings_that_are_there(records, review) -> None:
    Path("pyproject.toml").write_bytes(b'[tool.recordlint]\r\nlevel = "info"')
    running = review()
    marks = found(running)
    code, answer = running.post("leave", {"mark": marks["REF006"], "reason": "so", "in_baseline": False})
    assert code == 200, answer
    text = Path("pyproject.toml").read_bytes()
    assert text.startswith(
        b'[tool.recordlint]\r\nlevel = "info"\r\n\r\n[[tool.recordlint.ignore-records]]\r\n'
    )
    assert "REF006" not in {finding.code for finding in lint.check().findings}
    Path("recordlint.toml").write_text("ignore-records = []\n")
    running = review(*BOTH)
    mark = found(running)["REF006"]
    code, answer = running.post("leave", {"mark": mark, "reason": "so", "in_baseline": False})
    assert (code, "write it by hand" in answer["refused"]) == (409, True)
    assert running.post("leave", {"mark": mark, "reason": " ", "in_baseline": False})[0] == 409
    assert Path("recordlint.toml").read_text() == "ignore-records = []\n"


def found(review: Review) -> dict[str, str]:
    """Return a mark of each rule in the page."""
    code, page = review.ask(
        "GET", urlsplit(review.address)._replace(scheme="", netloc="").geturl(), None, {"Host": review.host}
    )
    assert code == 200
    data = json.loads(
        re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1]
    )
    return {row[0]: row[-1] for record in data["records"] for row in record[9]}


@pytest.mark.parametrize("name", ["accept", "accept-all"])
def test_a_click_too_many_is_refused(review, records, name: str) -> None:
    running = review(*BOTH)
    mark = found(running)["TXT001"]
    given = {"mark": mark, "marks": [mark]}
    assert running.post(name, given)[0] == 200
    written = PATHWAY.read_bytes()
    for again in ("accept", "accept-all", "edit", "leave", "text"):
        code, answer = running.post(again, {**given, "text": "x", "reason": "x"})
        assert code == 409, (again, answer)
    assert PATHWAY.read_bytes() == written


LOUD = """
from lint import CorpusRule, Rule, Set, Severity, safe

class Loud(Rule):
    '''The title is not in capitals.'''

    code = "LAB001"
    severity = Severity.ERROR
    kinds = frozenset({"pathway"})

    def check(self, record):
        title = record.values["title"]
        if not title.isupper():
            yield self.finding(("title",), "Shout", fix=safe("Shout", Set(("title",), title.upper())))

class Compared(CorpusRule):
    '''There is a title.'''

    code = "LAB002"
    severity = Severity.ERROR
    kinds = frozenset({"pathway"})

    def facts(self, record):
        yield ("title",), record.values["title"]

    def compare(self, facts):
        for fact in facts:
            yield fact, self.finding(fact.path, "This is a title")

RULES = [Loud, Compared]
"""


def test_findings_of_rules_of_another_package(records, review, tmp_path, monkeypatch) -> None:
    site = tmp_path / "site"
    site.mkdir()
    packages.install(site, LOUD)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(site)]))
    running = review("--select", "LAB")
    marks = found(running)
    assert sorted(marks) == ["LAB001", "LAB002"]
    code, answer = running.post("accept", {"mark": marks["LAB001"]})
    assert code == 200, answer
    [record] = answer["records"]
    assert [row[0] for row in record[9]] == ["LAB002"]
    assert PATHWAY.read_text().count("title: IL2 SIGNALING\n") == 1
    assert running.post("undo", {})[0] == 200
    assert running.post("accept-all", {"marks": [*found(running).values()]})[0] == 200


@pytest.fixture
def database(records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a repository with sources and records, which is the working folder."""
    shutil.copytree(ROOT / "examples/wikipathways-database", tmp_path / "database")
    monkeypatch.chdir(tmp_path / "database")
    return tmp_path / "database"


def pathway(database: Path) -> dict[str, bytes]:
    """Return what the files of a pathway hold, by name."""
    return {path.name: path.read_bytes() for path in (database / "pathways/WP2").iterdir()}


@pytest.mark.parametrize("derive", [(), ("--derive",)], ids=str)
@pytest.mark.parametrize("name", ["accept", "accept-all"])
def test_a_record_is_repaired_in_its_source(database, review, name: str, derive: tuple[str, ...]) -> None:
    before = pathway(database)
    shutil.copytree(database, database.parent / "other")
    arguments = ["fix", *derive, "--quiet", "--exit-zero", "pathways/WP2"]
    assert forks.recordlint(*arguments, cwd=database.parent / "other").returncode == 0
    expected = pathway(database.parent / "other")
    assert expected["WP2.gpml"] != before["WP2.gpml"]
    running = review("pathways/WP2/WP2.md", *derive)
    mark = found(running)["TXT005"]
    code, answer = running.post(name, {"mark": mark, "marks": [mark]})
    assert code == 200, answer
    assert pathway(database) == expected
    told = {row[0]: [finding[0] for finding in row[9]] for row in answer["records"]}
    record = "pathways/WP2/WP2.md"
    assert told.get(record, []) == ([] if derive else ["SRC001", "TXT005"])
    assert "pathways/WP2/WP2.gpml" in answer["gone"]
    assert running.post("undo", {})[0] == 200
    assert pathway(database) == before


def test_an_edit_goes_to_the_source_elsewhere(database, review, monkeypatch) -> None:
    site = database.parent / "site"
    (site / "_pathways").mkdir(parents=True)
    shutil.copy(database / "pathways/WP2/WP2.md", site / "_pathways")
    (site / "recordlint.toml").write_text(
        'sources.pathway = "../database/pathways/{id}/{id}.gpml"\nselect = ["TXT005", "SRC001"]\n'
    )
    monkeypatch.chdir(site)
    gpml = database / "pathways/WP2/WP2.gpml"
    before = gpml.read_bytes(), (site / "_pathways/WP2.md").read_bytes()
    running = review()
    mark = found(running)["TXT005"]
    assert running.post("text", {"mark": mark})[1]["text"].endswith("enzymes of the liver ")
    code, answer = running.post("edit", {"mark": mark, "text": "Caffeine"})
    assert (code, answer["message"]) == (200, "Written: ../database/pathways/WP2/WP2.gpml, /title.")
    title = b'Name="Breakdown of caffeine by enzymes of the liver "'
    assert gpml.read_bytes() == before[0].replace(title, b'Name="Caffeine"')
    assert (site / "_pathways/WP2.md").read_bytes() == before[1]
    assert [row[9][0][0] for row in answer["records"]] == ["SRC001"]
    gpml.write_bytes(gpml.read_bytes() + b"\n")
    assert "undo it by hand" in running.post("undo", {})[1]["refused"]


def test_a_file_that_somebody_changed_is_not_written(records, review, opened) -> None:
    page = opened(review("_pathways"))
    changed = PATHWAY.read_bytes().replace(b"title: ", b"title: New ")
    PATHWAY.write_bytes(changed)
    page.click("#detail button:text-is('Accept')")
    told(page, "was changed by another program and not written; it was checked again")
    assert PATHWAY.read_bytes() == changed
    page.click("#detail button:text-is('Accept')")
    told(page, "Written: ")
    assert b"title: New " in PATHWAY.read_bytes()
    PATHWAY.write_bytes(changed)
    page.click("#undo")
    told(page, "was changed by another program since; undo it by hand")
    assert PATHWAY.read_bytes() == changed


def test_an_undo_that_fails_can_be_repeated(tmp_path, monkeypatch) -> None:
    paths = [tmp_path / name for name in ("first", "second")]
    for path in paths:
        path.write_bytes(b"new")
    journal = Journal()
    journal.note([Written(str(path), b"old", b"new") for path in paths], {"record"})

    def full(path: str, data: bytes, before: bytes) -> None:
        if path == str(paths[0]):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, data, before)

    write = files.write
    with monkeypatch.context() as patch:
        patch.setattr(files, "write", full)
        with pytest.raises(Refused, match="No space left"):
            journal.undo()
    assert [path.read_bytes() for path in paths] == [b"new", b"old"]
    assert journal.undo() == {"record"}
    assert [path.read_bytes() for path in paths] == [b"old", b"old"]


def test_others_are_refused(review) -> None:
    running = review("_pathways")
    mark = found(running)["TXT001"]
    before = PATHWAY.read_bytes()
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Host": "evil.example"},
        {"Host": ""},
        {"X_Recordlint_Token": ""},
        {"X_Recordlint_Token": "x" * 43},
        {"Sec_Fetch_Site": "cross-site"},
    ):
        for name in ("accept", "text", "accept-all", "undo"):
            code, _ = running.post(name, {"mark": mark, "marks": [mark]}, **headers)
            assert code in (400, 403), (headers, name)
        assert PATHWAY.read_bytes() == before, headers
    assert running.post("accept", {"mark": mark})[0] == 200
    assert PATHWAY.read_bytes() != before


def test_the_page_is_given_to_who_knows_the_token(review) -> None:
    running = review("_pathways")
    known = {"token": running.token, "port": running.port}
    for path, headers, codes in (
        ("/", {}, {403}),
        ("/?token=wrong", {}, {403}),
        ("/?token={token}", {"Host": "evil.example:{port}"}, {403}),
        ("/?token={token}", {"Origin": "http://evil.example"}, {403}),
        ("/?token={token}", {}, {200}),
        ("/../../etc/passwd", {}, {404, 405}),
    ):
        sent = {"Host": running.host, **{key: value.format(**known) for key, value in headers.items()}}
        answer, text = running.ask("GET", path.format(**known), None, sent)
        assert answer in codes, (path, headers)
        assert ("recordlint report" in text) == (answer == 200), (path, headers)


def test_nonsense_is_refused(review) -> None:
    running = review("_pathways")
    own = {"Host": running.host, "Origin": f"http://{running.host}", "X-Recordlint-Token": running.token}
    for given in ("[]", "{", '{"mark": 5}', "[" * 100_000, '{"mark": "\\ud800"}'):
        assert running.ask("POST", "/accept", given, own)[0] == 400, given[:20]
    assert running.post("accept", {"mark": "unknown"})[0] == 409
    assert running.post("no-such-thing", {})[0] == 404
    assert running.ask("POST", "/accept", " " * 1_100_000, own)[0] == 413


def test_a_page_of_another_origin_gets_nothing(review, browser, records) -> None:
    running = review("_pathways")
    before = PATHWAY.read_bytes()
    watched = Watched(browser)
    watched.page.goto("data:text/html,<p>another")
    outcome = watched.page.evaluate(
        """async (address) => {
            try { return (await fetch(address, { method: "POST", mode: "no-cors", body: "{}" })).status; }
            catch (error) { return "refused"; }
        }""",
        f"http://{running.host}/accept-all",
    )
    assert outcome in (0, "refused")
    assert PATHWAY.read_bytes() == before


def test_axe_finds_nothing_serious(review, opened, shared) -> None:
    page = opened(review())
    page.click("button:text-is('Leave as it is …')")
    assert browsers.faults(page, browsers.axe(shared / "axe")) == []


def test_damaged_records_are_mended_as_by_fix(records, review, opened, corpus_records, tmp_path) -> None:
    folder = tmp_path / "damaged"
    (folder / "_pathways").mkdir(parents=True)
    for path in [each for each in corpus_records if each.name.startswith("WP")][::20][:50]:
        text = path.read_text("utf-8").replace("α", "Î±").replace("β", "Î²").replace(" and ", " and  ", 1)
        (folder / "_pathways" / path.name).write_text(re.sub(r"(?m)^(title: .*)$", r"\1 ", text), "utf-8")
    shutil.copytree(folder, tmp_path / "other")
    assert len(lint.fix(str(tmp_path / "other")).fixed) > 20
    page = opened(review(str(folder)))
    page.evaluate("window.confirm = () => false")
    page.click("#accept-all")
    assert page.inner_text("#told").startswith("Keys in the list")
    page.evaluate("window.confirm = (text) => { window.asked = text; return true; }")
    accepted = page.inner_text("#accept-all")
    page.click("#accept-all")
    told(page, "Fixed ")
    assert re.fullmatch(r"Accept \d+ safe fixes in \d\d files", accepted)
    assert page.evaluate("window.asked") == f"{accepted.replace('Accept', 'Write')}?"
    for path in (folder / "_pathways").iterdir():
        assert path.read_bytes() == (tmp_path / "other/_pathways" / path.name).read_bytes()


def damaged(title: str, number: int) -> str:
    return f"---\nwpid: WP{number}\ntitle: '{title} '\ndescription: IL-2RÎ± of a long text, no stub.\n---\n"


def test_all_fixes_are_those_of_the_list(records, review, opened) -> None:
    for number, title in ((997, "Caffeine"), (998, "Retinol")):
        Path(f"_pathways/WP{number}.md").write_text(damaged(title, number), "utf-8")
    page = opened(review("--select", "TXT001,TXT005"))
    page.fill("#search", "WP997")
    assert page.inner_text("#accept-all") == "Accept 2 safe fixes in 1 file"
    page.fill("#search", "WP997 TXT005")
    assert page.inner_text("#accept-all") == "Accept 1 safe fix in 1 file"
    before = {path.name: path.read_text("utf-8") for path in Path("_pathways").iterdir()}
    page.click("#accept-all")
    told(page, "Fixed 1 finding in 1 file.")
    before["WP997.md"] = before["WP997.md"].replace("'Caffeine '", "Caffeine")
    assert {path.name: path.read_text("utf-8") for path in Path("_pathways").iterdir()} == before
    assert page.inner_text("#accept-all") == "No safe fixes"
    assert page.is_disabled("#accept-all")


def test_while_something_is_written_nothing_else_can_be(records, review, opened) -> None:
    page = opened(review(*BOTH))
    page.route("**/accept-all", lambda route: None)  # which is never answered
    page.click("#accept-all")
    assert page.inner_text("#told") == "Writing 1 safe fix in 1 file …"
    assert page.is_disabled("#accept-all")
    assert page.is_disabled("#detail button:text-is('Skip')")
    page.focus("#list")
    page.keyboard.press("u")
    told(page, "Still writing")


def test_what_has_no_text_is_not_edited(database, review, opened) -> None:
    gpml = database / "pathways/WP2/WP2.gpml"
    gpml.write_text(
        re.sub("(?s)<Comment Source=.WikiPathways-description.*?</Comment>", "", gpml.read_text("utf-8")),
        "utf-8",
    )
    page = opened(review("--select", "CUR001,TXT005", "pathways/WP2/WP2.gpml"))
    page.fill("#search", "CUR001")
    assert status(page).startswith("1 finding in 1 drawing")
    assert page.locator("button:text-is('Edit …')").count() == 0
    page.focus("#list")
    page.keyboard.press("e")
    page.fill("#search", "TXT005")
    assert page.locator("button:text-is('Edit …')").count() == 1
    assert "␠" in page.inner_text("#detail del")
