from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Set as SetValue
from lint.core.wording import letters_of
from lint.kinds import Url
from lint.records.record import Record
from lint.rules import Example, Rule, safe, suggestion, unsafe
from lint.rules.ref.addresses import Address, fits, ids, names_id, texts, unexpected_addresses

_ID = lazy(r"[A-Za-z]{2,9}[0-9]+")
_NUMBER = lazy(r"(?<![0-9])0*+([1-9][0-9]*)\Z")
_FEWEST = 3  # letters and digits at the end of an address that identify its figure

_PATHWAY = """\
redirect_from:
- /index.php/Pathway:WP1
- /instance/WP1
- /instance/WP1_{}
revision: r100
schema-jsonld:
- '@id': https://wikipathways.github.io/pathways/{}.html
wpid: WP1
"""
_FIGURE = """\
figid: PMC1__f3
pmcid: PMC1
number: F3
figlink: {}
filename: {}
figid_alias: {}
"""


class UrlMismatch(Rule):
    """An address, or a name used in addresses, does not follow from the record's own ids.

    It leads readers and search engines to another record, to another article or nowhere: an `@id` of
    another pathway, a former address of another revision, a `figlink` to another article, a `filename` that
    is not the image that the figure's id names. The generators make all of these from the ids
    (scripts/create_pathway_frontmatter.py of wikipathways/wikipathways-database, pp_figures_step_1.R of
    wikipathways/pfocr-pipeline).

    The fix is safe if only one address can be meant. Otherwise either the address or an id may be wrong. The
    fix is then unsafe if everything else in the record agrees with the id and the file's name, or if the
    address has an older revision than the record; if not, it is only shown. If all addresses belong to one
    other record, this record is probably a copy of it, and there is no fix. Additional former addresses, kept
    so that old links still lead to the page, are right.
    """

    code = "REF002"
    source = "the generators' templates of addresses"
    severity = Severity.ERROR
    superseded_by = frozenset({"SCH003"})
    examples = (
        Example(bad=_PATHWAY.format("r100", "WP49"), good=_PATHWAY.format("r100", "WP1")),
        Example(bad=_PATHWAY.format("r99", "WP1"), good=_PATHWAY.format("r100", "WP1"), unsafe=True),
        Example(bad=_PATHWAY.format("r101", "WP1")),
        Example(bad=_PATHWAY.replace("WP1", "WP2").replace("wpid: WP2", "wpid: WP1").format("r100", "WP2")),
        Example(
            bad=_PATHWAY.format("r100", "WP1").replace("https", "http"), good=_PATHWAY.format("r100", "WP1")
        ),
        Example(
            bad=_PATHWAY.format("r100", "WP1").replace("x.php/Pathway:WP1", "x.php/pathway:wp1"),
            good=_PATHWAY.format("r100", "WP1"),
        ),
        Example(ok=_PATHWAY.format("r100\n- /instance/WP1_r99\n- /instance/WP7", "WP1")),
        Example(
            bad=_FIGURE.format("pmc/articles/PMC1/figure/F3/", "f3.jpg", "PMC1__F3"),
            good=_FIGURE.format("/pmc/articles/PMC1/figure/F3/", "f3.jpg", "PMC1__F3"),
            kind="figure",
        ),
        Example(
            bad=_FIGURE.format("/pmc/articles/pmc1/figure/g-002/", "g-002.jpg", "PMC1__G-002"),
            kind="figure",
            unsafe=True,
        ),
        Example(bad=_FIGURE.format("/pmc/articles/PMC2/figure/F3/", "f3.jpg", "PMC1__F3"), kind="figure"),
        Example(bad=_FIGURE.format("/pmc/articles/PMC1/figure/F3/", "f4.jpg", "PMC1__F3"), kind="figure"),
        Example(bad=_FIGURE.format("/pmc/articles/PMC1/figure/F3/", "f3.jpg", "PMC1__F4"), kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        addresses = unexpected_addresses(record)
        other = _other_record(record, addresses)
        if other:
            message = f"All addresses here belong to `{other}`: is this record a copy of it?"
            yield self.finding(addresses[0].path, message)
        elif addresses:
            yield from self._check_each(record, addresses)

    def _check_each(self, record: Record, addresses: Sequence[Address]) -> Iterator[Finding]:
        faulty = {violation.path[0] for violation in record.violations if violation.path}
        is_alone = len(addresses) == 1
        number = sum(len(texts(record, field)) for field in record.kind.urls_in)
        has_witness = is_alone or number > len(addresses)  # another address is right, or there is no other
        given: set[tuple[str, str]] = set()
        for address in addresses:
            finding = self._misspelt(address)
            meant = None if finding else _meant(address)
            if meant is not None:
                key = address.field, meant.form
                # SCH003 reports a field that is wrong itself, and one address of each form is enough.
                if not meant.url.names.isdisjoint(faulty) or key in given:
                    continue
                given.add(key)
                if not _is_given(record, *key):
                    is_sure = has_witness and not _is_confirmed(address, addresses)
                    finding = self._contradiction(record, address, meant, is_alone=is_alone, is_sure=is_sure)
            elif finding is None and address.field.endswith("@id"):
                form = address.expected[0][1].replace("*", "…")
                message = f"`{address.text}` does not have the form of the page's address, `{form}`"
                finding = self.finding(address.path, message, severity=Severity.WARNING)
            if finding is not None:
                yield finding

    def _misspelt(self, address: Address) -> Finding | None:
        """Return the finding about an address that is right but for its beginning."""
        text = address.text
        encrypted, rooted = _encrypted(text), _rooted(text)
        if any(fits(encrypted, right) for _, right in address.expected):
            right, title = encrypted, "Write `https`"
            message = f"`{text}` begins with `http`, but the address of the page begins with `https`"
        elif any(fits(rooted, right) for _, right in address.expected):
            right, title = rooted, "Put a `/` in front"
            message = f"`{text}` does not begin with `/`"
        else:
            return None
        fix = safe(title, SetValue(address.path, right))
        return self.finding(address.path, message, fix=fix, severity=Severity.WARNING)

    def _contradiction(
        self, record: Record, address: Address, meant: _Meant, *, is_alone: bool, is_sure: bool
    ) -> Finding:
        """Return the finding about an address that contradicts the record's ids.

        All other addresses are right if it *is_alone*. It *is_sure* that the ids are right if another address
        shows it and none contradicts it.
        """
        text, path, url, right = address.text, address.path, meant.url, meant.right
        title, edit = f"Set it to `{right}`", SetValue(path, right)
        is_certain = url.is_certain and is_sure and meant.is_only
        # Then the address and a field, such as the revision, contradict each other, and nothing else decides.
        is_doubtful = names_id(text, record.id) and not url.names <= {record.kind.id_field}
        is_older = _last_number(text) < _last_number(meant.form)
        if is_certain and not is_doubtful:
            fix = safe(title, edit)
        elif (is_certain and is_older) or (is_alone and _is_of_this(record, meant, text)):
            fix = unsafe(title, edit, why="the address may be right, and the ids wrong")
        else:
            fix = suggestion(title, edit, why="one of the ids may be wrong instead")
        message = f"`{text}` does not follow from the record's own ids, which give `{right}`"
        severity = Severity.WARNING if url.is_former else None
        return self.finding(path, message, fix=fix, severity=severity)


class _Meant(NamedTuple):
    """The address that is meant by a wrong one."""

    url: Url
    form: str
    """The right address; `*` stands for any text."""
    rest: str
    """The text for the `*`."""
    is_only: bool
    """Whether the template gives no other right address."""

    @property
    def right(self) -> str:
        """The right address."""
        return self.form.replace("*", self.rest)


def _meant(address: Address) -> _Meant | None:
    """Return what is meant by a wrong address; None if it has the form of none."""
    rooted, encrypted = _rooted(address.text), _encrypted(address.text)
    found: list[tuple[Url, str, re.Match[str] | None]] = [
        (url, right, match)
        for url, right in address.expected
        if (match := url.form.fullmatch(rooted if url.template.startswith("/") else encrypted))
    ]
    found = found or [
        (url, right, None) for url, right in address.expected if _is_in_other_case(rooted, right)
    ]
    if not found:
        return None
    url, right, match = max(found, key=lambda each: each[0].length)
    rest = match["any"] if match and "*" in url.template else ""
    return _Meant(url, right, rest, is_only=sum(each[0] is url for each in found) == 1)


def _is_given(record: Record, field: str, right: str) -> bool:
    """Return whether the record gives the *right* address in *field*."""
    return any(fits(_rooted(text), _rooted(right)) for _, text in texts(record, field))


def _is_confirmed(address: Address, addresses: Sequence[Address]) -> bool:
    """Return whether another one of the *addresses* has the same id of another record as *address*."""
    own = {name for _, right in address.expected for name in _ID.findall(right)}
    others = {name for other in addresses if other is not address for name in _ID.findall(other.text)}
    return not others.isdisjoint({*_ID.findall(address.text)} - own)


def _is_of_this(record: Record, meant: _Meant, text: str) -> bool:
    """Return whether an address names this record, except for what follows from the id alone.

    The text for the ``*`` of its template must end like the id does; if only the case of the address is
    wrong, in the same case.
    """
    kind = record.kind
    named = {kind.id_field, *re.compile(kind.id_parts).groupindex}
    letters = _letters if _is_in_other_case(text, meant.right) else letters_of
    end, own = letters(meant.rest.rstrip("/").rpartition("/")[2]), letters(record.id)
    is_recased = not own.endswith(end) and own.casefold().endswith(end.casefold())
    is_named = own.endswith(end[-_FEWEST:]) and not is_recased
    return meant.url.names <= named and is_named and len(ids(record)) == 1


def _last_number(address: str) -> tuple[int, str]:
    """Return the number at the end of an address, in a form that sorts as it does."""
    found = _NUMBER.search(address)
    return (len(found[1]), found[1]) if found else (0, "")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_in_other_case(text: str, right: str) -> bool:
    return text.casefold() == right.casefold()


def _other_record(record: Record, unexpected: Sequence[Address]) -> str:
    """Return the id of the one other record that all addresses of *record* name; "" if there is none."""
    named = {_other_id(record, address) for address in unexpected} - {""}
    fields = {address.field for address in unexpected}
    own = sum(len(texts(record, field)) for field in fields)
    return named.pop() if len(named) == 1 and len(fields) > 1 and own == len(unexpected) else ""


def _other_id(record: Record, address: Address) -> str:
    """Return the id that *address* contains in place of the record's own; "" if it contains none."""
    for _, right in sorted(address.expected, key=lambda pair: -pair[0].length):
        before, own, after = right.partition(record.id)
        text = address.text
        if own and text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after):
            other = text[len(before) : len(text) - len(after)]
            if "/" not in other and other != record.id:
                return other
    return ""


def _encrypted(text: str) -> str:
    """Return an address with `https` in place of `http`."""
    return f"https{text.removeprefix('http')}" if text.startswith("http:") else text


def _rooted(text: str) -> str:
    """Return an address that begins with `/`."""
    return text if text.startswith("/") else f"/{text}"
