from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from checking import Checker
from comparing import compared
from hypothesis import given
from hypothesis import strategies as st

from lint.core.findings import Applicability, Finding, Severity
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules import Rule
from lint.rules.gen.doubtful_match import DoubtfulMatch
from lint.rules.gen.duplicate_gene import DuplicateGene
from lint.rules.gen.outdated_symbol import OutdatedSymbol
from lint.rules.gen.symbol_id_conflict import SymbolIdConflict
from lint.rules.gen.wrong_entrez import WrongEntrez
from lint.rules.key.keywords_mismatch import KeywordsMismatch

ADVICE = ": remove what the figure does not show"
KINDS = {kind.name: kind for kind in builtin()}
GENES = "_data/PMC1__f1-genes.tsv"
NODES = "_data/WP1-datanodes.tsv"


def record(
    values: Mapping[str, Any], kind: str, sidecars: Mapping[str, str] | None = None, file: str = "1.md"
) -> Record:
    data = f"---\n{yaml.safe_dump(dict(values), sort_keys=False, allow_unicode=True)}---\n".encode()
    return Record(FrontMatter(data), KINDS[kind], file, (sidecars or {}).get)


def table(*rows: tuple[str, ...]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def figure(*genes: tuple[str, str], file: str = "1.md") -> Record:
    """Return a figure with these symbols and ids in it."""
    rows = [{"word": symbol, "hgnc_symbol": symbol, "entrez": entrez} for symbol, entrez in genes]
    return record({"figid": "PMC1__f1", "genes": rows}, "figure", file=file)


def later_figure(*genes: tuple[str, str, str], file: str = "1.md") -> Record:
    """Return a figure with these organisms, symbols and ids in the file beside it."""
    keywords = list(dict.fromkeys(symbol for _, symbol, _ in genes))
    values = {"figid": "PMC1__f1", "schema-jsonld": {"keywords": keywords}}
    header = ("organism_id", "ncbigene_symbol", "ncbigene_id")
    return record(values, "figure", {GENES: table(header, *genes)}, file)


def pathway(*nodes: tuple[str, str, str], organism: str = "Homo sapiens") -> Record:
    """Return a pathway with these labels, NCBI ids and symbols in the file beside it."""
    values = {
        "wpid": "WP1",
        "organisms": [organism],
        "schema-jsonld": [{"keywords": sorted({label for label, _, _ in nodes})}],
    }
    rows = [
        (label, "GeneProduct", f"ncbigene:{entrez}" if entrez else "", symbol and f"hgnc.symbol:{symbol}")
        for label, entrez, symbol in nodes
    ]
    return record(values, "pathway", {NODES: table(("Label", "Type", "NCBI gene", "HGNC"), *rows)})


def found(rule: Rule, checked: Record) -> list[Finding]:
    return Checker([rule]).check(checked).findings


@pytest.fixture
def hgnc(tmp_path: Path) -> str:
    """The name of a small HGNC set."""
    rows = (
        ("symbol", "status", "alias_symbol", "prev_symbol", "entrez_id"),
        ("TP53", "Approved", "p53", "", "7157"),
        ("CXCL8", "Approved", "SCYB8", "IL8", "3576"),
        ("BMAL1", "Approved", "", "ARNTL", "406"),
        ("ARNT", "Approved", "", "", "405"),
        ("AK4", "Approved", "", "AK3", "205"),
        ("TCF4", "Approved", "E2-2", "", "6925"),
        ("TCF7L2", "Approved", "TCF4", "TCF4", "6934"),
        ("CDK1", "Approved", "", "CDC2", "983"),
        ("POLD1", "Approved", "CDC2", "", "5424"),
        ("X1", "Approved", "", "OLD1", "11"),
        ("X2", "Approved", "", '"OLD1|OLD2"', "12"),
        ("A4GALT", "Approved", "Gb3S", "P1", "53947"),
        ("UBE2V1", "Approved", "", "", "7335"),
        ("PEDS1-UBE2V1", "Approved", "", "", "387522"),
        ("C9orf72", "Approved", "", "", "203228"),
    )
    path = tmp_path / "set.tsv"
    path.write_text(table(*rows))
    return str(path)


class TestSymbolIdConflict:
    def conflicts(self, *records: Record) -> dict[str, list[tuple[str, str]]]:
        return {
            file: [(each.pointer, each.message) for each in findings]
            for file, findings in compared([SymbolIdConflict()], records).items()
        }

    def test_the_few_are_named_with_the_many(self) -> None:
        right = [figure(("TP53", "7157"), file=f"{number}.md") for number in range(3)]
        wrong = [figure(("STAT4", "6775"), ("TP53", "7158"), file=f"w{number}.md") for number in range(2)]
        said = "`TP53` has the NCBI Gene id `7157` in 3 records, but `7158` here and in 1 more"
        assert self.conflicts(*right, *wrong) == {
            "w0.md": [("/genes/1/entrez", said)],
            "w1.md": [("/genes/1/entrez", said)],
        }

    def test_of_equally_many_each_is_told(self) -> None:
        found = self.conflicts(figure(("NAP1", "3576"), file="a.md"), figure(("CXCL8", "3576"), file="b.md"))
        assert found == {
            "a.md": [
                (
                    "/genes/0/hgnc_symbol",
                    "The NCBI Gene id 3576 has the symbol `CXCL8` in 1 record, but `NAP1` here",
                )
            ],
            "b.md": [
                (
                    "/genes/0/hgnc_symbol",
                    "The NCBI Gene id 3576 has the symbol `NAP1` in 1 record, but `CXCL8` here",
                )
            ],
        }

    def test_of_several_others_the_most_frequent_is_named(self) -> None:
        symbols = ["A", "B", "B", "C", "C", "C", "D", "D", "D"]
        found = self.conflicts(*(figure((each, "1"), file=f"{n}.md") for n, each in enumerate(symbols)))
        assert [found[f"{n}.md"][0][1].split("`")[1] for n in (0, 1, 3, 6)] == ["C", "C", "D", "C"]

    def test_a_wrong_id_is_not_held_against_the_gene_that_has_it_rightly(self) -> None:
        records = [
            figure(("TP53", "7157"), file="a.md"),
            figure(("TP53", "7157"), file="b.md"),
            figure(("TP53", "7158"), file="wrong.md"),
            figure(("TP53BP1", "7158"), file="c.md"),
        ]
        assert list(self.conflicts(*records)) == ["wrong.md"]

    def test_within_one_record(self) -> None:
        found = self.conflicts(figure(("TP53", "7157"), ("TP53", "7158"), ("TP53", "7157")))
        assert [pointer for pointer, _ in found["1.md"]] == ["/genes/0/entrez", "/genes/1/entrez"]

    def test_organisms_have_their_own_genes(self) -> None:
        human = later_figure(("9606", "TP53", "7157"), ("10090", "Trp53", "22059"), file="a.md")
        other = later_figure(("10116", "TP53", "24842"), ("7227", "p53", "7157"), file="b.md")
        assert self.conflicts(human, other) == {}

    def test_one_id_with_two_symbols_of_one_organism(self) -> None:
        found = self.conflicts(
            later_figure(("9606", "A", "1"), ("9606", "IL8", "3576"), file="a.md"),
            *(later_figure(("9606", "CXCL8", "3576"), file=f"b{number}.md") for number in range(2)),
        )
        assert [pointer for pointer, _ in found["a.md"]] == ["/schema-jsonld/keywords/1"]

    @pytest.mark.parametrize("odd", ["A\t1", "X\nA", ""])
    def test_what_is_no_symbol_says_nothing(self, odd: str) -> None:
        assert self.conflicts(figure((odd, "1"), file="a.md"), figure(("B", "1"), file="b.md")) == {}

    def test_what_is_no_organism_says_nothing(self) -> None:
        odd = record(
            {"figid": "PMC1__f1", "schema-jsonld": {"keywords": ["A"]}},
            "figure",
            {GENES: 'organism_id\tncbigene_symbol\tncbigene_id\n"9606\nB\t1"\tA\t1\n'},
        )
        assert self.conflicts(odd, later_figure(("9606", "B", "1"), file="b.md")) == {}

    def test_ncbi_gives_some_symbols_twice(self) -> None:
        assert self.conflicts(
            later_figure(("9606", "HBD", "3045"), file="a.md"),
            later_figure(("9606", "HBD", "100187828"), file="b.md"),
        ) == {}  # fmt: skip

    def test_ncbi_and_hgnc_differ_on_mitochondrial_genes(self) -> None:
        assert self.conflicts(
            figure(("MT-CO2", "4513"), file="a.md"), later_figure(("9606", "COX2", "4513"), file="b.md")
        ) == {}  # fmt: skip

    @pytest.mark.parametrize("entrez", ["", "NA", "12x"])
    def test_what_is_no_id_says_nothing(self, entrez: str) -> None:
        assert (
            self.conflicts(figure(("TP53", "7157"), file="a.md"), figure(("TP53", entrez), file="b.md")) == {}
        )

    @given(
        st.lists(
            st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("1234")), max_size=4), max_size=6
        )
    )
    def test_it_fires_exactly_where_symbols_and_ids_are_not_one_to_one(
        self, records: list[list[tuple[str, str]]]
    ) -> None:
        pairs = {pair for genes in records for pair in genes}
        symbols, ids = {symbol for symbol, _ in pairs}, {entrez for _, entrez in pairs}
        found = self.conflicts(*(figure(*genes, file=f"{n}.md") for n, genes in enumerate(records)))
        assert bool(found) == (not len(pairs) == len(symbols) == len(ids))


# Labels of human pathways with the gene they are mapped to: not one of them was renamed.
SAME = ["AKT AKT1", "PI3K PIK3CA", "JNK MAPK8", "COX2 MT-CO2", "COX1 MT-CO1", "ERK EPHB2", "FZD4 SFRP4"]
SAME += ["GPR GPR176", "WNT WNT1", "BMP1 BMP2", "ARNT AK4", "GPR162 GPR163", "IL-8 CXCL8", "HSP90 HSP90AA1"]
SAME += ["C9ORF72 C9orf72", "FAM8A1 FAM8A2", "MARS MARS2", "SEPT2 SEPTIN7", "ORC1L ORC2", "TP53 TP53", "GPR "]
SAME += ["C5orf42 ", "KIAA1161 ", "C9orf72 TARDBP", "GPR55 CNR1"]

RENAMED = ["FOXO3A FOXO3", "IL8 CXCL8", "G6PC G6PC1", "HIST1H2AC H2AC6", "HIST1H1E H1-4", "H3F3A H3-3A"]
RENAMED += ["HIST2H2AA3 H2AC18", "HIST4H4 H4C16"]
RENAMED += ["C21ORF33 GATD3", "C5orf42 CPLANE1", "ATP5A1 ATP5F1A", "EPRS EPRS1", "SEPT2 SEPTIN2", "MLL KMT2A"]
RENAMED += ["KIAA1161 MYORG", "FAM96A CIAO2A", "GPR56 ADGRG1", "CTGF CCN2", "H2AFY2 MACROH2A2", "EDG2 LPAR1"]
RENAMED += ["ATPIF1 ATP5IF1", "MARCH1 MARCHF1", "ORC1L ORC1", "LPHN1 ADGRL1", "SFRS1 SRSF1", "MAP3K7IP1 TAB1"]
RENAMED += ["MYST1 KAT6A", "EIF2C1 AGO1", "TCEB1 ELOC", "MRE11A MRE11", "DDX58 RIGI", "TMEM173 STING1"]
RENAMED += ["IL8RA CXCR1", "C8orf37 CFAP418"]


class TestOutdatedSymbol:
    @pytest.mark.parametrize("pair", SAME)
    def test_what_was_not_renamed(self, pair: str) -> None:
        label, _, symbol = pair.partition(" ")
        assert found(OutdatedSymbol(), pathway((label, "1", symbol))) == []

    @pytest.mark.parametrize("pair", RENAMED)
    def test_what_was_renamed(self, pair: str) -> None:
        label, _, symbol = pair.partition(" ")
        (finding,) = found(
            OutdatedSymbol(), pathway(("AKT", "207", "AKT1"), (label, "1", symbol), (label, "1", symbol))
        )
        assert finding.severity is Severity.INFO
        assert finding.message == f"`{label}` is a former symbol; HGNC now calls the gene `{symbol}`"
        assert finding.pointer == f"/schema-jsonld/0/keywords/{int(label > 'AKT')}"

    def test_a_keyword_made_from_a_file_is_not_changed_against_it(self) -> None:
        checked = pathway(("FOXO3A", "2309", "FOXO3"))
        fixed, _ = Checker([OutdatedSymbol(), KeywordsMismatch()], unsafe=True).fix(checked)
        assert fixed.data is None
        (finding,) = fixed.findings
        assert finding.fix is not None
        assert finding.fix.applicability is Applicability.DISPLAY

    def test_other_organisms_are_left_alone(self) -> None:
        assert found(OutdatedSymbol(), pathway(("IL8", "3576", "CXCL8"), organism="Bos taurus")) == []

    def rule(self, hgnc: str) -> OutdatedSymbol:
        return OutdatedSymbol(OutdatedSymbol.Options(hgnc=hgnc))

    @pytest.mark.parametrize(
        ("node", "outdated"),
        [
            (("ARNTL", "406", "ARNTL"), True),  # the file is as old as the label
            (("ARNTL", "", "BMAL1"), True),
            (("ARNTL", "405", "ARNT"), False),  # mapped to another gene
            (("TCF4", "6934", "TCF7L2"), False),  # approved first
            (("OLD1", "11", "X1"), False),  # once the symbol of two genes
            (("OLD2", "12", "X2"), True),
            (("SCYB8", "3576", "CXCL8"), False),  # an alias
            (("FOXO3A", "2309", "FOXO3"), True),  # not in this set
            (("TP53", "7157", "TP53"), False),
        ],
    )
    def test_labels_with_the_set(self, hgnc: str, node: tuple[str, str, str], outdated: bool) -> None:
        assert [f.severity for f in found(self.rule(hgnc), pathway(node))] == [Severity.INFO] * outdated

    @pytest.mark.parametrize(
        ("keyword", "fixed"),
        [
            ("IL8", "CXCL8"),
            ("ARNTL", "BMAL1"),
            ("CDC2", "CDC2"),
            ("TCF4", "TCF4"),
            ("OLD1", "OLD1"),
            ("p53", "p53"),
            ("P1", "P1"),
        ],
    )
    def test_keywords_without_a_file(self, hgnc: str, keyword: str, fixed: str) -> None:
        values = {"wpid": "WP1", "organisms": ["Homo sapiens"], "schema-jsonld": [{"keywords": [keyword]}]}
        checked, after = Checker([self.rule(hgnc)], unsafe=True).fix(record(values, "pathway"))
        assert after.values["schema-jsonld"] == [{"keywords": [fixed]}]
        assert bool(checked.fixed) == (keyword != fixed)
        assert found(OutdatedSymbol(), record(values, "pathway")) == []

    @pytest.mark.parametrize(
        ("gene", "said", "fixed"),
        [
            (("IL8", "3576"), "HGNC now calls the gene `CXCL8`", "CXCL8"),
            (("IL8", ""), "HGNC now calls the gene `CXCL8`", "CXCL8"),
            (("IL8", "7157"), "HGNC now calls the gene `CXCL8`", "IL8"),  # another gene's id
            (("CDC2", "983"), "HGNC now calls the gene `CDK1`", "CDC2"),  # an alias of POLD1
            (("OLD1", "11"), "the former symbol of several genes: `X1`, `X2`", "OLD1"),
            (
                ("C9ORF72", "203228"),
                "not a symbol of HGNC; the gene with this NCBI Gene id is `C9orf72`",
                "C9ORF72",
            ),
            (("FOO", ""), "`FOO` is not a symbol of HGNC", "FOO"),
        ],
    )
    def test_genes_of_a_figure(self, hgnc: str, gene: tuple[str, str], said: str, fixed: str) -> None:
        checked = figure(("TP53", "7157"), gene, gene)
        (finding,) = found(self.rule(hgnc), checked)
        assert said in finding.message
        assert finding.pointer == "/genes/1/hgnc_symbol"
        assert finding.severity is Severity.INFO
        _, safe = Checker([self.rule(hgnc)]).fix(checked)
        assert safe.values == checked.values
        _, unsafe = Checker([self.rule(hgnc)], unsafe=True).fix(checked)
        assert [row["hgnc_symbol"] for row in unsafe.values["genes"]] == ["TP53", fixed, fixed]
        assert found(OutdatedSymbol(), checked) == []

    def test_the_keywords_of_a_figure_follow(self, hgnc: str) -> None:
        rows = [{"word": symbol, "hgnc_symbol": symbol} for symbol in ("IL8", "TP53")]
        values = {"figid": "PMC1__f1", "genes": rows, "schema-jsonld": {"keywords": ["IL8", "TP53"]}}
        checked, after = Checker([self.rule(hgnc), KeywordsMismatch()], unsafe=True).fix(
            record(values, "figure")
        )
        assert checked.findings == []
        assert after.values["schema-jsonld"]["keywords"] == ["CXCL8", "TP53"]

    def test_human_genes_in_the_file_of_a_figure(self, hgnc: str) -> None:
        checked = later_figure(("9606", "IL8", "3576"), ("9913", "ARNTL", "406"), ("9606", "AK3", "50808"))
        assert [each.pointer for each in found(self.rule(hgnc), checked)] == ["/schema-jsonld/keywords/0"]


class TestWrongEntrez:
    def rule(self, hgnc: str) -> WrongEntrez:
        return WrongEntrez(WrongEntrez.Options(hgnc=hgnc))

    @pytest.mark.parametrize(
        ("gene", "wrong"),
        [
            (("TP53", "7157"), False),
            (("TP53", "3576"), True),
            (("TP53", "99"), True),
            (("TP53", ""), False),
            (("TP53", "NA"), False),
            (("IL8", "7157"), False),  # no approved symbol: GEN002
            (("FOO", "7157"), False),
        ],
    )
    def test_genes_of_a_figure(self, hgnc: str, gene: tuple[str, str], wrong: bool) -> None:
        assert [f.severity for f in found(self.rule(hgnc), figure(gene))] == [Severity.ERROR] * wrong

    def test_a_number_is_an_id_too(self, hgnc: str) -> None:
        values = {"figid": "PMC1__f1", "genes": [{"hgnc_symbol": "TP53", "entrez": 7157}]}
        assert found(self.rule(hgnc), record(values, "figure")) == []

    @pytest.mark.parametrize(
        ("node", "wrong"),
        [
            (("ARNT", "205", "AK4"), True),
            (("ARNT", "405", "ARNT"), False),
            (("ARNT", "405", "AK4"), False),
            (("ARNT", "", "AK4"), False),
            (("UBE2V1", "387522", "PEDS1-UBE2V1"), False),  # the locus reads through both
            (("ARNT", "ENSG00000162433", "AK4"), False),
            (("AKT", "207", "AKT1"), False),
        ],
    )
    def test_labels_of_a_pathway(self, hgnc: str, node: tuple[str, str, str], wrong: bool) -> None:
        assert [f.severity for f in found(self.rule(hgnc), pathway(node, node))] == [Severity.INFO] * wrong
        assert found(self.rule(hgnc), pathway(node, organism="Mus musculus")) == []

    def test_what_is_said(self, hgnc: str) -> None:
        (gene,) = found(self.rule(hgnc), figure(("TP53", "205")))
        assert gene.message == "The NCBI Gene id of `TP53` is 7157; 205 is `AK4`"
        (label,) = found(self.rule(hgnc), pathway(("ARNT", "205;ncbigene:99", "AK4")))
        assert label.message == (
            "The NCBI Gene id of `ARNT` is 405; in `_data/` it has 205 (`AK4`), 99 (not a gene of HGNC)"
        )

    def test_without_a_set(self) -> None:
        assert found(WrongEntrez(), figure(("TP53", "1"))) == []


def matched(*rows: tuple[str, str, str, str], caption: str = "", chemicals: Iterable[str] = ()) -> Record:
    fields = ("word", "symbol", "source", "hgnc_symbol")
    values = {
        "figid": "PMC1__f1",
        "caption": caption,
        "genes": [dict(zip(fields, row, strict=True)) for row in rows],
        "chemicals": [{"word": word} for word in chemicals],
    }
    return record(values, "figure")


class TestDoubtfulMatch:
    @pytest.mark.parametrize(
        "word", ["and", "AND", "on", "ON", "(on)", "loss", "Loss", "Killer", "Step", "LPS)", "ATP"]
    )
    def test_words_and_molecules(self, word: str) -> None:
        (finding,) = found(DoubtfulMatch(), matched((word, word, "hgnc_alias_symbol", "X")))
        assert finding.severity is Severity.INFO
        assert finding.pointer == "/genes/0/word"

    def test_a_gene_without_its_word_is_told_itself(self) -> None:
        gene = {"symbol": "ATP", "source": "hgnc_alias_symbol", "hgnc_symbol": "ATP8A2"}
        checked = record({"figid": "PMC1__f1", "genes": [gene], "chemicals": [{"word": "ATP"}]}, "figure")
        (finding,) = found(DoubtfulMatch(), checked)
        assert finding.pointer == "/genes/0"

    @pytest.mark.parametrize(
        "row",
        [
            ("STEP", "STEP", "hgnc_alias_symbol", "PTPN5"),
            ("AR", "AR", "hgnc_symbol", "AR"),
            ("WAS", "WAS", "hgnc_symbol", "WAS"),
            ("AC", "AC", "bioentities_symbol", "ADCY1"),
            ("T-bet", "T-bet", "hgnc_alias_symbol", "TBX21"),
            ("p53", "p53", "hgnc_alias_symbol", "TP53"),
            ("B-catenin", "beta-catenin", "hgnc_alias_symbol", "CTNNB1"),
            ("MADH3", "MADH3", "hgnc_prev_symbol", "SMAD3"),
        ],
    )
    def test_what_is_a_gene(self, row: tuple[str, str, str, str]) -> None:
        assert found(DoubtfulMatch(), matched(row, caption="The β-catenin pathway")) == []

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("(on)", "`on` is a common word"),
            ("LPS)", "`LPS` is most likely the molecule"),
            ("X1", "`X1` is too short to identify a gene, and the text does not contain this word"),
        ],
    )
    def test_what_is_said_of_a_word(self, word: str, said: str) -> None:
        (finding,) = found(DoubtfulMatch(), matched((word, word, "hgnc_alias_symbol", "X")))
        assert finding.message == f"{said}, but it was matched with `X`{ADVICE}"

    @pytest.mark.parametrize("field", ["caption", "figtitle", "papertitle"])
    @pytest.mark.parametrize(
        ("name", "letter"),
        [("A1", "α"), ("B1", "ß"), ("D1", "δ"), ("e1", "ε"), ("G1", "γ"), ("K1", "κ"), ("y1", "γ")],
    )
    def test_a_letter_that_may_be_greek(self, name: str, letter: str, field: str) -> None:
        row = {"word": name, "symbol": "LONG", "source": "hgnc_alias_symbol", "hgnc_symbol": "X"}
        values = {"figid": "PMC1__f1", field: f"Of {letter}1 and {letter}2", "genes": [row]}
        (finding,) = found(DoubtfulMatch(), record(values, "figure"))
        assert f"the text has only `Of {letter}1`" in finding.message

    def test_a_name_that_is_not_given_says_nothing(self) -> None:
        rows = [{"word": "beta-catenin"}, {"symbol": "beta-catenin"}, "beta-catenin"]
        genes = [row | {"source": "hgnc_alias_symbol"} if isinstance(row, dict) else row for row in rows]
        values = {"figid": "PMC1__f1", "genes": genes, "chemicals": [{"word": "-"}]}
        assert found(DoubtfulMatch(), record(values, "figure")) == []

    @pytest.mark.parametrize(
        ("caption", "said"),
        [
            ("IL-12R β1 and IL-12R β2, respectively", "the text has only `IL-12R β2`"),
            ("the TGFβ2 ligand", "the text has only `TGFβ2`"),
            ("β2", "the text has only `β2`"),
            ("IL-12R\n\nβ2", "the text has only `IL-12R β2`"),
            ("IL-12R β25", "the text does not contain this word"),
            ("", "the text does not contain this word"),
        ],
    )
    def test_short_names(self, caption: str, said: str) -> None:
        (finding,) = found(
            DoubtfulMatch(), matched(("B2", "BII", "hgnc_alias_symbol", "CACNA1E"), caption=caption)
        )
        assert said in finding.message

    @pytest.mark.parametrize("caption", ["The B2 receptor", "a B2-blocker", "IL-12R β2 and (B2)"])
    def test_short_names_that_the_text_uses(self, caption: str) -> None:
        assert (
            found(DoubtfulMatch(), matched(("B2", "BII", "hgnc_alias_symbol", "CACNA1E"), caption=caption))
            == []
        )

    def test_chemicals_of_the_record(self) -> None:
        row = ("Ile,Trp,Tyr", "TRP", "hgnc_alias_symbol", "TYRP1")
        assert found(DoubtfulMatch(), matched(row)) == []
        (finding,) = found(DoubtfulMatch(), matched(row, chemicals=["Trp"]))
        assert "`TRP` is also among the record's chemicals" in finding.message

    def test_a_gene_that_is_matched_otherwise_too(self) -> None:
        doubtful = ("LPS", "LPS", "hgnc_prev_symbol", "IRF6")
        assert found(DoubtfulMatch(), matched(doubtful, ("IRF6", "IRF6", "hgnc_symbol", "IRF6"))) == []

    def test_a_gene_of_that_very_symbol_is_not_doubted_beside_another(self) -> None:
        (finding,) = found(
            DoubtfulMatch(),
            matched(("ATP", "ATP", "hgnc_alias_symbol", "ATP8A2"), ("was", "WAS", "hgnc_symbol", "WAS")),
        )
        assert "`ATP8A2`" in finding.message

    def test_one_word_with_many_genes_is_one_finding(self) -> None:
        rows = [("and", "AND", "hgnc_alias_symbol", gene) for gene in ("A1", "A2", "A2")]
        (finding,) = found(DoubtfulMatch(), matched(*rows))
        assert finding.message == f"`and` is a common word, but it was matched with `A1`, `A2`{ADVICE}"

    @pytest.mark.parametrize("genes", [[("ATP", "ATP8A2")], [("AR", "AR")], []])
    def test_genes_in_the_record_stand_for_those_beside_it(self, genes: list[tuple[str, str]]) -> None:
        values = {
            "figid": "PMC1__f1",
            "genes": [
                {"word": word, "symbol": word, "source": "hgnc_alias_symbol", "hgnc_symbol": gene}
                for word, gene in genes
            ],
            "schema-jsonld": {"keywords": ["Andorra"]},
        }
        beside = table(
            ("word", "match", "ncbigene_symbol", "source"), ("AND", "AND", "Andorra", "ncbigene_synonym")
        )
        told = [each.pointer for each in found(DoubtfulMatch(), record(values, "figure", {GENES: beside}))]
        assert told == ["/genes/0/word" for _ in genes]
        del values["genes"]
        told = [each.pointer for each in found(DoubtfulMatch(), record(values, "figure", {GENES: beside}))]
        assert told == ["/schema-jsonld/keywords/0"]

    def test_long_words_cost_little(self) -> None:
        word = "." * 100_000 + "B2" + "β" * 100_000
        assert found(DoubtfulMatch(), matched((word, "x", "hgnc_alias_symbol", "X"), caption=word)) != []


GENE = st.fixed_dictionaries(
    {"word": st.sampled_from(["p53", "TP53"]), "hgnc_symbol": st.sampled_from(["TP53", "TP73"])},
    optional={"symbol": st.just("TP53"), "entrez": st.sampled_from(["7157", "7161"])},
)


class TestDuplicateGene:
    @given(st.lists(GENE, max_size=8))
    def test_the_fix_leaves_each_gene_once_where_it_stood_first(self, genes: list[dict[str, str]]) -> None:
        values = {"figid": "PMC1__f1", "genes": genes}
        checked, after = Checker([DuplicateGene()]).fix(record(values, "figure"))
        kept: list[dict[str, str]] = []
        firsts: dict[tuple[str | None, ...], dict[str, str]] = {}
        for gene in genes:
            match = tuple(gene.get(field) for field in ("word", "symbol", "hgnc_symbol"))
            if firsts.setdefault(match, gene) != gene or gene not in kept:
                kept.append(gene)
        assert after.values["genes"] == kept
        assert all(finding.severity is Severity.INFO for finding in checked.findings)

    def test_what_differs_is_told(self) -> None:
        first = {"word": "p53", "symbol": "TP53", "hgnc_symbol": "TP53", "entrez": "7157", "source": "a"}
        checked = record({"figid": "PMC1__f1", "genes": [first, first | {"entrez": "1", "b": "c"}]}, "figure")
        (finding,) = found(DuplicateGene(), checked)
        assert (
            finding.message == "`TP53` is listed twice for the word `p53`, with a different `entrez` and `b`"
        )

    def test_what_is_no_gene_is_not_listed_twice(self) -> None:
        assert found(DuplicateGene(), record({"figid": "PMC1__f1", "genes": ["p53", "p53"]}, "figure")) == []
