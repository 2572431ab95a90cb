"""Measure how the work on a record grows with each of its inputs, and print a table.

    python -m benchmarks.growth [--inputs WORD] [--all]

It counts steps, not seconds: executed lines of Python, the same on every machine. An input has two sizes,
the second twice the first, and each rule, the fix, each report format and each corpus rule works on both.
Work that takes much more than twice the steps grows faster than its input.
"""

from __future__ import annotations

import argparse
import gc
import io
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import FrameType
from typing import Any

from lint import documents
from lint.checker.corpus import Corpus
from lint.checker.file_checker import FileChecker
from lint.core.findings import Detail
from lint.core.formats import FORMATS
from lint.documents import GPML
from lint.kinds import recognise
from lint.records.record import Record
from lint.reports import Style, writer
from lint.results.findings import Findings
from lint.results.packed import PackedResults
from lint.results.run_result import RunResult
from lint.rules import CorpusRule, Fact, FormatRule, Rule, registry
from lint.settings import Settings
from lint.settings.loading import load

MOST = 2.2
"""How many times the steps twice the input may take."""
SLACK = 1_000
"""How many steps more are of no account."""

Made = tuple[str, Mapping[str, str]]
"""The text of a file, and those of others beside it: sidecars by their names, and pages in their folders."""


_AS_LETTERS = str.maketrans("01", "kv")


@dataclass(frozen=True)
class Input:
    """Something in a record that there may be much of."""

    name: str
    make: Callable[[int], Made]
    """Takes how much there is of it."""
    size: int = 30
    kind: str = "pathway"
    """A key of `FILES`."""


@dataclass(frozen=True)
class Row:
    """What was measured: what worked on which input, and the steps for it and for twice as much."""

    what: str
    on: str
    steps: int
    twice: int

    def __str__(self) -> str:
        mark = "" if self.is_linear else " !"
        return f"| {self.what} | {self.on} | {self.steps:,} | {self.twice:,} | {self.ratio:.2f}{mark} |"

    @property
    def ratio(self) -> float:
        """How many times the steps twice the input takes."""
        return self.twice / max(self.steps, 1)

    @property
    def is_linear(self) -> bool:
        """Whether the steps grow with the input and no faster."""
        return self.twice <= MOST * self.steps + SLACK


# Inputs -------------------------------------------------------------------------------------------


def _lines(line: str, number: int) -> str:
    """Return a line *number* times, `{0}` in it numbered by as many digits each time."""
    return "".join(f"{line.format(1_000 + index)}\n" for index in range(number))


def _pathway(fields: str, beside: Mapping[str, str] | None = None) -> Made:
    return f"---\nwpid: WP1\n{fields}\n---\n", beside or {}


def _figure(fields: str, beside: Mapping[str, str] | None = None) -> Made:
    return f"---\nfigid: PMC1__f1\n{fields}\n---\n", beside or {}


def _text(name: str, word: str, size: int = 24) -> Iterator[Input]:
    """Yield texts of very many *word*: a description, its copy, and a title; a caption; a block."""

    def pathway(number: int) -> Made:
        text = (word * number).replace("'", "''")
        return _pathway(f"description: '{text}'\nschema-jsonld:\n- description: '{text}x'\ntitle: '{text}'")

    def figure(number: int) -> Made:
        text = (word * number).replace("'", "''")
        return _figure(f"caption: '{text}'\nfigtitle: '{text}'\nschema-jsonld:\n  description: '{text}'")

    def block(number: int) -> Made:
        return _pathway(f"description: | # by hand\n{_lines(f'  a {word} b', 4 * number)}")

    yield Input(f"{name} in texts", pathway, size)
    yield Input(f"{name} in a caption", figure, size // 2, "figure")
    yield Input(f"{name} in a block", block, size // 2)


def _keywords(name: str, word: str, *, table: str = "", size: int = 30) -> Iterator[Input]:
    """Yield lists of very many keywords: as the generator writes them, by hand, and between brackets."""

    def beside(number: int) -> dict[str, str]:
        return {"_data/WP1-datanodes.tsv": "Label\tType\n" + _lines(table, number)} if table else {}

    def generated(number: int) -> Made:
        items = "".join(f"  - {word.format(1_000 + number - index)}\n" for index in range(number))
        return _pathway(f"schema-jsonld:\n- keywords:\n{items}", beside(number))

    def by_hand(number: int) -> Made:
        items = "".join(f"  - {word.format(1_000 + number - index)} # x\n" for index in range(number))
        return _pathway(f"# by hand\nschema-jsonld:\n- keywords:\n{items}", beside(number))

    def in_brackets(number: int) -> Made:
        items = ", ".join(word.format(1_000 + number - index) for index in range(number))
        return _pathway(f"schema-jsonld:\n- keywords: [{items}]", beside(number))

    for form, make in (("", generated), (" by hand", by_hand), (" in brackets", in_brackets)):
        yield Input(f"{name}{form}", make, size if form else size // 2)


def _rows(line: str, number: int) -> str:
    columns = "word\tmatch\tncbigene_symbol\tncbigene_id\torganism_id\tsource\n"
    return columns + _lines(line, number)


def _inputs() -> Iterator[Input]:
    """Yield what there may be much of."""
    yield from _text("words", "abc ")
    yield from _text("different sentences", "It binds. ")
    yield from _text("mojibake", "Î± a Ã© ")
    yield from _text("Cyrillic mojibake", "РџСЂРёРІРµС‚ a ")
    yield from _text("entities", "&beta; a a a ")
    yield from _text("lost characters", "IL-1? � Sj?gren ")
    yield from _text("invisible characters", "a\u200bb ", 15)
    yield from _text("escapes", "\\u03b1 $\\beta$ ")
    yield from _text("look-alikes", "ß-catenin ∆F508 5 µM 5 μM ")
    yield from _text("markup", "<i>E. coli</i> [[Glycolysis]] '''b''' ")
    yield from _text("stray spaces", "a  b ")
    yield from _text("cut references", "as in . See  and  for ")
    yield from _text("stock phrases", "you must cite ")
    yield from _text("line breaks", "a\n\n  b\n\n  ")
    yield from _text("links", _LINKS, 8)
    yield from _text("slips of the pen", _SLIPS, 4)
    yield from _keywords("keywords", "k{0}")
    yield from _keywords("keywords with a table", "k{0}", table="L{0}\tx")
    yield from _keywords("keywords of a table", "k{0}", table="k{0}\tx")
    yield from _keywords("damaged keywords", "'Î± {0} '", table="α {0}\tx", size=15)
    yield from _keywords("keywords with lost letters", "Sj?gren {0}", table="Sjögren {0}\tx", size=60)
    yield from _keywords("equal keywords", "'same '")
    yield from _keywords("misread keywords", "1e{0}")
    yield from _keywords("empty keywords", "'?'")
    yield from _keywords("keywords of R", ".na.character", table=".na.character\tx")
    yield from _keywords("ions", "Ca2+")
    yield from _keywords("genes as dates", "2-Sep", table="2-Sep\tx", size=15)
    yield Input(
        "spellings of a keyword",
        lambda n: _pathway(
            "schema-jsonld:\n- keywords:\n" + "".join(f"  - '{_spelling(i)}'\n" for i in range(n))
        ),
    )
    yield Input(
        "a long keyword",
        lambda n: _pathway(
            f"schema-jsonld:\n- keywords: [{'a' * n}]",
            {"_data/WP1-datanodes.tsv": f"Label\tx\n{'a' * n}b\ty\n"},
        ),
        1_000,
    )
    yield Input(
        "lists of keywords and a table",
        lambda n: _pathway(
            f"schema-jsonld:\n{_lines('- keywords: [a{0}, a{0}]', n)}",
            {"_data/WP1-datanodes.tsv": "Label\tType\n" + _lines("L{0}\tx", n)},
        ),
        20,
    )
    yield Input(
        "many lists of keywords and a table",
        lambda n: _pathway(
            f"schema-jsonld:\n{_lines('- keywords: [a{0}]', n)}",
            {"_data/WP1-datanodes.tsv": "Label\tType\n" + _lines("L{0}\tx", n)},
        ),
        250,
    )
    yield Input(
        "many lists of keywords, a table and a source",
        lambda n: _pathway(
            f"schema-jsonld:\n{_lines('- keywords: [a{0}]', n)}",
            {
                "_data/WP1-datanodes.tsv": "Label\tType\n" + _lines("L{0}\tx", n),
                "WP1.gpml": '<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="x" Version="WP1_r1" '
                'Author="[Egonw]" Organism="Mus musculus">\n'
                + _lines('<DataNode TextLabel="L{0}" GraphId="a{0}" Type="Metabolite" />', n)
                + "</Pathway>\n",
            },
        ),
        150,
    )
    yield Input(
        "copies",
        lambda n: _pathway(
            f"title: {'a b ' * n}\ndescription: {'x y ' * n}\nschema-jsonld:\n"
            + _lines("- description: Î± {0}\n  name: z{0}", n)
        ),
        20,
    )
    yield Input(
        "like words",  # with one beginning and one end
        lambda n: _pathway(
            f"title: a\ndescription: {' '.join(f'w{i:012b}ing'.translate(_AS_LETTERS) for i in range(n))}"
        ),
        20,
    )
    yield Input(
        "equal copies",
        lambda n: _pathway(
            "title: a\ndescription: x\nschema-jsonld:\n"
            + _lines("- {{description: x, name: CreativeWork}}", n)
        ),
        20,
    )
    yield Input(
        "authors and pages",
        lambda n: _pathway(
            f"authors:\n{_lines('- Auhtor{0}', n)}", {f"_authors/Author{i}.md": "" for i in range(n)}
        ),
    )
    yield Input(
        "organisms and a long title",
        lambda n: _pathway(
            f"title: {'long ' * n}\ndescription: {'It is described. ' * n}\norganisms:\n{_lines('- O{0}', n)}"
        ),
    )
    yield Input("equal authors", lambda n: _pathway(f"authors:\n{_lines('- a', n)}"))
    yield Input("numbers in a list", lambda n: _pathway(f"communities:\n- 1\n{_lines('- {0}', n)}"))
    yield Input("lists in a list", lambda n: _pathway(f"citedin:\n{_lines('- [{0}]', n)}- [1]"))
    yield Input(
        "annotations",
        lambda n: _pathway(f"annotations:\n{_lines('- id: PW:{0}', n)}{_lines('- type: x', n)}"),
    )
    yield Input(
        "annotations of the wrong ontology",
        lambda n: _pathway(
            f"annotations:\n{_lines('- {{id: DOID:{0}, parent: x, type: Pathway Ontology, value: v{0}}}', n)}"
        ),
    )
    yield Input(
        "papers that cite", lambda n: _pathway(f"citedin:\n{_lines('- {{link: x{0}, title: y}}', n)}"), 15
    )
    yield Input(
        "leaked annotations",
        lambda n: _pathway(f"annotations:\n{_lines('- {{id: .na.character, value: .na.character}}', n)}"),
    )
    yield Input("leaked items", lambda n: _pathway(f"authors:\n{_lines('- .na.character', n)}"))
    yield Input("unknown fields", lambda n: _pathway(_lines("field{0}: x", n)))
    yield Input(
        "fields of no type", lambda n: _pathway(f"citedin:\n{_lines('- {{title: 2010, link: {0}}}', n)}")
    )
    yield Input(
        "former addresses",
        lambda n: _pathway(
            "revision: r1\nredirect_from:\n" + _lines("- /instance/WP1_r{0}\n- /index.php/Pathway:WP{0}", n)
        ),
    )
    yield Input("comments", lambda n: _pathway(_lines("a{0}: x #{0} y\n#{0} and so on", n)))
    yield Input("lines of comments", lambda n: _pathway(f"title: a\n{_lines('# {0}', n)}title2: 'b  c'"))
    yield Input(
        "suppressions", lambda n: _pathway(_lines("a{0}: 'x' # recordlint: ignore[TXT001, TXT00{0}]", n)), 20
    )
    yield Input(
        "suppressions above a value",
        lambda n: _pathway(f"{_lines('# recordlint: ignore[TXT001]', n)}authors: [{', '.join(['a'] * n)}]"),
        120,
    )
    yield Input(
        "comments like suppressions",
        lambda n: _pathway(
            "schema-jsonld:\n- keywords:\n" + _lines("  - 'a ' # recordlint ignore TXT005", n)
        ),
    )
    yield Input("aliases", lambda n: _pathway(f"title: &a 'a  b'\nauthors:\n{_lines('- *a', n)}"))
    yield Input("anchors", lambda n: _pathway(f"{_lines('a{0}: &a{0} x', n)}{_lines('b{0}: *a{0}', n)}"))
    yield Input(
        "merges", lambda n: _pathway(f"{_lines('a{0}: &a{0} {{x: {0}}}', n)}b:\n{_lines('  <<: *a{0}', n)}")
    )
    yield Input("equal fields", lambda n: _pathway(_lines("same: x", n)))
    yield Input("fields that stand twice", lambda n: _pathway(_lines("a{0}: x\na{0}: x", n)))
    yield Input("dates", lambda n: _pathway(_lines("a{0}: 2025-02-30\nb{0}: 2025-01-01", n)))
    yield Input(
        "depth",
        lambda n: _pathway("a:\n" + "".join(f"{' ' * i}a{i}:\n" for i in range(1, n)) + " " * n + "x"),
        40,
    )
    yield Input("lines of YAML that is none", lambda n: _pathway(f"{_lines('a{0}: x', n)}b: c: d"))
    yield Input("lines with forbidden characters", lambda n: _pathway(_lines("a{0}: Î\x94Np63 and Î±", n)))
    yield Input(
        "genes",
        lambda n: _figure(
            "genes:\n"
            + _lines(
                "- word: w{0}\n  symbol: s\n  source: hgnc_alias_symbol\n"
                "  hgnc_symbol: G{0}\n  entrez: '{0}'",
                n,
            )
        ),
        kind="figure",
    )
    yield Input(
        "equal genes",
        lambda n: _figure(
            "genes:\n"
            + _lines("- word: w\n  symbol: s\n  source: hgnc_symbol\n  hgnc_symbol: G1\n  entrez: '1'", n)
        ),
        kind="figure",
    )
    yield Input(
        "former genes",
        lambda n: _figure(
            f"schema-jsonld:\n  keywords:\n{_lines('  - F{0}', n)}genes:\n{_lines('- hgnc_symbol: F{0}', n)}"
        ),
        kind="figure",
    )
    yield Input(
        "rows of genes, organisms and keywords",
        lambda n: _figure(
            f"caption: {'AB-1 ' * n}\nschema-jsonld:\n  keywords:\n{_lines('  - G{0}', n)}",
            {"_data/PMC1__f1-genes.tsv": _rows("A-{0}\tM-{0}\tG{0}\t{0}\t{0}\tncbigene_synonym", n)},
        ),
        kind="figure",
    )
    yield Input(
        "names and a caption",
        lambda n: _figure(
            f"caption: {'A- -A and ' * n}\nschema-jsonld:\n  keywords:\n{_lines('  - A-{0}', n)}",
            {"_data/PMC1__f1-genes.tsv": _rows("A{0}\tand\tA-{0}\t{0}\t9606\tncbigene_synonym", n)},
        ),
        kind="figure",
    )

    yield from _with_tables()
    yield from _sources()
    yield from _several()


def _with_tables() -> Iterator[Input]:
    """Yield rows of tables that are at fault."""
    heading = "Label\tType\tIdentifier\tComment\tDatabase\tEnsembl\n"

    def of_mice(number: int) -> Made:
        items = _lines("  - K{0}", number)
        rows = _lines("K{0}\tGeneProduct\tensembl:ENSMUSG0000000{0}\t\tEnsembl\tx", number)
        fields = f"organisms: [Homo sapiens]\nschema-jsonld:\n- keywords:\n{items}"
        return _pathway(fields, {"_data/WP1-datanodes.tsv": heading + rows})

    def torn(number: int) -> Made:
        items = _lines("  - K{0}", number)
        rows = _lines("K{0}\t x\tGeneProduct\tK{0}\t\tEnsembl\tx", number)
        return _pathway(f"schema-jsonld:\n- keywords:\n{items}", {"_data/WP1-datanodes.tsv": heading + rows})

    yield Input("genes of another species", of_mice, 15)
    yield Input("torn rows", torn, 15)


def _sources() -> Iterator[Input]:
    """Yield what a source may hold much of, and a record with a source."""

    def gpml(inside: str, *, author: str = "[Egonw]", comment: str = "x") -> str:
        return (
            '<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="x" Version="WP1_r1" '
            f'Author="{author}" Organism="Mus musculus">\n<Comment Source="WikiPathways-description">'
            f"{comment}</Comment>\n{inside}</Pathway>\n"
        )

    def node(label: str) -> str:
        return (
            f'<DataNode TextLabel="{label}" GraphId="a{{0}}" Type="Metabolite">'
            '<Xref Database="ChEBI" ID="{0}" /></DataNode>'
        )

    def nodes(label: str) -> Callable[[int], Made]:
        return lambda number: (gpml(_lines(node(label), number)), {})

    def publications(number: int) -> Made:
        cited = _lines("<BiopaxRef>b{0}</BiopaxRef>", number)
        papers = _lines(
            '<bp:PublicationXref rdf:id="a{0}"><bp:ID>x</bp:ID><bp:DB>PubMed</bp:DB></bp:PublicationXref>',
            number,
        )
        terms = _lines(
            "<bp:openControlledVocabulary><bp:ID>PW_{0}</bp:ID></bp:openControlledVocabulary>", number
        )
        biopax = 'xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#"'
        rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        return gpml(f"{cited}<Biopax {biopax} {rdf}>\n{papers}{terms}</Biopax>\n"), {}

    def derived(number: int) -> Made:
        items = _lines("  - L{0}", number)
        return _pathway(
            f"title: y\nschema-jsonld:\n- keywords:\n{items}- keywords: [a]\n- keywords: [b]",
            {
                "WP1.gpml": gpml(_lines(node("L{0}"), number)),
                "_data/WP1-datanodes.tsv": "Label\tType\n" + _lines("L{0}\tMetabolite", number - 1),
            },
        )

    yield Input("labels of a source", nodes("Retinoic&#xA;acid{0}  Î± Ca2+"), 15, "source")
    yield Input("labels that tear tables", nodes("&quot;p53&#x9;({0}&quot;"), 15, "source")
    yield Input("publications of a source", publications, 15, "source")
    yield Input("authors of a source", lambda n: (gpml("", author=f"[{'Egonw ,a, ' * n}]"), {}), 60, "source")
    yield Input("words in a source", lambda n: (gpml("", comment=_SLIPS * n), {}), 10, "source")
    yield Input("a record with a source", derived, 15)


def _several() -> Iterator[Input]:
    """Yield records of one file, in JSON and in YAML, and what stands below front matter."""

    def in_json(number: int) -> Made:
        record = '{{"id": "n{0}", "title": "a  b", "text": "Î± {0}", "copy": "Î± {0}x", "tags": ["gree{0}"]}}'
        return f'{{"notes": [\n{_lines(f"{record},", number)}{{}}\n]}}\n', {}

    def in_yaml(number: int) -> Made:
        record = '- id: same\n  title: "a  b"\n  text: "Î± {0}"\n  copy: "Î±"\n  others: [n{0}]'
        return f"notes:\n{_lines(record, number)}", {}

    yield Input("records in JSON", in_json, 15, "json")
    yield Input("equal fields of JSON", lambda n: ("{" + _lines('"a": 1,', n) + '"a": 2}', {}), 30, "json")
    yield Input("records in YAML", in_yaml, 15, "yaml")
    yield Input("documents of YAML", lambda n: (_lines("---\nid: n{0}\ntags: [gren]", n), {}), 30, "yaml")
    yield Input("the text of a page", lambda n: (f"---\nid: x\n---\n{_lines(_SLIPS, n)}", {}), 10, "page")


_LINKS = (
    "[a](www.x.org) [b]((https://x.org)) http://a.org (https://b.org) [c](http://www.biocarta.com/c) "
    "[10.1000/a](https://doi.org/10.1000/b) [[wikipedia:Heme]] (CITS:[10207060]) [Begley01].[4][22] "
)
_SLIPS = (
    "The the homeostatis of E. Coli(x).It is -ketoglutarate and -tubulin in Mus Musculus, \ufb01brosis "
    "and 𝛽 e\u0301 "
)


def _spelling(number: int) -> str:
    """Return a word in one of very many ways to write it, which differ in capitals alone."""
    return "".join(
        letter.upper() if number >> place & 1 else letter for place, letter in enumerate("abcdefghijkl")
    )


INPUTS = {each.name: each for each in _inputs()}
"""What there may be much of, by its name."""


# Steps --------------------------------------------------------------------------------------------


def counted(work: Callable[[], object]) -> int:
    """Return how many lines of Python are run in *work*, those of libraries too."""
    number = 0

    def each(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal number
        number += 1
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        work()
    finally:
        sys.settrace(before)
    return number


def grown(work: Callable[[int], object], size: int, what: str = "work", on: str = "input") -> Row:
    """Return how the steps of *work*, which takes how much there is to do, grow from a size to twice that."""
    return Row(what, on, *(counted(partial(work, number)) for number in (size, 2 * size)))


@cache
def _caches() -> list[Any]:
    """Return the functions that keep what they returned, of which a second measurement would make use."""
    kind = type(_caches)
    found = [each for each in gc.get_objects() if type(each) is kind]
    return [each for each in found if each.cache_parameters()["maxsize"] is not None]


def _forget() -> None:
    for each in _caches():
        each.cache_clear()


class Beside:
    """The files beside a record, given as texts; what `lint.checker.file_checker.Inputs` asks for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def sidecar(self, key: tuple[str, str | None]) -> bytes | None:
        """Return the content of a sidecar."""
        text = next((text for name, text in self._texts.items() if key[0].endswith(f"/{name}")), None)
        return None if text is None else text.encode()

    def names(self, key: tuple[str, str | None]) -> frozenset[str] | None:
        """Return the names of the pages in a folder."""
        return self.pages(key[0].rpartition("/")[2])

    def pages(self, folder: str) -> frozenset[str] | None:
        """Return the names of the pages in a folder, by its name."""
        inside = (name.partition("/") for name in self._texts)
        return frozenset(name.removesuffix(".md") for its, _, name in inside if its == folder) or None

    def stamp(self, key: tuple[str, str | None]) -> None:
        """Return nothing: texts do not change."""

    def digest(self, key: tuple[str, str | None]) -> str:
        """Return nothing: texts do not change."""
        return ""


FILES = {
    "pathway": "_pathways/WP1.md",
    "figure": "_figures/PMC1__f1.md",
    "source": "pathways/WP1/WP1.gpml",
    "json": "_notes/a.json",
    "yaml": "_notes/a.yml",
    "page": "_pages/a.md",
}
"""The file that holds an input, whose path says of which kind the record is."""
_FIELDS = """
schema = "any.schema.json"
id = "id"
one-line = ["id", "title", "tags", "others"]
text = ["text", "copy"]
copies = {text = "copy"}
references = {others = "note"}
unique = ["title"]
vocabulary = {tags = ["green", "red"]}
"""
_SETTINGS = f"""
level = "info"
unsafe-fixes = true

[[kinds]]
name = "note"
files = ["_notes/*.json", "_notes/*.yml"]
items = "notes"
{_FIELDS}
[[kinds]]
name = "page"
files = ["_pages/*.md"]
body = true
{_FIELDS}"""
"""By which everything is shown and fixed, with two kinds of their own."""


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="recordlint-growth-"))


@cache
def _settings() -> Settings:
    Path(_folder(), "any.schema.json").write_text("{}")
    Path(_folder(), "recordlint.toml").write_text(_SETTINGS)
    return load(_folder())


def record_of(given: Input, number: int) -> Record:
    """Return the record with a *number* of the input."""
    text, texts = given.make(number)
    data, file = text.encode(), FILES[given.kind]
    kind = recognise(f"/{file}", data, _settings().all_kinds())
    assert kind is not None
    beside = Beside(texts)
    source = texts.get("WP1.gpml")
    return Record(
        documents.read(data, path=file, format=kind.format),
        kind,
        file,
        texts.get,
        lambda folder, field: beside.pages(folder),
        lambda id_: None if source is None else (f"{id_}.gpml", source.encode(), ""),
    )


@cache
def _hgnc() -> str:
    """Return the path of a set of genes in the form of HGNC's."""
    path = _folder() / "hgnc_complete_set.txt"
    rows = _lines("G{0}\tApproved\t\tF{0}\t9{0}", 2_000)
    path.write_text(f"symbol\tstatus\talias_symbol\tprev_symbol\tentrez_id\n{rows}")
    return str(path)


def _rule(rule: type[Rule]) -> Rule:
    has_set = hasattr(rule.Options(), "hgnc")
    return rule(rule.Options(hgnc=_hgnc())) if has_set else rule()  # type: ignore[call-arg]


def _check(rule: Rule, record: Record) -> None:
    if record.document.problem is not None and not isinstance(rule, FormatRule):
        return
    if rule.kinds is None or record.kind.name in rule.kinds:
        if type(rule).check is not CorpusRule.check and rule.might_match(record):
            list(rule.check(record))
        if isinstance(rule, CorpusRule):
            for _, data in rule.facts(record):
                _spell(data)


def _spell(data: str) -> None:
    """Go through what is kept or shown of a record, so that its length counts as well."""
    for _ in range(0, len(data), 10):
        pass


def _write(name: str, packed: PackedResults) -> None:
    """Write a report in the format *name*, and go through it, so that its length counts as well."""
    found, stream = Findings(), io.StringIO()
    found.add(packed.findings, "")
    writer(name)(RunResult(found, files=1, records=1, counts=packed.counts), _settings(), stream, Style())
    _spell(stream.getvalue())


def _work(given: Input) -> dict[str, Callable[[int], Callable[[], object]]]:
    """Return what works on an input, by name: each takes how much, and returns what is to be counted."""
    settings = _settings()

    def reading(number: int) -> Callable[[], object]:
        data = given.make(number)[0].encode()
        return lambda: documents.read(
            data, path=FILES[given.kind], format=GPML if given.kind == "source" else ""
        )

    def checker(number: int, **how: Any) -> tuple[FileChecker, bytes]:
        text, texts = given.make(number)
        return FileChecker(settings, Beside(texts), **how), text.encode()

    def fix(number: int) -> Callable[[], object]:
        its, data = checker(number)
        return lambda: its.fix(FILES[given.kind], data)

    def reports(number: int) -> Callable[[], object]:
        its, data = checker(number, detail=Detail(~0))

        def work() -> None:
            packed = PackedResults.of([its.check(FILES[given.kind], data)])
            for name in ("full", "sarif", "rdjson", "csv"):
                _write(name, packed)

        return work

    return {"reading": reading, "fix": fix, "reports": reports}


def of_rules(given: Input) -> Iterator[Row]:
    """Yield how the steps of each rule grow with an input."""
    rules = {code: _rule(rule) for code, rule in registry().items()}
    steps: dict[str, list[int]] = {code: [] for code in rules}
    for number in (2, given.size, 2 * given.size):  # the first for what is imported and compiled
        record = record_of(given, number)
        _forget()
        for code, rule in rules.items():
            steps[code].append(counted(partial(_check, rule, record)))
    for code, (_, once, twice) in steps.items():
        yield Row(code, given.name, once, twice)


def of_work(given: Input) -> Iterator[Row]:
    """Yield how the steps of reading, fix and reports grow with an input."""
    for name, made in _work(given).items():
        made(2)()
        steps: list[int] = []
        for number in (given.size, 2 * given.size):
            work = made(number)
            _forget()
            steps.append(counted(work))
        yield Row(name, given.name, *steps)


# Records ------------------------------------------------------------------------------------------


def _facts(number: int) -> Iterator[tuple[str, str, list[Fact]]]:
    """Yield facts of very many records, or of very many in one: the rule, what there is much of, and they."""

    def fact(file: int, data: str, path: tuple[Any, ...] = ("x",)) -> Fact:
        return Fact(f"_pathways/WP{file}.md", "pathway", f"WP{file}", path, data)

    many = range(number)
    yield "DUP006", "records with one id", [fact(n, "WP1") for n in many]
    yield "DUP005", "records with one title", [fact(n, "title\nHomo sapiens") for n in many]
    yield "DUP004", "records with one description", [fact(n, "0 Homo sapiens\ntitle") for n in many]
    yield (
        "DUP004",
        "records with one description and other titles",
        [fact(n, f"0 Homo sapiens\ntitle{n}") for n in many],
    )
    yield "REF005", "records with one address", [fact(n, "claimed\n/x") for n in many]
    yield "REF005", "claims of one record", [fact(n // (number - 1), "claimed\n/x", ("r", n)) for n in many]
    yield "GEN001", "ids of one symbol", [fact(n, f"HGNC\n\nG\t{n}") for n in many]
    yield (
        "GEN001",
        "genes of two records",
        [fact(file, "\n".join(["HGNC", "", *(f"G{n}\t{n + file}" for n in many)])) for file in range(2)],
    )
    yield "KEY006", "words nearly alike", [fact(n, f"tags\nwords{'s' * (n % 7 < 6)}{n // 7}") for n in many]
    yield (
        "KEY006",
        "common words",
        [fact(n, f"tags\nword{_spelling(n // 5)}") for n in many],
    )
    yield "DUP007", "records with one value", [fact(n, "\nfield\nvalue") for n in many]
    yield "REF008", "records", [fact(n, f"\nWP{n}", ()) for n in many]
    yield (
        "REF008",
        "records and lost ones",
        [fact(n, f"\nnote\nWPx{n}") if n % 2 else fact(n, f"\nWP{n}", ()) for n in many],
    )
    yield "REF009", "names of one id", [fact(n, f"PW:1\tname{n}") for n in many]
    yield "REF009", "ids of one name", [fact(n, f"PW:{n}\tname") for n in many]
    yield (
        "REF009",
        "names in one record",
        [fact(0, "\n".join(f"PW:1\tname{n}" for n in many)), fact(1, "PW:1\tx")],
    )
    yield "SRC002", "glued labels", [fact(n, f"one{n}\ntwo", ("nodes", n)) for n in many]
    yield "SRC002", "texts", [fact(n, "\n".join(["one two"] * 3), ("everything",)) for n in many]
    yield "GEN001", "symbols of one id in a table", [fact(n, f"9606\n{n}\nG{n}\t1") for n in many]


def of_corpus(size: int = 150) -> Iterator[Row]:
    """Yield how the steps of each corpus rule grow with the number of records, or of what one states."""
    for (code, name, facts), (_, _, more) in zip(_facts(size), _facts(2 * size), strict=True):
        corpus = Corpus([registry()[code]()])
        corpus.findings({code: facts[:3]})
        steps = [counted(partial(corpus.findings, {code: given})) for given in (facts, more)]
        yield Row(code, name, *steps)


def of_formats(size: int = 30) -> Iterator[Row]:
    """Yield how the steps of each format grow with the number of findings."""
    for name in ("keywords with a table by hand", "unknown fields", "stock phrases in texts"):
        given = INPUTS[name]
        for format_ in FORMATS:
            its = FileChecker(_settings(), Beside({}), detail=FORMATS[format_])
            found = [
                PackedResults.of([its.check(FILES[given.kind], given.make(number)[0].encode())])
                for number in (size, 2 * size)
            ]

            _write(format_, found[0])
            steps = [counted(partial(_write, format_, packed)) for packed in found]
            yield Row(f"format {format_}", name, *steps)


def rows(inputs: str = "") -> Iterator[Row]:
    """Yield all that is measured; only on the *inputs* whose names hold that."""
    for given in INPUTS.values():
        if inputs in given.name:
            yield from of_rules(given)
            yield from of_work(given)
    if not inputs:
        yield from of_corpus()
        yield from of_formats()


def main() -> None:
    """Print the table: of each rule, format and so on, the input with which it grows fastest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", default="", help="only the inputs whose names hold this")
    parser.add_argument("--all", action="store_true", help="all inputs, not just the one of fastest growth")
    options = parser.parse_args()
    print("| what | input | steps | of twice as much | ratio |\n|---|---|---:|---:|---:|")
    worst: dict[str, Row] = {}
    for row in rows(options.inputs):
        if options.all or not row.is_linear:
            print(row, flush=True)
        if row.twice > SLACK and (row.what not in worst or row.ratio > worst[row.what].ratio):
            worst[row.what] = row
    for what in sorted(worst):
        print(worst[what])


if __name__ == "__main__":
    main()
