from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lint.commands.genes import fetch
from lint.commands.main import main
from lint.core.errors import UsageError
from lint.records import hgnc, hgnc_download
from lint.settings import Settings
from lint.settings.loading import load

HEADER = "hgnc_id\tsymbol\tname\tstatus\tlocation\talias_symbol\tprev_symbol\tdate_modified\tentrez_id\tagr\n"
ROW = "HGNC:1\t{}\tname\tApproved\t1p1\t{}\t{}\t2020-01-01\t{}\t\n"
TCF4 = ROW.format("TCF4", '"E2-2|ITF2"', "", "6925")
TCF7L2 = ROW.format("TCF7L2", '"TCF-4|TCF4"', "TCF4", "6934")


def written(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text(header + "".join(rows), "utf-8")
    return path


class TestLoad:
    def test_symbols_and_ids(self, tmp_path: Path) -> None:
        found = hgnc.load(str(written(tmp_path / "set", TCF4, ROW.format("AASDH-DT", "", "", ""))))
        assert found.ids == {"TCF4": "6925", "AASDH-DT": ""}
        assert found.symbols == {"6925": "TCF4"}
        assert found.aliases == {"E2-2", "ITF2"}

    def test_a_symbol_that_another_gene_has_now_is_no_former_one(self, tmp_path: Path) -> None:
        assert hgnc.load(str(written(tmp_path / "set", TCF4, TCF7L2))).successors == {}
        assert hgnc.load(str(written(tmp_path / "other", TCF7L2))).successors == {"TCF4": ("TCF7L2",)}

    def test_a_former_symbol_of_several_genes(self, tmp_path: Path) -> None:
        rows = (ROW.format("A1", "", '"X|Y"', "1"), ROW.format("A2", "", "X", "2"))
        found = hgnc.load(str(written(tmp_path / "set", *rows)))
        assert found.successors == {"X": ("A1", "A2"), "Y": ("A1",)}

    def test_withdrawn_entries_are_left_out(self, tmp_path: Path) -> None:
        rows = TCF4.replace("Approved", "Entry Withdrawn")
        assert hgnc.load(str(written(tmp_path / "set", rows))).ids == {}

    def test_columns_are_found_by_name(self, tmp_path: Path) -> None:
        header = "entrez_id\tprev_symbol\talias_symbol\tstatus\tsymbol\r\n"
        row = "3576\tIL8\tSCYB8\tApproved\tCXCL8\r\n"
        found = hgnc.load(str(written(tmp_path / "set", row, header=header)))
        assert found.ids == {"CXCL8": "3576"}
        assert found.successors == {"IL8": ("CXCL8",)}

    def test_a_cut_row_is_no_gene(self, tmp_path: Path) -> None:
        assert hgnc.load(str(written(tmp_path / "set", TCF7L2, TCF4[:20]))).ids == {"TCF7L2": "6934"}

    def test_it_is_read_once(self, tmp_path: Path) -> None:
        path = written(tmp_path / "set", TCF4)
        found = hgnc.load(str(path))
        path.unlink()
        assert hgnc.load(str(path)) is found


class TestLocate:
    @pytest.fixture(autouse=True)
    def cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hgnc, "stored", lambda: tmp_path / "cache" / hgnc.NAME)

    def test_beside_the_settings_before_the_cache(self, tmp_path: Path) -> None:
        (tmp_path / "cache").mkdir()
        kept = written(tmp_path / "cache" / hgnc.NAME)
        assert hgnc.locate(hgnc.NAME, tmp_path) == kept
        beside = written(tmp_path / hgnc.NAME)
        assert hgnc.locate(hgnc.NAME, tmp_path) == beside

    def test_another_name_is_not_looked_for_in_the_cache(self, tmp_path: Path) -> None:
        (tmp_path / "cache").mkdir()
        written(tmp_path / "cache" / hgnc.NAME)
        with pytest.raises(FileNotFoundError):
            hgnc.locate("hgnc.txt", tmp_path)

    def test_a_folder_is_no_set(self, tmp_path: Path) -> None:
        (tmp_path / "set").mkdir()
        with pytest.raises(FileNotFoundError):
            hgnc.locate("set", tmp_path)

    def test_what_is_something_else(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        written(tmp_path / "set", header=HEADER.replace("prev_symbol", "previous"))
        with pytest.raises(ValueError, match="no column `prev_symbol`"):
            hgnc.locate("set", tmp_path)
        written(tmp_path / "set", TCF4)
        monkeypatch.setattr(hgnc, "MAX_SIZE", 100)
        with pytest.raises(ValueError, match="longer than 100 bytes"):
            hgnc.locate("set", tmp_path)


SET = (HEADER + TCF4 + TCF7L2).encode()


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Return a function that serves bytes over HTTP once more, and returns their address."""
    servers: list[HTTPServer] = []

    def start(body: bytes, *, status: int = 200, length: int | None = None, told: bool = True) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                if told:
                    self.send_header("Content-Length", str(len(body) if length is None else length))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/{hgnc.NAME}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def unwatched(chunks: Iterator[bytes], count: int | None) -> Iterable[bytes]:
    return chunks


class TestFetch:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hgnc_download, "MIN_GENES", 2)

    def test_the_set_is_stored(self, tmp_path: Path, serve: Callable[..., str]) -> None:
        target = tmp_path / "a" / "b" / hgnc.NAME
        assert hgnc_download.fetch(serve(SET), target, unwatched) == 2
        assert target.read_bytes() == SET
        assert list(target.parent.iterdir()) == [target]

    @pytest.mark.parametrize("told", [True, False])
    def test_the_chunks_are_counted(self, tmp_path: Path, serve: Callable[..., str], told: bool) -> None:
        body = SET + TCF4.encode() * 2_000
        seen: list[int | None] = []

        def watch(chunks: Iterator[bytes], count: int | None) -> Iterator[bytes]:
            passed = list(chunks)
            seen.extend([count, len(passed)])
            yield from passed

        hgnc_download.fetch(serve(body, told=told), tmp_path / "set", watch)
        assert (tmp_path / "set").read_bytes() == body
        assert seen == [2 if told else None, 2]

    @pytest.mark.parametrize(
        ("served", "error", "told"),
        [
            ({"body": b"<html>Sign in</html>"}, ValueError, "no column `symbol`"),
            ({"body": b""}, ValueError, "no column `symbol`"),
            ({"body": SET[:-40]}, ValueError, "only 1 of at least 2 genes"),
            ({"body": SET, "length": len(SET) + 1}, OSError, "broke off after"),
            ({"body": b"", "status": 404}, OSError, "cannot be read: HTTP Error 404"),
            ({"body": SET * 500}, ValueError, "longer than 100,000 bytes"),
            ({"body": SET * 500, "told": False}, ValueError, "longer than 100,000 bytes"),
        ],
    )
    def test_what_is_no_whole_set_is_not_stored(
        self,
        tmp_path: Path,
        serve: Callable[..., str],
        monkeypatch: pytest.MonkeyPatch,
        served: dict[str, object],
        error: type[Exception],
        told: str,
    ) -> None:
        monkeypatch.setattr(hgnc_download, "MAX_SIZE", 100_000)
        target = tmp_path / "set"
        target.write_text("the old set")
        with pytest.raises(error, match=told):
            hgnc_download.fetch(serve(**served), target, unwatched)
        assert target.read_text() == "the old set"
        assert list(tmp_path.iterdir()) == [target]

    def test_an_interrupt_leaves_nothing_behind(self, tmp_path: Path, serve: Callable[..., str]) -> None:
        def watch(chunks: Iterator[bytes], count: int | None) -> Iterator[bytes]:
            yield next(chunks)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            hgnc_download.fetch(serve(SET), tmp_path / "set", watch)
        assert list(tmp_path.iterdir()) == []

    def test_no_answer(self, tmp_path: Path) -> None:
        with pytest.raises(OSError, match="cannot be read"):
            hgnc_download.fetch("http://127.0.0.1:9/set", tmp_path / "set", unwatched)

    @pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/set", "set.txt", "data:,symbol"])
    def test_other_addresses_are_refused(self, tmp_path: Path, url: str) -> None:
        with pytest.raises(ValueError, match="does not begin with https"):
            hgnc_download.fetch(url, tmp_path / "set", unwatched)


SMALL = (
    "symbol\tstatus\talias_symbol\tprev_symbol\tentrez_id\n"
    "TP53\tApproved\t\t\t7157\nCXCL8\tApproved\t\tIL8\t3576\n"
)
FIGURE = "---\nfigid: PMC1__f1\ngenes:\n- word: p53\n  hgnc_symbol: TP53\n  entrez: '7158'\n---\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    (folder / "_figures").mkdir(parents=True)
    (folder / "_figures" / "PMC1__f1.md").write_text(FIGURE)
    monkeypatch.chdir(folder)
    return folder


def recordlint(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def codes(result: Result) -> list[str]:
    return [finding["code"] for finding in json.loads(result.stdout)["findings"]]


def check() -> Result:
    return recordlint("check", "--select", "GEN", "--level", "info", "--output-format", "json")


class TestCommand:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hgnc_download, "MIN_GENES", 2)

    @pytest.fixture(autouse=True)
    def cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Return where the set is stored, below a user's cache folder for this test."""
        path = tmp_path / "cache" / hgnc.NAME
        monkeypatch.setattr(hgnc, "stored", lambda: path)
        return path

    def test_from_the_download_to_a_finding(
        self, repository: Path, cache: Path, serve: Callable[..., str]
    ) -> None:
        assert codes(check()) == []
        fetched = recordlint("genes", "fetch", "--url", serve(SMALL.encode()))
        assert fetched.exit_code == 0, fetched.output
        assert "2 genes" in fetched.stdout
        assert cache.read_text() == SMALL
        # Without a setting, what one user fetched changes nothing.
        assert codes(check()) == []
        (repository / "recordlint.toml").write_text(fetched.stdout[fetched.stdout.index("[genes]") :])
        found = check()
        assert codes(found) == ["GEN003"]
        assert found.exit_code == 1

    def test_another_place(self, repository: Path, cache: Path, serve: Callable[..., str]) -> None:
        fetched = recordlint("genes", "fetch", "--url", serve(SMALL.encode()), "--output", "data/genes.tsv")
        assert fetched.exit_code == 0, fetched.output
        assert not cache.exists()
        (repository / "recordlint.toml").write_text(fetched.stdout[fetched.stdout.index("[genes]") :])
        assert codes(check()) == ["GEN003"]

    @pytest.mark.parametrize(
        ("served", "told"), [({"body": b"", "status": 503}, "Error 503"), ({"body": b"no set"}, "no column")]
    )
    def test_what_cannot_be_had(
        self, cache: Path, serve: Callable[..., str], served: dict[str, object], told: str
    ) -> None:
        fetched = recordlint("genes", "fetch", "--url", serve(**served))
        assert fetched.exit_code == 2
        assert told in fetched.output
        assert "Traceback" not in fetched.output
        assert not cache.exists()

    def test_the_official_address_is_the_default(self) -> None:
        (option,) = (each for each in fetch.params if each.name == "url")
        assert option.default == hgnc.URL


class TestSettings:
    @pytest.fixture
    def named(self, tmp_path: Path) -> Callable[[str], Settings]:
        def settings(name: str) -> Settings:
            (tmp_path / "recordlint.toml").write_text(f'[genes]\nhgnc = "{name}"\n')
            below = tmp_path / "a"
            below.mkdir(exist_ok=True)
            return load(below)

        return settings

    def test_the_path_counts_from_the_settings_file(
        self, tmp_path: Path, named: Callable[[str], Settings]
    ) -> None:
        (tmp_path / "set.txt").write_text(SMALL)
        assert named("set.txt").genes.hgnc == str(tmp_path / "set.txt")
        options = [
            rule.options.hgnc
            for rule in named("set.txt").enabled_rules()
            if rule.code in ("GEN002", "GEN003")
        ]
        assert options == [str(tmp_path / "set.txt")] * 2

    def test_none_by_default(self) -> None:
        options = [
            rule.options.hgnc for rule in Settings().enabled_rules() if rule.code in ("GEN002", "GEN003")
        ]
        assert options == ["", ""]

    def test_a_path_that_flags_do_not_change(self, tmp_path: Path, named: Callable[[str], Settings]) -> None:
        (tmp_path / "set.txt").write_text(SMALL)
        named("set.txt")
        assert load(tmp_path / "a", select=("GEN",)).genes.hgnc == str(tmp_path / "set.txt")

    def test_a_file_that_is_not_there(self, named: Callable[[str], Settings]) -> None:
        with pytest.raises(UsageError, match=r"recordlint\.toml:2: genes\.hgnc: .*genes fetch"):
            named("set.txt")

    def test_a_file_that_is_something_else(self, tmp_path: Path, named: Callable[[str], Settings]) -> None:
        (tmp_path / "set.txt").write_text("symbol\n")
        with pytest.raises(UsageError, match=r"genes\.hgnc: must name HGNC's complete set .*`status`"):
            named("set.txt")

    def test_an_unknown_key(self, tmp_path: Path) -> None:
        (tmp_path / "recordlint.toml").write_text("[genes]\nncbi = 'x'\n")
        with pytest.raises(UsageError, match=r"genes\.ncbi: there is no such key"):
            load(tmp_path)


def test_the_set_is_stored_in_the_user_s_cache_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = hgnc.stored()
    assert "recordlint" in path.parts
    assert path.name == hgnc.NAME
