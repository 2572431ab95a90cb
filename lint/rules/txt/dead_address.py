from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lint.core.findings import Finding, Severity
from lint.core.values import field_of
from lint.core.wording import and_more
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import shown

# Hosts that no longer exist, each with the host that has the same pages at the same addresses, if any.
_GONE = {
    "cancer.cellmap.org": "",  # the Cancer Cell Map; its pathways are in Pathway Commons
    "cgap.nci.nih.gov": "",  # the Cancer Genome Anatomy Project with its pages of BioCarta's pathways
    "classic.wikipathways.org": "www.wikipathways.org",  # the wiki, until 2023
    "dev.wikipathways.org": "www.wikipathways.org",
    "new.wikipathways.org": "www.wikipathways.org",  # this site, before it took the wiki's place
    "beta.uniprot.org": "www.uniprot.org",
    "bind.ca": "",  # the Biomolecular Interaction Network Database
    "ca.expasy.org": "www.expasy.org",  # like `tw` and `us`, a mirror
    "cmap.nci.nih.gov": "",  # pathways of BioCarta and KEGG at the Cancer Genome Anatomy Project
    "conceptwiki.org": "",
    "ebi.uniprot.org": "www.uniprot.org",
    "flybase.bio.indiana.edu": "flybase.org",
    "genmapp.org": "",  # GenMAPP, which PathVisio replaced
    "genome-www.stanford.edu": "",  # the Saccharomyces Genome Database, now yeastgenome.org
    "genome.ad.jp": "genome.jp",  # KEGG
    "genomeknowledge.org": "reactome.org",  # Reactome, by its first name
    "godatabase.org": "",  # AmiGO, now amigo.geneontology.org
    "microrna.sanger.ac.uk": "",  # miRBase, now mirbase.org
    "mips.gsf.de": "",  # the Munich Information Center for Protein Sequences
    "panther.appliedbiosystems.com": "",  # PANTHER, now pantherdb.org
    "panther.celera.com": "",
    "pfam.janelia.org": "",  # Pfam, now part of InterPro
    "pfam.sanger.ac.uk": "",
    "pir.uniprot.org": "www.uniprot.org",
    "plus.google.com": "",
    "string.embl.de": "string-db.org",
    "tw.expasy.org": "www.expasy.org",
    "us.expasy.org": "www.expasy.org",
    "webservice.wikipathways.org": "",  # the web service of the wiki
    "biocarta.com": "",  # BioCarta; its pathways are in MSigDB
    "pid.nci.nih.gov": "",  # the Pathway Interaction Database, retired in 2016; its pathways are in NDEx
}


class DeadAddress(Rule):
    """An address leads to a host that no longer exists.

    Databases move and end: the wiki of WikiPathways (`classic.wikipathways.org`), BioCarta, the Pathway
    Interaction Database, KEGG's `genome.ad.jp`. Readers who follow such a link get an error.

    If another host now has the same pages, the fix writes that host. It is unsafe because the page may have
    moved within the site: try the link. Otherwise give another source, or the copy of the page in the
    Internet Archive. The settings can add hosts to the rule's list, each with its replacement or "".
    """

    code = "TXT016"
    severity = Severity.INFO
    source = "the sites' own notices of closing or moving, and what curators correct by hand"
    split_from = "TXT006"
    examples = (
        Example(
            bad="description: From [WP1](https://classic.wikipathways.org/instance/WP1).",
            good="description: From [WP1](https://www.wikipathways.org/instance/WP1).",
            unsafe=True,
        ),
        Example(bad="description: From [BioCarta](http://www.biocarta.com/pathfiles/h_hsp27Pathway.asp)."),
        Example(
            bad="description: See [this](http://www.old.org/a).",
            good="description: See [this](http://www.new.org/a).",
            unsafe=True,
            options={"gone": {"old.org": "new.org"}},
        ),
        Example(ok="description: See [this](https://www.genome.jp) and biocarta.com, formerly."),
    )

    @dataclass(frozen=True)
    class Options(Rule.Options):
        """The options of TXT016."""

        gone: Mapping[str, str] = field(
            default_factory=dict,
            metadata={"description": 'More hosts that no longer exist, each with its replacement or "".'},
        )

    @cached_property
    def _hosts(self) -> Mapping[str, str]:
        return {**_GONE, **{host.lower(): instead for host, instead in self.options.gone.items()}}

    @cached_property
    def _address(self) -> re.Pattern[str]:
        hosts = "|".join(map(re.escape, sorted(self._hosts, key=len, reverse=True)))
        return re.compile(rf"://((?:www\.)?({hosts}))(?![\w.-]*\w)", re.IGNORECASE)

    def might_match(self, record: Record) -> bool:
        """Return whether there may be an address of such a host; long addresses are never folded."""
        return record.document.may_be_escaped or self._address.search(record.text) is not None

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.strings:
            found = list(self._address.finditer(text)) if "://" in text else []
            if not found or field_of(path) in record.kind.identifiers:
                continue
            changes = []
            for match in found:
                instead = self._hosts[match[2].lower()]
                www = "www." if match[1].lower().startswith("www.") and instead.count(".") == 1 else ""
                changes.append((match.span(1), www + instead if instead else match[1]))
            now = self._hosts[found[0][2].lower()]
            advice = f": its pages are now at {shown(now)}" if now else ""
            message = f"The website {shown(found[0][1])} no longer exists{and_more(found)}{advice}"
            why = "the page may have moved within the site"
            yield self.rewriting(path, text, changes, message, "Write the current address", why=why)
