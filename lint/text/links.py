"""Links in Markdown: where they stand, what is wrong with them, and how people write them.

What a link is follows CommonMark (spec.commonmark.org, 6.3 Links and 6.5 Autolinks), without the
extension of GitHub that makes links of bare addresses: kramdown, which writes the sites of records,
has none.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lint.core.patterns import lazy

_URL = r"(?:https?|ftp)://(?:[^\s<>\[\]()\"]|\([^\s<>\[\]()]{0,200}\)){1,1000}"
_HOST = r"www\.(?:[^\s<>\[\]()\"]|\([^\s<>\[\]()]{0,200}\)){1,1000}"
_LABEL = r"(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,400}?"
_TARGET = r"(?:[^\s<>()]|\([^\s()]{0,200}\)){0,1000}"

# What stands in a text, the longest forms first. Each alternative is a kind of stretch.
_STRETCH = lazy(
    rf"(?P<code>`[^`\n]{{1,500}}`)"
    rf"|(?P<tag><[A-Za-z/][^<>]{{0,1000}}>)"
    rf"|(?P<wiki>\[\[[^\[\]\n]{{1,300}}\]\]|\[{_URL}[ \t]+(?:(?!://)[^\[\]\n])+\](?!\())"
    rf"|\[(?P<label>{_LABEL})\](?:"
    rf"\(\((?P<doubled>{_URL})\)\)"
    rf"|\((?P<target>{_TARGET}|<[^<>\n]{{0,1000}}>)(?:\s+\"[^\"\n]{{0,200}}\")?[ \t]*\)"
    rf"|[ \t]\((?P<apart>{_URL})\)"
    rf"|\((?P<open>{_URL})(?=\s|\Z)"
    rf"|\((?P<spaced>[^()\n]{{1,1000}})\)"
    rf"|(?P<joined>{_URL}))"
    rf"|\((?P<turned>[^()\[\]\n]{{1,100}})\)\[(?P<behind>{_URL})\]"
    rf"|\[(?P<unclosed>[^\[\]()\n]{{1,100}})\((?P<inside>{_URL})\)(?![^\[\]\n]{{0,100}}\])"
    rf"|(?P<lone>\]\((?:{_URL}))"
    rf"|\[[ \t]?(?P<bracketed>{_URL})[ \t]?\](?!\()"
    rf"|(?P<bare>(?<![\w/.@-])(?:{_URL}|{_HOST}))"
)
_SIGNS = ("://", "www.", "](")
_END = re.compile(r"[.,;:!?'*_]+\Z")
_SCHEME = lazy(r"(?:https?(?::/{0,3}|/{1,3}))+|h?ttps?:/{1,3}|htps?:/{1,3}", re.IGNORECASE)
_SITE = lazy(r"(?:[\w-]+\.)+(?:com|edu|eu|gov|info|io|jp|net|nl|org|uk)(?![\w.])")
_PLAIN = lazy(r"(?!https?\b|ftp\b|www\.|mailto:)[^/.#:]+\Z", re.IGNORECASE)  # no address of any kind
_ADDRESS = lazy(r"(?:https?://|ftp://|www\.)\S+\Z")


class Fault(enum.Enum):
    """What is wrong with a link."""

    BARE = "an address that is no link"
    OWN_TEXT = "an address that is its own text"
    BROKEN = "a link that is broken"


@dataclass(frozen=True, slots=True)
class Link:
    """A link, or what should be one: where it stands, in characters from 0.

    *text* and *address* are those that it has, or should have. *instead* is what to write; empty
    where that is not known, and for a link that is right.
    """

    start: int
    end: int
    text: str
    address: str
    fault: Fault | None = None
    instead: str = ""
    said: str = ""
    """How it is broken, for people."""


def may_hold_links(text: str) -> bool:
    """Return whether there may be a link or an address in *text*; where not, `find_links` finds none."""
    return any(sign in text for sign in _SIGNS)


def find_links(text: str) -> Iterator[Link]:
    """Yield the links of a text in Markdown, right and wrong ones, and its bare addresses, in order.

    Those of the old wiki (`[http://x.org label]`), code and HTML are left out.
    """
    for found in _STRETCH.finditer(text) if may_hold_links(text) else ():
        if found["label"] is not None:
            yield from _labelled(found)
        elif found["turned"]:
            yield _broken(found, found["turned"], found["behind"], "its brackets are the wrong way round")
        elif found["unclosed"]:
            yield _broken(found, found["unclosed"], found["inside"], "the `]` behind its text is missing")
        elif found["lone"]:
            address = found["lone"][2:]
            yield Link(*found.span(), "", address, Fault.BROKEN, said="the `[` before its text is missing")
        elif found["bracketed"]:
            yield _bare(found, "bracketed")
        elif found["bare"]:
            yield _bare(found, "bare")


def _labelled(found: re.Match[str]) -> Iterator[Link]:
    """Yield the link that *found*, which begins with a text in brackets, is or should be."""
    text, target = found["label"], found["target"]
    start, end = found.span()
    if target is None:
        for name, said in (
            ("doubled", "its address stands in two pairs of brackets"),
            ("apart", "a space stands before its address"),
            ("open", "the `)` behind its address is missing"),
            ("joined", "the brackets around its address are missing"),
        ):
            if found[name]:
                address, rest = _without_end(found[name]) if name in ("open", "joined") else (found[name], "")
                if name == "joined" and (_ADDRESS.match(text) or text.strip().isdigit()):
                    return  # a number of a list, `[1]http://x.org`
                made = _written(text, address)
                yield Link(start, end, text, address, Fault.BROKEN, made + rest, said)
        if found["spaced"] and "://" in found["spaced"]:
            said = "a space stands in its address"
            yield Link(start, end, text, found["spaced"], Fault.BROKEN, said=said)
        elif found["spaced"] and _ADDRESS.match(text.strip()):
            yield _swapped(found, found["spaced"])
        return
    address = target.strip("<>")
    right, said = _mended(address)
    if _ADDRESS.match(text.strip()) and _PLAIN.match(address):
        yield _swapped(found, address)
    elif not address:
        yield Link(start, end, text, "", Fault.BROKEN, said="it has no address")
    elif said:
        label = text_for(right) if text.strip() == address else text
        yield Link(start, end, text, right, Fault.BROKEN, _written(label, right), said)
    elif not text.strip() and found.string[start - 1 : start] != "!":
        yield Link(start, end, text, right, Fault.BROKEN, _written(text_for(right), right), "it has no text")
    elif _same_address(text, address):
        yield _named(found.string, start, end, address, Fault.OWN_TEXT)
    else:
        yield Link(start, end, text, address)


def _same_address(text: str, address: str) -> bool:
    """Return whether *text* is a whole address, and *address* the same."""
    one, two = (each.strip().rstrip("/]").lower() for each in (text, address))
    return "://" in one and one.partition("://")[2] == two.partition("://")[2]


def _mended(address: str) -> tuple[str, str]:
    """Return an address as it should be, and how it is wrong: "" where it is not."""
    if found := _SCHEME.match(address):
        scheme = found[0].lower()
        if scheme not in ("http://", "https://"):
            right = "https://" if "https" in scheme or "htps" in scheme else "http://"
            return right + address[found.end() :], f"its address begins with `{found[0]}`"
    elif address.lower().startswith("www.") or _SITE.match(address):
        return f"https://{address}", "its address has no `https://`, and leads to a page of this site"
    if address.endswith("]") and "[" not in address:
        return address.rstrip("]"), "a `]` stands in its address"
    return address, ""


def _swapped(found: re.Match[str], text: str) -> Link:
    return _broken(found, text, found["label"].strip(), "its text and its address are swapped")


def _broken(found: re.Match[str], text: str, address: str, said: str) -> Link:
    return Link(*found.span(), text, address, Fault.BROKEN, _written(text, address), said)


def _bare(found: re.Match[str], name: str) -> Link:
    """Return the link that a bare address should be, with the name and the brackets around it."""
    start, end = found.span()
    address = found[name]
    if name == "bare":
        address, rest = _without_end(address)
        end -= len(rest)
    return _named(found.string, start, end, address, Fault.BARE)


def _named(text: str, start: int, end: int, address: str, fault: Fault) -> Link:
    """Return a link in the place of text[start:end], together with the name that stands before it."""
    target = address if "://" in address else f"https://{address}"
    first, last = start, end
    if text[first - 1 : first] == "(" and text[last : last + 1] == ")":
        first, last = first - 1, last + 1
    elif text[first - 1 : first] == "(" and text[last : last + 2] == " )":
        first, last = first - 1, last + 2
    in_brackets = first < start
    begin = _name_before(text, first, address, in_brackets)
    if begin is not None:
        name = text[begin:first].rstrip(" :,(")
        return Link(begin, last, name, target, fault, _written(name, target))
    label = text_for(target)
    made = _written(label, target)
    if in_brackets:
        made = f"({made})"
    glued = text[first - 1 : first]
    return Link(first, last, label, target, fault, f" {made}" if glued.isalpha() or glued == "." else made)


def _written(text: str, address: str) -> str:
    return f"[{text.strip()}]({address})"


def _without_end(address: str) -> tuple[str, str]:
    """Return an address in a sentence without the signs of that, and these."""
    kept = _END.sub("", address)
    return kept, address[len(kept) :]


# How people write addresses --------------------------------------------------------------------------

# What the pages of a site are called, and the names by which texts call it before its address. The
# first one is written where none stands there.
_NAMES = {
    "biocarta.com": ("BioCarta",),
    "cancer.cellmap.org": ("Cancer Cell Map",),
    "cbio.mskcc.org": ("Computational Biology Center at Memorial Sloan-Kettering Cancer Center",),
    "genome.ad.jp": ("KEGG",),
    "genome.jp": ("KEGG", "KEGG pathway", "KEGG pathways"),
    "genomeknowledge.org": ("genomeknowledge.org", "Reactome"),
    "ibioinformatics.org": ("Institute of Bioinformatics",),
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
_IDS = (
    (lazy(r"https?://[\w.]*wikipathways\.org/\S*?\b(WP[0-9]+)(?:\.html)?(?:_r[0-9]+)?/?\Z"), "{}"),
    (lazy(r"https?://(?:\w+\.)*ncbi\.nlm\.nih\.gov/pmc/articles/(PMC[0-9]+)/?\Z"), "{}"),
    (lazy(r"https?://pmc\.ncbi\.nlm\.nih\.gov/articles/(PMC[0-9]+)/?\Z"), "{}"),
    (lazy(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/([0-9]+)/?\Z"), "pubmed:{}"),
    (lazy(r"https?://pubmed\.ncbi\.nlm\.nih\.gov/([0-9]+)/?\Z"), "pubmed:{}"),
    (lazy(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/gene/([0-9]+)\W*\Z"), "ncbigene:{}"),
    (lazy(r"https?://pfocr\.wikipathways\.org/figures/(\S+)\Z"), "this figure"),
)


def text_for(address: str) -> str:
    """Return what people call the page at *address*: by its id, by its site's name, else by its host."""
    for form, words in _IDS:
        if found := form.match(address):
            return words.format(found[1])
    if doi := doi_in(address):
        return doi
    host = host_of(address)
    names = _names_of(host)
    return names[0] if names else host.removeprefix("www.")


def doi_in(text: str) -> str:
    """Return the DOI in a text or an address; "" where there is none."""
    found = _DOI.search(unquote(text))
    return _END.sub("", found[0]) if found else ""


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


_BEFORE = lazy(r"[\w.()/-]+(?: [\w.()/-]+){0,7}(?=[:,]? {0,2}\(?\Z)")


def _name_before(text: str, at: int, address: str, in_brackets: bool) -> int | None:
    """Return where the name of an address's site begins that ends just before *at*; None without one."""
    start = max(0, at - 100)
    before = text[start:at]
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
