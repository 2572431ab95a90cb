from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Set, field_of
from lint.core.wording import and_more
from lint.documents.prose import outside_code
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example, Rule, safe
from lint.rules.txt import NAMES_SOMETHING, described, shown
from lint.text.entities import Entity, find_entities, unescape_fully

_TAG = lazy(r"<[A-Za-z/!?]")
_DOUBLED = lazy(r"&(?:amp|#38|#x26);#?\w{1,31};", re.IGNORECASE)
_MARKDOWN = "*_`[\\"


class HtmlEntity(Rule):
    """A character is written as an HTML entity.

    `&gamma;` means γ, and `&amp;#x2019;`, which was escaped twice, means ’. The records are plain text, so
    search results and search engines show the entity itself, and the page shows an entity that was escaped
    twice. A search for the letter does not find it. In a web address, `&amp;` for `&` breaks the link.

    The fix writes the character itself. It is unsafe if this might turn text into markup: `&lt;sub&gt;`
    becomes a tag. It is also unsafe in an id, a name or an address, since other records may use the same
    spelling.
    """

    code = "TXT002"
    source = "the entities of HTML 5"
    severity = Severity.WARNING
    examples = (
        Example(bad="title: L-&gamma;-glutamyl cycle", good="title: L-γ-glutamyl cycle"),
        Example(bad="description: 17&amp;amp;#x3b2;-estradiol", good="description: 17β-estradiol"),
        Example(bad="authors:\n- Ana&iuml;s", good="authors:\n- Anaïs", unsafe=True),
        Example(
            bad="description: https://www.pharmgkb.org/do/serve?objId=PA2031&amp;objCls=Pathway",
            good="description: https://www.pharmgkb.org/do/serve?objId=PA2031&objCls=Pathway",
        ),
        Example(bad="description: defects &amp;#xD; in mice.&amp;#xD;", good="description: defects in mice."),
        Example(
            bad="description: CO&lt;sub&gt;2&lt;/sub&gt;", good="description: CO<sub>2</sub>", unsafe=True
        ),
        Example(ok="title: R&D\ndescription: http://x.org/?a=1&copy=2, `&alpha;` and ``&beta;``"),
    )

    def might_match(self, record: Record) -> bool:
        return "&" in record.text

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.strings:
            entities: Sequence[Entity] = list(find_entities(text)) if "&" in text else ()
            kept = outside_code(text, entities)
            if kept and record.kind.is_page(path):  # which shows entities as characters, unless escaped twice
                kept = [entity for entity in kept if _DOUBLED.match(text, entity.start)]
            if not kept:
                continue
            plain = unescape_fully(text)
            if len(kept) < len(entities):
                entities = kept
                plain = replaced(text, (((item.start, item.end), item.stands_for) for item in entities))
            title, edit = "Write the characters themselves", Set(path, plain)
            why = "the result may be read as markup" if _may_be_markup(text, plain) else ""
            if field_of(path) in record.kind.identifiers:
                why = why or NAMES_SOMETHING
            fix = safe(title, edit, unless=why)
            first = entities[0]
            entity, meant = shown(text[first.start : first.end]), described(first.stands_for)
            message = f"HTML entity {entity} for {meant}{and_more(entities)}"
            yield self.finding(path, message, fix=fix, words=[(item.start, item.end) for item in entities])


def _may_be_markup(text: str, plain: str) -> bool:
    """Return whether *plain*, made from *text*, contains a tag or new Markdown signs."""
    return bool(_TAG.search(plain)) or any(plain.count(sign) > text.count(sign) for sign in _MARKDOWN)
