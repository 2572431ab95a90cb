"""Web addresses, and names for the pages that they lead to."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lint.core.patterns import lazy

PATHWAY_PAGE = "https://www.wikipathways.org/pathways/{}.html"
"""The address of a pathway's page, to be filled in with its id."""

SENTENCE_END = ".,;:!?'*_"
"""Characters that may follow an address in a sentence and do not belong to it."""

# The names of sites as texts write them before an address. If a text has no name there, the first one is
# inserted.
_NAMES = {
    "biocarta.com": ("BioCarta",),
    "cancer.cellmap.org": ("Cancer Cell Map",),
    "cbio.mskcc.org": ("Computational Biology Center at Memorial Sloan-Kettering Cancer Center",),
    "gramene.org": ("Gramene", "Gramene project"),
    "genome.ad.jp": ("KEGG",),
    "genome.jp": ("KEGG", "KEGG pathway", "KEGG pathways"),
    "genomeknowledge.org": ("genomeknowledge.org", "Reactome"),
    "ibioinformatics.org": ("Institute of Bioinformatics",),
    "iembase.org": ("IEMBase",),
    "kegg.jp": ("KEGG", "KEGG pathway", "KEGG pathways"),
    "netpath.org": ("NetPath", "NetSlim"),
    "pandeylab.igm.jhmi.edu": ("PandeyLab", "PandeyLab at Johns Hopkins University"),
    "pathway.yeastgenome.org": ("yeastgenome.org", "SGD pathways", "YeastPathways", "SGD"),
    "pharmgkb.org": ("PharmGKB",),
    "phosphosite.org": ("PhosphoSitePlus", "PhosphoSitePlus (R)"),
    "reactome.org": ("Reactome",),
    "wikipedia.org": ("Wikipedia",),
}
_DOI = lazy(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s?#&]+")
_REACH = 140
"""The most characters before an address in which its source is named."""
_DOI_BEFORE = lazy(r"(?:DOI|doi)[: ]{1,2}(?P<name>10\.[0-9]{4,9}/[^\s?#&]*\w)[.,;:]?[ ]{1,2}\Z")
_ORIGIN = lazy(
    r"(?:(?:\b(?:It|[Dd]iagram|[Ff]igure|[Mm]odel|[Pp]athway)\b.*|\A\W*(?:\w+ly\s+)?)"
    r"(?:(?i:\b(?:adapted|modified|redrawn))\s+from|(?i:\bbased)\s+(?:up)?on|(?i:\binspired)\s+by)"
    r"|\b(?:combined|described|reviewed|summari[sz]ed)\s+in(?=\s+(?:an?|the)\s+(?:article|paper|review)\b))"
    r"(?::|\s+(?:an?|the)\b)?\s+(?!(?:data|evidence|experiments|findings|observations|results|studies)\b)"
    r"(?P<name>\w[^\[\]\n]{4,100}?)(?<!\s)(?<! (?:at|by|in|of))(?<! from)\s?\Z"
)
_NEW_SENTENCE = lazy(r"(?:(?<!\bal)[.!?]|[.!?]\s)\s|\n")
_IDS = (
    (lazy(r"https?://[\w.]*wikipathways\.org/\S*?\b(WP[0-9]+)(?:\.html)?(?:_r[0-9]+)?/?\Z"), "{}"),
    (
        lazy(
            r"https?://(?:\w+\.)*ncbi\.nlm\.nih\.gov/pmc/articles/(PMC[0-9]+)(?:/(?:figure|pdf|table)\S*|/)?\Z"
        ),
        "{}",
    ),
    (lazy(r"https?://pmc\.ncbi\.nlm\.nih\.gov/articles/(PMC[0-9]+)(?:/(?:figure|pdf|table)\S*|/)?\Z"), "{}"),
    (lazy(r"https?://europepmc\.org/articles?/(?:PMC/)?(PMC[0-9]+)/?\Z"), "{}"),
    (lazy(r"https?://europepmc\.org/(?:article|abstract)/MED/([0-9]+)/?\Z"), "pubmed:{}"),
    (lazy(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/?(?:\?term=)?([0-9]+)/?\Z"), "pubmed:{}"),
    (lazy(r"https?://pubmed\.ncbi\.nlm\.nih\.gov/([0-9]+)/?\Z"), "pubmed:{}"),
    (lazy(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/gene/([0-9]+)\W*\Z"), "ncbigene:{}"),
    (lazy(r"https?://(?:www\.)?nature\.com/articles/([a-z]+[0-9.-]*[\w.-]*\d)\Z"), "10.1038/{}"),
    (lazy(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/books/(NBK[0-9]+)/?\Z"), "{}"),
    (lazy(r"https?://(?:www\.)?yeastgenome\.org/(?:locus|reference)/(S[0-9]+)/?\Z"), "yeastgenome {}"),
    (lazy(r"https?://github\.com/[\w-]+/([\w.-]*\w)/?\Z"), "{}"),
    (lazy(r"https?://pfocr\.wikipathways\.org/figures/(\S+)\Z"), "this figure"),
)


def text_for(address: str) -> str:
    """Return a name for the page at *address*: its id, the name of its site, or else its host."""
    for form, words in _IDS:
        if found := form.match(address):
            return words.format(found[1])
    if doi := doi_in(address):
        return doi
    host = host_of(address)
    names = _names_of(host)
    return names[0] if names else host.removeprefix("www.")


def doi_in(text: str) -> str:
    """Return the DOI in a text or an address; "" if there is none."""
    found = _DOI.search(unquote(text))
    return found[0].rstrip(SENTENCE_END) if found else ""


def is_sound(address: str) -> bool:
    """Return whether an address holds only characters that it may hold, and no entity in place of one."""
    return address.isascii() and address.isprintable() and "&amp" not in address


def host_of(address: str) -> str:
    """Return the name of the host in *address*, in lower case."""
    rest = address.partition("://")[2] or address
    return re.split(r"[/?#:]", rest, maxsplit=1)[0].rstrip(".").lower()


def _names_of(host: str) -> tuple[str, ...]:
    while host:
        if host in _NAMES:
            return _NAMES[host]
        host = host.partition(".")[2]
    return ()


def source_before(text: str, at: int, address: str) -> tuple[int, int] | None:
    """Return the range of what *text* calls the source at *address*, just before *at*; None if it does not.

    This is a DOI, or before an address in square brackets what the pathway is adapted from or based on, or
    the paper in which something is described. `figure 2 in [https://…]` does not name its source.
    """
    start = max(0, at - _REACH)
    found = None if doi_in(address) else _DOI_BEFORE.search(text, start, at)
    if found is None and text[at : at + 1] == "[":
        start = max((end.end() for end in _NEW_SENTENCE.finditer(text, start, at)), default=start)
        found = _ORIGIN.search(text[start:at])
        return (start + found.start("name"), start + found.end("name")) if found else None
    return found.span("name") if found else None


def name_before(text: str, at: int, address: str, in_brackets: bool) -> int | None:
    """Return the start of the name of the address's site that ends just before *at*; None if absent."""
    start = max(0, at - 100)
    before = re.sub("[\u2010-\u2013]", "-", text[start:at])
    end = len(before.rstrip(" :,"))
    host = host_of(address)
    for name in sorted(_names_of(host), key=len, reverse=True):
        if before[:end].lower().endswith(name.lower()) and not before[: end - len(name)][-1:].isalnum():
            return start + end - len(name)
    plain = host.removeprefix("www.").replace(".", "").replace("-", "")
    if not in_brackets or before[end:].strip():
        return None
    found = list(re.finditer(r"[\w-]+", before[:end]))
    for count in range(min(4, len(found)), 0, -1):  # `Cancer Cell Map (http://cancer.cellmap.org)`
        first = found[-count].start()
        joined = re.sub(r"[\s-]", "", before[first:end]).lower()
        if len(joined) > 3 and joined in plain and before[first].isupper():
            return start + first
    return None
