from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.wording import listed
from lint.kinds.pathway_source import UNDERSTOOD
from lint.records.record import Record
from lint.rules import Example, Rule, suggestion

_GPML = """\
<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="Caffeine synthesis" Version="WP1_r100"\
 Author="[Egonw]" Organism="Ilex paraguariensis">
  <Comment Source="WikiPathways-description">How caffeine is made from xanthine.</Comment>
  <DataNode TextLabel="Caffeine" Type="Metabolite"><Xref Database="ChEBI" ID="27732" /></DataNode>
  <DataNode TextLabel="Theobromine" Type="Metabolite"><Xref Database="ChEBI" ID="28946" /></DataNode>
  <Biopax><bp:openControlledVocabulary xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#">\
<bp:ID>PW:0000512</bp:ID></bp:openControlledVocabulary></Biopax>
</Pathway>
"""
INFO = "{id}-info.json"
"""The name of the info file beside a record."""
_UNDECIDED = "if the drawing is right, a push makes {} anew ({}); otherwise, change the drawing"


class StaleRecord(Rule):
    """The record, or a file beside it, does not match its source.

    A pathway's record is generated from its drawing: WP49.gpml gives WP49-info.json and
    WP49-datanodes.tsv, and these give WP49.md. If they differ, either the drawing was changed and the rest
    has not been regenerated yet, or somebody changed the record itself, which the next edit of the drawing
    undoes. The finding names the fields and files.

    The record needs no repair. In the repository of the drawings, a push regenerates everything.
    `recordlint fix --derive` regenerates the record if its revision shows that the drawing is newer. If the
    revision is the same, as after a repair of the drawing without `--stamp`, it keeps the record. A
    `recordlint fix` that repairs the drawing only counts the records that it thereby makes older.
    """

    code = "SRC001"
    severity = Severity.WARNING
    source = "the generators of wikipathways/wikipathways-database"
    kinds = frozenset({"pathway"})
    regenerates = True
    examples = (
        Example(bad="title: Caffeine", whole=False, sidecars={"WP1.gpml": _GPML}),
        Example(bad="annotations: []", whole=False, sidecars={"WP1.gpml": _GPML}),
        Example(
            bad="title: Caffeine synthesis",
            whole=False,
            sidecars={"WP1.gpml": _GPML, "WP1-info.json": '{"wpid": "WP1", "title": "Caffeine"}'},
        ),
        Example(
            bad="title: Caffeine synthesis",
            whole=False,
            sidecars={"WP1.gpml": _GPML, "_data/WP1-datanodes.tsv": "Label\tType\nCaffeine\tMetabolite\n"},
        ),
        Example(ok="title: Caffeine synthesis", whole=False, sidecars={"WP1.gpml": _GPML}),
        Example(ok="title: Caffeine", whole=False),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        source = record.source
        if source is None or source.document.version != UNDERSTOOD:
            return
        fields = source.derived.outdated(record.values, record.kind.source_fields)
        stale = [f"`{field}`" for field in fields]
        table, info = record.keyword_table, record.sidecars.text(INFO)
        if table is not None and not source.makes_table(table):
            stale.append("the table of data nodes")
        if info is not None and not source.makes_info(info):
            stale.append(INFO.format(id=record.id))
        if stale:
            is_newer = "revision" in fields
            verb, them = ("does", "it") if len(stale) == 1 else ("do", "them")
            if is_newer:
                cause = "the drawing is newer"
            elif fields:
                cause = _UNDECIDED.format("the record", "`--derive` does not: the revision is the same")
            else:
                cause = _UNDECIDED.format(them, "`--derive` does not")
            made = tuple(source.edits(record.values, fields)) if is_newer else ()
            why = "`recordlint fix --derive` applies it"
            if len(stale) > len(fields):
                why += "; a push regenerates the files beside the record"
            fix = suggestion("Regenerate the record", *made, why=why) if made else None
            yield self.finding((), f"{listed(stale)} {verb} not match {source.file}: {cause}", fix=fix)
