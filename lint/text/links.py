"""Links in Markdown: finding them, their faults, and how to correct these.

Links are those of CommonMark (spec.commonmark.org, 6.3 Links and 6.5 Autolinks), without GitHub's
extension that turns bare addresses into links: kramdown, which renders the sites of records, does not
have it.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lint.core.patterns import lazy
from lint.text.addresses import SENTENCE_END, host_of, is_sound, name_before, source_before, text_for

# A control character, white space in Python, may replace a letter of the address.
_IN_ADDRESS = r"[^\s<>\[\]()\"]|[\v\f\x1c-\x1f]|\([^\s<>\[\]()]{0,200}\)"
# Old DOIs of Wiley contain `<155::AID-PROT2>`.
_URL = rf"(?:https?|ftp)://(?=\w)(?:{_IN_ADDRESS}|<[0-9]{{1,6}}::?[\w-]{{1,30}}>){{1,1000}}"
_HOST = rf"www\.(?:{_IN_ADDRESS}){{1,1000}}"
_SLIPS = r"htps?://|ttps?://|hhttps?://|https?(?::/(?://)?(?!/)|//(?!/)|:(?=www\.))"
_MISSPELT = rf"(?<![\w/.@-])(?:{_SLIPS})(?=[\w-]+\.\w)"
_LABEL = r"(?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]{0,200}\]){0,400}?"
_LINE_START = r"(?:(?<=\n)|(?<=\n )|(?<=\n  )|(?<=\n   )|(?<![\s\S]))"
_TARGET = r"(?!<)(?:[^\s()]|\([^\s()]{0,200}\)){0,1000}"

# The beginnings of what `_STRETCH` matches, which are rare in texts.
_BEGINNING = lazy(rf"\[|`|<(?=[A-Za-z/])|\]\(|\)(?=\[)|https?://|ftp://|www\.|{_SLIPS}")
# A link, correct or not, code or HTML; the longest forms come first.
_STRETCH = lazy(
    r"(?P<code>(?P<ticks>`{1,9})(?!`)(?:[^\n]|\n(?![ \t]*\n)){1,1000}?(?<!`)(?P=ticks)(?!`))"
    rf"|(?P<definition>{_LINE_START}\[[^\[\]\n]{{1,300}}\]:[ \t]*\S{{1,1000}}"
    r"(?:[ \t]+[\"'(][^\n]{0,300})?[ \t]*(?=\n|\Z))"
    r"|(?P<tag><(?!www\.)[A-Za-z/][^<>]{0,1000}>)"
    rf"|(?P<wiki>\[\[[^\[\]\n]{{1,300}}\]\](?!\((?:https?|ftp):)|\[(?:{_URL}|(?:{_SLIPS})\S{{1,300}})[ \t]+(?:(?!://)[^\[\]\n])+\](?!\())"
    rf"|\[(?P<label>{_LABEL})\](?:"
    rf"\(\((?P<doubled>{_URL})\)\)"
    rf"|\[(?P<square>{_URL})\]"
    rf"|\([ \t]*(?P<target>{_TARGET}|<[^<>\n]{{0,1000}}>)(?:\s+\"[^\"\n]{{0,200}}\")?[ \t]*\)"
    rf"|[ \t]\((?P<apart>{_URL})\)"
    rf"|\((?P<bent>{_URL})\](?![(\]])"
    rf"|\((?P<open>{_URL})(?=\s|\Z)(?![^()\n]{{1,60}}\))"
    r"|\((?P<spaced>[^()\n]{1,1000})\)"
    rf"|(?P<joined>{_URL}))"
    rf"|\[(?P<unclosed>[^\[\]()\n]{{1,100}})\((?P<inside>{_URL})\)(?![^\[\]\n]{{0,100}}\])"
    rf"|\]\((?P<lone>{_URL})"
    rf"|\[[ \t]?(?P<bracketed>{_URL})[ \t]?\](?!\()"
    rf"|\)\[(?P<behind>{_URL})\]"
    rf"|(?P<bare>(?<![\w/.@-])(?:{_URL}|{_HOST}))"
    rf"|(?P<misspelt>{_MISSPELT}(?:{_IN_ADDRESS}){{1,1000}})"
)
_ENDED = lazy(r"[.!?]\s*\Z")
_TURNED = lazy(r"\((?P<turned>[^()\[\]\n]{1,100})\Z")
_BEHIND = lazy(r"\)\[(?![\d ,-]+\])([^\[\]\n]{1,100})\](?!\()")  # a text; `[3]` is a citation
_BRACKET = lazy(r"[()]")
_NEAR = 1_000
_SIGNS = ("://", "www.", "](", "http")
_SCHEME = lazy(r"(?:h{0,2}t{1,3}ps?(?:[:;][/\\]{0,3}|[/\\]{1,3}))+", re.IGNORECASE)
_DOI_ALONE = lazy(r"(?:doi:)?(?=10\.[0-9]{4,9}/)", re.IGNORECASE)
_SITE = lazy(r"(?:[\w-]+\.)+(?:com|edu|eu|gov|info|io|jp|net|nl|org|uk)(?![\w.])")
_UNFINISHED = {
    "doubled": "its address is in two pairs of brackets",
    "square": "its address is in square brackets",
    "apart": "there is a space before its address",
    "open": "the `)` after its address is missing",
    "joined": "the brackets around its address are missing",
    "bent": "its address ends with `]`, not with `)`",
}
"""What is wrong, by the group of the expression."""
_PLAIN = lazy(r"(?!https?\b|ftp\b|www\.|mailto:)[^/.#:]+\Z", re.IGNORECASE)  # not an address of any kind
_ADDRESS = lazy(r"(?:https?://|ftp://|www\.)\S+\Z")


class Fault(enum.Enum):
    """The kinds of faults of links."""

    BARE = "an address that is not a link"
    OWN_TEXT = "an address that is its own text"
    BROKEN = "a link that is broken"


class Link(NamedTuple):
    """A link, or text that should be one, with its range in characters from 0.

    *text* and *address* are those that it has or should have. *instead* is the corrected link; "" if it
    is unknown, the link is correct, or the address itself is damaged, which has to be repaired first.
    """

    start: int
    end: int
    text: str
    address: str
    fault: Fault | None = None
    instead: str = ""
    said: str = ""
    """How the link is broken, for messages."""


def may_hold_links(text: str) -> bool:
    """Return whether *text* may contain a link or an address; if False, `find_links` finds none."""
    return any(sign in text for sign in _SIGNS)


@lru_cache(maxsize=64)  # several rules need them, for each of a group of records, a text and its copy
def find_links(text: str) -> tuple[Link, ...]:
    """Return the correct and broken links and the bare addresses of a text in Markdown, in order.

    Links of the old wiki (`[http://x.org label]`), code and HTML are left out.
    """
    return tuple(_links(text)) if may_hold_links(text) else ()


def _links(text: str) -> Iterator[Link]:
    end = 0
    for beginning in _BEGINNING.finditer(text):
        if beginning.start() < end or (found := _STRETCH.match(text, beginning.start())) is None:
            continue
        link = None
        if found["label"] is not None:
            link = _labelled(found)
        elif found["behind"]:
            before = _TURNED.search(text, max(end, found.start() - 101), found.start())
            if before is None or "://" in before[0]:
                continue
            made = _markdown(before["turned"], found["behind"])
            said = "its brackets are the wrong way round"
            address = found["behind"]
            link = Link(before.start(), found.end(), before["turned"], address, Fault.BROKEN, made, said)
        elif found["unclosed"]:
            link = _broken(found, found["unclosed"], found["inside"], "the `]` after its text is missing")
        elif found["lone"]:
            said = "the `[` before its text is missing"
            link = Link(*found.span(), "", found["lone"], Fault.BROKEN, said=said)
        elif found["bracketed"]:
            link = _bare(found, "bracketed", end)
        elif found["bare"]:
            link = _turned(found) or _bare(found, "bare", end)
        elif found["misspelt"]:
            link = _bare(found, "misspelt", end)
        end = found.end()
        if link is not None:
            end = max(end, link.end)
            yield link if is_sound(link.address) else link._replace(instead="")


def _turned(found: re.Match[str]) -> Link | None:
    """Return the link that an address in round brackets before a text in square ones should be, if any."""
    start, end = found.span()
    label = _BEHIND.match(found.string, end) if found.string[start - 1 : start] == "(" else None
    if label is None:
        return None
    made, said = _markdown(label[1], found["bare"]), "its text and its address are swapped"
    return Link(start - 1, label.end(), label[1], found["bare"], Fault.BROKEN, made, said)


def _labelled(found: re.Match[str]) -> Link | None:
    """Return the link that *found*, which begins with a text in brackets, is or should be; None if none."""
    text, target = found["label"], found["target"]
    start, end = found.span()
    if target is None:
        return _unfinished(found, text)
    address = target.strip("<>")
    right, said = _corrected(address)
    if _ADDRESS.match(text.strip()) and _PLAIN.match(address):
        return _swapped(found, address)
    if not address:
        return Link(start, end, text, "", Fault.BROKEN, said="it has no address")
    if said:
        label = text_for(right) if text.strip() == address else text
        is_inside = found.string[start - 1 : start] == "[" and address == f"{right}]"  # `[[1](address])`
        return Link(start, end, text, right, Fault.BROKEN, _markdown(label, right) + "]" * is_inside, said)
    if not text.strip() and found.string[start - 1 : start] != "!":
        return Link(
            start, end, text, right, Fault.BROKEN, _markdown(text_for(right), right), "it has no text"
        )
    if _same_address(text, address):
        return _with_name(found.string, start, end, address, Fault.OWN_TEXT)
    if found.string[end : end + 1] == ")" and not _is_bracketed(found.string, start):
        said = "there is one `)` too many after its address"
        return Link(start, end + 1, text, address, Fault.BROKEN, found[0], said)
    if found.string[start - 1 : start] == "(" and not _is_closed(found.string, end):
        said = "the `)` that closes the bracket before it is missing"
        return Link(start, end, text, address, Fault.BROKEN, f"{found[0]})", said)
    return Link(start, end, text, address)


def _is_bracketed(text: str, at: int) -> bool:
    """Return whether a round bracket near *at* is still open there; one that only closes does not count."""
    depth = 0
    for bracket in _BRACKET.finditer(text, max(0, at - _NEAR), at):
        depth = depth + 1 if bracket[0] == "(" else max(0, depth - 1)
    return depth > 0


def _is_closed(text: str, at: int) -> bool:
    """Return whether a round bracket that is open at *at* is closed behind it, or too far away to know."""
    depth = 1
    for bracket in _BRACKET.finditer(text, at, at + _NEAR):
        depth += 1 if bracket[0] == "(" else -1
        if depth == 0:
            return True
    return len(text) > at + _NEAR


def _unfinished(found: re.Match[str], text: str) -> Link | None:
    """Return the link that *found* should be, which has no address in brackets after its *text*."""
    for name, said in _UNFINISHED.items():
        address = found[name]
        if not address or (name == "joined" and (_ADDRESS.match(text) or text.strip().isdigit())):
            continue  # `[1]http://x.org` is an item of a list
        address, rest = _without_end(address) if name in ("open", "joined") else (address, "")
        if name == "bent" and found.string[found.start() - 1 : found.start()] == "[":  # `[[1](address]`
            rest = "]"
        made = f"[{text}]({address}){rest}"
        if name == "open" and not rest and found.end() == len(found.string):
            made, said = "", f"{said}, and the text ends there: the rest may be lost"
        return Link(*found.span(), text, address, Fault.BROKEN, made, said)
    if found["spaced"] and "://" in found["spaced"]:
        said = "there is a space in its address"
        return Link(*found.span(), text, found["spaced"], Fault.BROKEN, said=said)
    if found["spaced"] and _ADDRESS.match(text.strip()):
        return _swapped(found, found["spaced"])
    return None


def _same_address(text: str, address: str) -> bool:
    """Return whether *text* is a complete address that equals *address*."""
    one, two = (part.strip().rstrip("/]").lower() for part in (text, address))
    return "://" in one and one.partition("://")[2] == two.partition("://")[2]


def _corrected(address: str) -> tuple[str, str]:
    """Return the corrected address, and how it is wrong; "" if it is correct."""
    if found := _SCHEME.match(address):
        scheme = found[0].lower()
        if scheme not in ("http://", "https://"):
            right = "https://" if "ps" in scheme else "http://"
            return right + address[found.end() :], f"its address begins with `{found[0]}`"
    elif address.lower().startswith("www.") or _SITE.match(address):
        return f"https://{address}", "its address has no `https://`, and leads to a page of this site"
    elif found := _DOI_ALONE.match(address):
        return f"https://doi.org/{address[found.end() :]}", "its address is a DOI without `https://doi.org/`"
    if address.endswith("]") and "[" not in address:
        return address.rstrip("]"), "there is a `]` in its address"
    return address, ""


def _swapped(found: re.Match[str], text: str) -> Link:
    return _broken(found, text, found["label"].strip(), "its text and its address are swapped")


def _broken(found: re.Match[str], text: str, address: str, said: str) -> Link:
    return Link(*found.span(), text, address, Fault.BROKEN, _markdown(text, address), said)


def _bare(found: re.Match[str], name: str, free: int) -> Link:
    """Return the link that a bare address should be, including a name before it and brackets around it.

    The text before *free* belongs to another link.
    """
    start, end = found.span()
    address = found[name]
    if name != "bracketed":
        address, rest = _without_end(address)
        end -= len(rest)
    if name == "misspelt":
        address, said = _corrected(address)
        return _with_name(found.string, start, end, address, Fault.BROKEN, free)._replace(said=said)
    return _with_name(found.string, start, end, address, Fault.BARE, free)


def _with_name(text: str, start: int, end: int, address: str, fault: Fault, free: int = 0) -> Link:
    """Return a link that replaces text[start:end], including a name before it."""
    target = address if "://" in address else f"https://{address}"
    if "doi.org/10." in target:
        target = target.replace("%2F", "/").replace("%2f", "/")
    first, last = start - (text[start - 1 : start] == "<"), end  # `<http://x.org` without its `>`
    last += first < start and text[end : end + 1] == ">"  # `<www.x.org>`
    if text[first - 1 : first] == "(" and text[last : last + 1] == ")":
        first, last = first - 1, last + 1
    elif text[first - 1 : first] == "(" and text[last : last + 2] == " )":
        first, last = first - 1, last + 2
    in_brackets = text[first] == "("
    begin = name_before(text, first, address, in_brackets)
    if begin is not None and begin >= free:
        name = text[begin:first].rstrip(" :,(")
        if (
            text[begin - 1 : begin] == "["
            and text[last : last + 1] == "]"
            and text[last + 1 : last + 2] != "("
        ):
            begin, last = begin - 1, last + 1
        return Link(begin, last, name, target, fault, _markdown(name, target))
    source = source_before(text, first, target) if fault is Fault.BARE else None
    if source is not None and source[0] >= free:
        name = text[slice(*source)]
        return Link(source[0], last, name, target, fault, _markdown(name, target))
    label = text_for(target)
    if text[start] == "[" and label == host_of(target).removeprefix("www.") and _ENDED.search(text, 0, start):
        label = "Source"  # of the sentence before it
    made = _markdown(label, target)
    if in_brackets:
        made = f"({made})"
    glued = text[first - 1 : first]
    return Link(first, last, label, target, fault, f" {made}" if glued.isalpha() or glued == "." else made)


def _markdown(text: str, address: str) -> str:
    return f"[{text.strip()}]({address})"


def _without_end(address: str) -> tuple[str, str]:
    """Return an address in a sentence without the punctuation after it, and this punctuation."""
    kept = address.rstrip(SENTENCE_END)
    return kept, address[len(kept) :]
