from __future__ import annotations

import re
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Rewrite, Set
from lint.kinds.pathway_source import UNDERSTOOD
from lint.records.record import Record
from lint.rules import Example, Rule, safe
from lint.rules.src import SOURCE

_ATTRIBUTE = r"[^\s=/>]{1,100}\s{0,100}=\s{0,100}(?:\"[^\"]*\"|'[^']*')"
_TAG = lazy(rf"(<[^\s<>/]{{1,100}})((?:\s+{_ATTRIBUTE})*)\s*(/?>)")
_ATTRIBUTES = lazy(_ATTRIBUTE)
_LINE_BREAK = lazy(r"\r\n?|\n")
_REVISION = lazy(r"(?:WP[0-9]+)?[ .-]?r?([0-9]{4,14})")
_WPID = lazy(r"WP[0-9]+")
_TERM = lazy(r"(?:PW|CL):[0-9]{7}|DOID:[0-9]+", re.IGNORECASE)
_NEARLY_TERM = lazy(r"\s*(PW|CL|DOID)\s*[:_ -]?\s*([0-9]+)\s*", re.IGNORECASE)
_START = '<Pathway xmlns="http://pathvisio.org/GPML/2013a" {} />\n'
_TERMS = """\
<Biopax xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#">
    <bp:openControlledVocabulary>
      <bp:ID>{}</bp:ID>
    </bp:openControlledVocabulary>
  </Biopax>"""


class BreaksGenerator(Rule):
    """Something in the source makes the generator of records fail or read it wrongly.

    The programs that make a record from its source need some things that the format does not: an author; a
    `Version` that contains `_r`, from which they take the revision; and only ids of the Pathway, Cell Type
    and Disease Ontology (`PW:0000738`, `CL:0000084`, `DOID:9352`). The workflows read files line by line and
    find the organism only if `<Pathway …>` is on one line with `Organism` as its last attribute. If any of
    this fails, no record is made, or the old one is kept.

    The fix writes what is clearly meant in the form that the programs need. How they read GPML 2021 is not
    yet known.
    """

    code = "SRC004"
    severity = Severity.ERROR
    source = "the generators and workflows of wikipathways/wikipathways-database"
    kinds = SOURCE
    examples = (
        Example(bad=_TERMS.format("PW_0000738"), good=_TERMS.format("PW:0000738"), kind="pathway-source"),
        Example(bad=_TERMS.format("GO:0008150"), kind="pathway-source"),
        Example(
            bad=_START.format('Version="r2026" Author="Egonw" Organism="Mus musculus"'),
            good=_START.format('Version="WP1_r2026" Author="Egonw" Organism="Mus musculus"'),
            kind="pathway-source",
            raw=True,
        ),
        Example(
            bad=_START.format('Version="WP1_r2"\n  Organism="Mus musculus"\n  Author="Egonw"'),
            good=_START.format('Version="WP1_r2" Author="Egonw" Organism="Mus musculus"'),
            kind="pathway-source",
            raw=True,
        ),
        Example(
            bad=_START.format('Version="WP1_r2" Organism="Mus musculus"'), kind="pathway-source", raw=True
        ),
        Example(bad=_START.format("").replace("2013a", "2021"), kind="pathway-source", raw=True),
        Example(ok=_TERMS.format("doid:9352"), kind="pathway-source"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        whole, start = record.document.text, record.document.opening[0] - 1
        tag = _TAG.match(whole, start)
        version = record.document.version
        if version != UNDERSTOOD:
            unknown = f"How records are generated from GPML {version} is not yet known"
            message = f"{unknown}: only the texts are checked"
            yield self.finding((), message, severity=Severity.INFO)
            return
        if tag is not None:
            yield from self._in_opening(whole, tag)
        if not record.values["authors"]:
            yield self.finding((), "No author is named, so no record is made: add `Author`")
        yield from self._in_version(record)
        for index, term in enumerate(record.values["ontology"]):
            yield from self._in_term(index, term.get("id"))
        for index, node in enumerate(record.values["nodes"]):
            if "label" not in node and node.get("database") and node.get("id"):
                yield self.finding(("nodes", index), "The node has no label, so no record is made: add one")

    def _in_opening(self, whole: str, tag: re.Match[str]) -> Iterator[Finding]:
        """Yield a finding if the *tag* that begins the pathway in the *whole* file is not on one line."""
        attributes = _ATTRIBUTES.findall(tag[2])
        ordered = sorted(attributes, key=lambda attribute: attribute.startswith("Organism"))
        if "\n" in tag[0] or ordered != attributes:
            written = " ".join([tag[1], *(_LINE_BREAK.sub(" ", attribute) for attribute in ordered)])
            closing = f" {tag[3]}" if len(tag[3]) > 1 else tag[3]
            text = f"{whole[: tag.start()]}{written}{closing}{whole[tag.end() :]}"
            message = "The first tag, `<Pathway …>`, must be on one line and end with `Organism`"
            yield self.finding((), message, fix=safe("Put it on one line", Rewrite(text.encode())))

    def _in_version(self, record: Record) -> Iterator[Finding]:
        version = record.values.get("version", "")
        if "_" in version.rstrip("_"):
            return
        revision = _REVISION.fullmatch(version)
        fix = None
        if revision and _WPID.fullmatch(record.stem):
            right = f"{record.stem}_r{revision[1]}"
            fix = safe(f"Write `{right}`", Set(("version",), right))
        path = ("version",) if "version" in record.values else ()
        message = "`Version` must look like `WP49_r20260822093000`: without `_` no record is made"
        yield self.finding(path, message, fix=fix)

    def _in_term(self, index: int, name: str | None) -> Iterator[Finding]:
        if name is None:
            yield self.finding(("ontology", index), "The term has no id, so no record is made: remove it")
        elif not _TERM.fullmatch(name):
            path = ("ontology", index, "id")
            meant = _NEARLY_TERM.fullmatch(name)
            right = f"{meant[1].upper()}:{meant[2]}" if meant else ""
            fix = safe(f"Write `{right}`", Set(path, right)) if _TERM.fullmatch(right) else None
            message = f"`{name}` is not an id of the Pathway, Cell Type or Disease Ontology (`PW:0000738`)"
            yield self.finding(path, message, fix=fix)
