from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.wording import listed
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
_INFO = "{id}-info.json"
_UNDECIDED = "the drawing is newer, or somebody changed {} by hand ({})"


class StaleRecord(Rule):
    """The record, or a file beside it, is not what its source gives.

    A pathway's record is generated from its drawing: WP49.gpml gives WP49-info.json and
    WP49-datanodes.tsv, and these give WP49.md. Where they differ, the drawing was changed and the
    rest not made again yet, or somebody changed the record itself, which the next edit of the
    drawing undoes. The finding names the fields and files.

    Nothing has to be repaired in the record. In the repository of the drawings, a push makes the
    rest anew. `recordlint fix --derive` makes the record anew where its revision shows that the
    drawing is newer. Where the revision is the same, as after a repair of the drawing without
    `--stamp`, it leaves the record as it is.
    """

    code = "SRC001"
    severity = Severity.WARNING
    source = "the generators of wikipathways/wikipathways-database"
    kinds = frozenset({"pathway"})
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
        if source is None:
            return
        fields = source.derived.outdated(record.values, record.kind.source_fields)
        stale = [f"`{field}`" for field in fields]
        table, info = record.keyword_table, record.sidecars.text(_INFO)
        if table is not None and not source.makes_table(table):
            stale.append("the table of data nodes")
        if info is not None and not source.makes_info(info):
            stale.append(_INFO.format(id=record.id))
        if stale:
            is_newer = "revision" in fields
            verb, them = ("is", "it") if len(stale) == 1 else ("are", "them")
            if is_newer:
                cause = "the drawing is newer"
            elif fields:
                why = "`--derive` leaves it so, as both have the same revision"
                cause = _UNDECIDED.format("the record", why)
            else:
                cause = _UNDECIDED.format(them, f"a push makes {them} anew, `--derive` does not")
            made = tuple(source.edits(record.values, fields)) if is_newer else ()
            why = "`recordlint fix --derive` applies it"
            if len(stale) > len(fields):
                why += "; the files beside the record are made anew by a push"
            fix = suggestion("Make the record anew", *made, why=why) if made else None
            yield self.finding((), f"{listed(stale)} {verb} not what {source.file} gives: {cause}", fix=fix)
