"""What curators repair by hand, beyond the examples of the rules: where rules report and where not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from checking import Checker
from comparing import compared

from lint.checker.file_checker import FileChecker
from lint.core.findings import Severity
from lint.documents.front_matter import FrontMatter
from lint.kinds import builtin
from lint.records.record import Record
from lint.rules import registry
from lint.rules.gen.renamed import RENAMED
from lint.settings import Settings

KINDS = {kind.name: kind for kind in builtin()}


def record(kind: str, values: Mapping[str, Any], nodes: str = "", file: str = "") -> Record:
    text = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False)
    file = file or f"{KINDS[kind].patterns[0].replace('*', '1')}"
    sidecars = {KINDS["pathway"].keyword_groups[0].sidecars[0].replace("{id}", "WP1"): nodes}
    return Record(FrontMatter(f"---\n{text}---\n".encode()), KINDS[kind], file, sidecars.get)


def told(code: str, checked: Record) -> list[str]:
    return [finding.message for finding in Checker([registry()[code]()]).check(checked).findings]


def pathway(*rows: str, keywords: list[str], organism: str = "Homo sapiens") -> Record:
    nodes = "\n".join(["Label\tType\tIdentifier\tComment\tEnsembl\tNCBI gene\tHGNC", *rows, ""])
    jsonld = [{"keywords": keywords}]
    return record("pathway", {"wpid": "WP1", "organisms": [organism], "schema-jsonld": jsonld}, nodes)


class TestNearDuplicates:
    @pytest.mark.parametrize(
        ("one", "other", "is_told"),
        [
            ("Citric Acid\tMetabolite\tchebi:30769", "Citric acid\tMetabolite\tchebi:30769", True),
            ("Fructose 6-P\tMetabolite\tchebi:1", "Fructose-6-P\tMetabolite\tchebi:1", True),
            ("PO₄³⁻\tMetabolite\tchebi:2", "PO43-\tMetabolite\tchebi:2", True),
            ("IL-4\tProtein\tuniprot:P05112", "IL4\tProtein\tuniprot:P05112", True),
            ("alpha-Ketoglutarate\tMetabolite\tchebi:3", "α-ketoglutarate\tMetabolite\tchebi:3", True),
            ("Beta catenin\tProtein\tuniprot:P3", "β-catenin\tProtein\tuniprot:P3", True),
            ("alpha-Pinene\tMetabolite\tchebi:3", "α-pinene\tMetabolite\tchebi:4", False),
            ("PO₄³⁻\tMetabolite\tchebi:2", "PO43-\tMetabolite\tchebi:3", False),
            ("NADP\tMetabolite\tchebi:1", "NADP+\tMetabolite\tchebi:2", False),
            ("Cdc2\tGeneProduct\tsgd:S1", "CDC2\tGeneProduct\tsgd:S1", False),
            ("cdc-2\tGeneProduct\tsgd:S1", "CDC2\tProtein\tsgd:S1", False),
            ("Bile Acid\tMetabolite\t", "Bile acid\tMetabolite\t", False),
        ],
    )
    def test_equal_ids_are_the_proof(self, one: str, other: str, is_told: bool) -> None:
        keywords = sorted(row.split("\t")[0] for row in (one, other))
        assert bool(told("KEY005", pathway(one, other, keywords=keywords))) == is_told


class TestOutdatedSymbols:
    @pytest.mark.parametrize(
        ("label", "symbol", "is_told"),
        [
            ("CXCR7", "ACKR3", True),
            ("GBA", "GBA1", True),
            ("PVRL2", "NECTIN2", True),
            ("HNRPK", "HNRNPK", True),
            ("MADH4", "SMAD4", True),
            ("CXCR7", "CXCR4", False),
            ("MADH4", "SMAD3", False),
            ("RAGE", "AGER", False),
            ("ACKR3", "ACKR3", False),
            ("C5orf42", "CPLANE1", True),
            ("GPR55", "CNR1", False),
            ("FAM3C", "TNF", False),
            ("KIAA0513", "TNF", False),
            ("C12ORF75", "TNF", False),
            ("MDA5", "IFIH1", False),
        ],
    )
    def test_the_table_confirms_the_new_one(self, label: str, symbol: str, is_told: bool) -> None:
        node = f"{label}\tGeneProduct\tncbigene:1\t\t\tncbigene:1\thgnc.symbol:{symbol}"
        said = [f"`{label}` is a former symbol; HGNC now calls the gene `{symbol}`"] * is_told
        assert told("GEN002", pathway(node, keywords=[label])) == said

    def test_no_symbol_is_replaced_by_one_that_is_replaced_too(self) -> None:
        assert not RENAMED.keys() & RENAMED.values()


class TestForeignGenes:
    @pytest.mark.parametrize(
        ("organism", "identifier", "other"),
        [
            ("Homo sapiens", "ensembl:ENSMUSG00000024401", "Mus musculus"),
            ("Rattus norvegicus", "ensembl:ENSG00000232810", "Homo sapiens"),
            ("Bos taurus", "ensembl:ENSDARP00000003521.2", "Danio rerio"),
            ("Homo sapiens", "ensembl:ENSG00000232810", ""),
            ("Homo sapiens", "ensembl:ENST00000449264", ""),
            ("Mus musculus", "ensembl:ENSMUSG00000024401", ""),
            ("Homo sapiens", "ensembl:Toll-like_receptor", ""),
            ("Zea mays", "ensembl:ENSG00000232810", "Homo sapiens"),
            ("Canis lupus familiaris", "ensembl:ENSCAFG00000024401", ""),
            ("Homo sapiens", "mgi:MGI:104798", "Mus musculus"),
            ("Homo sapiens", "ecogene:EG10823", "Escherichia coli"),
            ("Homo sapiens", "ecogene:ENSG00000228978", ""),
            ("Mus musculus", "mgi:MGI:104798", ""),
            ("Escherichia coli K-12", "ecogene:EG10823", ""),
        ],
    )
    def test_ids_of_ensembl_name_the_species(self, organism: str, identifier: str, other: str) -> None:
        node = f"TNF\tGeneProduct\t{identifier}\t\tensembl:ENSG00000232810"
        said = [f"`TNF` has the {other} id `{identifier}`, but the pathway is for {organism}"] * bool(other)
        assert told("GEN006", pathway(node, keywords=["TNF"], organism=organism)) == said


class TestMatches:
    @pytest.mark.parametrize(
        ("word", "name", "source", "gene", "is_told"),
        [
            ("Sex", "SEX", "hgnc_alias_symbol", "PLXNA3", True),
            ("NaCl", "NAC1", "hgnc_alias_symbol", "SCN1A", True),
            ("Cl-", "C1", "hgnc_alias_symbol", "C1QA", True),
            ("[Ca2+]", "CA2", "hgnc_symbol", "CA2", True),
            ("calcium", "CA3", "hgnc_alias_symbol", "CA3", True),
            ("Mg2+", "MG2", "ncbigene_synonym", "MUC4", True),
            ("Ca2+-ATPase", "CA2", "hgnc_symbol", "CA2", True),
            ("GPCR", "GPCR", "hgnc_alias_symbol", "GPR1", True),
            ("Liver", "LIVER", "hgnc_alias_symbol", "X", True),
            ("CA2", "CA2", "hgnc_symbol", "CA2", False),
            ("CD4+", "CD4", "hgnc_symbol", "CD4", False),
            ("LARGE", "LARGE", "hgnc_prev_symbol", "LARGE1", False),
            ("Nanog", "NANOG", "hgnc_symbol", "NANOG", False),
        ],
    )
    def test_words_that_are_no_genes(
        self, word: str, name: str, source: str, gene: str, is_told: bool
    ) -> None:
        row = {"word": word, "symbol": name, "source": source, "hgnc_symbol": gene}
        found = told("GEN004", record("figure", {"figid": "PMC1__f1", "caption": "x", "genes": [row]}))
        assert len(found) == is_told


class TestAnnotations:
    TERM: ClassVar = {"id": "DOID:9352", "type": "Disease Ontology", "value": "type 2 diabetes mellitus"}

    def compared(self, *terms: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
        records = [
            record("pathway", {"annotations": [term]}, file=f"_pathways/WP{number}.md")
            for number, term in enumerate(terms, 1)
        ]
        rules = [registry()["REF009"]()]
        return {
            file: [(finding.pointer, finding.message) for finding in found]
            for file, found in compared(rules, records).items()
        }

    def test_the_few_are_told_of_the_many(self) -> None:
        other_id = {**self.TERM, "id": "DOID:9351"}
        assert self.compared(self.TERM, self.TERM, other_id) == {
            "_pathways/WP3.md": [
                (
                    "/annotations/0/value",
                    "`type 2 diabetes mellitus` is `DOID:9352` in 2 records, but `DOID:9351` here",
                )
            ]
        }
        other_name = {**self.TERM, "value": "gout"}
        assert self.compared(other_name, self.TERM, self.TERM) == {
            "_pathways/WP1.md": [
                (
                    "/annotations/0/value",
                    "`DOID:9352` is `type 2 diabetes mellitus` in 2 records, but `gout` here",
                )
            ]
        }

    def test_of_equally_many_each_is_told_and_none_accused(self) -> None:
        rule = registry()["REF009"]()
        records = [
            record("pathway", {"annotations": [{**self.TERM, "value": value}]}, file=f"_pathways/{value}.md")
            for value in ("gout", "type 2 diabetes mellitus")
        ]
        found = compared([rule], records)
        assert [finding.severity for each in found.values() for finding in each] == [Severity.INFO] * 2

    def test_what_is_no_annotation_is_passed_over(self) -> None:
        for odd in (None, "x", [None, "x", {}, {"id": 5}, {"id": "X:1", "value": "y"}, {"value": "z"}]):
            checked = record("pathway", {"annotations": odd})
            rule = registry()["REF009"]()
            list(rule.check(checked))
            assert compared([rule], [checked]) == {}


class TestCitations:
    TITLE = "How caffeine reaches the brain of a bee (2021)"

    @pytest.mark.parametrize(
        ("papers", "codes"),
        [
            ([("PMC1", TITLE), ("10.1093/x", TITLE)], ["DUP003"]),
            ([("PMC1", TITLE), ("10.1101/2020.01.01", TITLE)], []),
            ([("PMC1", TITLE), ("10.1093/x", TITLE.replace("2021", "2022"))], []),
            ([("PMC1", "Reply (2021)"), ("10.1093/x", "Reply (2021)")], []),
            ([("PMC1", " ")], ["CUR009"]),
            ([("https://example.org", TITLE)], ["CUR009"]),
            ([("PMC1", "How caffeine works")], ["CUR009"]),
        ],
    )
    def test_what_a_citation_lacks(self, papers: list[tuple[str, str]], codes: list[str]) -> None:
        cited = [{"link": link, "title": title} for link, title in papers]
        rules = [registry()[code]() for code in ("CUR009", "DUP003")]
        found = Checker(rules).check(record("pathway", {"citedin": cited})).findings
        assert [finding.code for finding in found] == codes


class TestOrganisms:
    @pytest.mark.parametrize(
        ("organisms", "caption", "is_told"),
        [
            (["Homo sapiens"], "Nodulation in rice and its symbionts", True),
            ("Homo sapiens", "Stress in Bacillus subtilis", True),
            (["Homo sapiens"], "Stress in mice", True),
            (["Homo sapiens"], "Rat neurons", True),
            (["Homo sapiens"], "Mating of fission yeast", True),
            (["Homo sapiens"], "A yeast two-hybrid screen", False),
            (["Homo sapiens"], "Stress in mice and patients", False),
            (["Homo sapiens"], "A rational model of signaling", False),
            (["Mus musculus"], "Stress in rats", False),
            (["Homo sapiens", "Mus musculus"], "Stress in rats", False),
        ],
    )
    def test_a_caption_that_names_another(self, organisms: Any, caption: str, is_told: bool) -> None:
        found = told("CUR011", record("figure", {"organisms": organisms, "caption": caption}))
        assert len(found) == is_told

    @pytest.mark.parametrize(
        ("text", "repaired"),
        [
            ("in S. Cerevisiae and S. Pombe", "in S. cerevisiae and S. pombe"),
            ("Arabidopsis Thaliana", "Arabidopsis thaliana"),
            ("of danio rerio", "of Danio rerio"),
            ("the Coli strain; Drosophila Melanogaster's", "the Coli strain; Drosophila melanogaster's"),
        ],
    )
    def test_species_get_their_capitals(self, text: str, repaired: str) -> None:
        checker = Checker([registry()["CUR010"]()], unsafe=True)
        assert checker.fix(record("pathway", {"title": text}))[1].values == {"title": repaired}
        assert told("CUR010", record("pathway", {"title": repaired})) == []
        assert told("CUR010", record("figure", {"caption": text})) == []  # as published


def test_addresses_in_the_place_of_authors() -> None:
    authors = ["198.51.100.24", "2001:db8::7", "10.0", "r2.d2", "  "]
    checked = record("pathway", {"authors": authors})
    assert [json.loads(f'"{said[:3]}"') for said in told("REF003", checked)] == ["`19", "`20", "Ite"]


def test_the_address_of_a_computer_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "_authors").mkdir()
    (tmp_path / "_authors/Egonw.md").write_text("---\nusername: Egonw\n---\n")
    checker = FileChecker(Settings(level="info", select=("REF003",)), folder=str(tmp_path))
    found = checker.check("_pathways/WP1.md", b"---\nauthors:\n- 198.51.100.24\n- Nobody\n---\n").findings
    assert [finding.message.split()[0] for finding in found] == ["`198.51.100.24`", "The"]
