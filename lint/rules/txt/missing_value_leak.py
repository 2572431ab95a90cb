from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lint.core.findings import Finding, Fix, Severity
from lint.core.patterns import lazy
from lint.core.values import BODY, Path, Remove, Set, Value, field_of, get, pointer
from lint.kinds.schema.validation import accepts_at, accepts_without
from lint.records.record import Record
from lint.rules import Example, Rule, safe, unsafe
from lint.text.damage import MISSING_VALUE, is_leaked_by_r

_FIRST = frozenset(".#<NnUu")  # the first characters of these signs
_IN_FIELDS = lazy(rf"\0(?=[\s.#<NnUu])\s*{MISSING_VALUE}\s*\0")
_LEAKED = lazy(rf"\s*{MISSING_VALUE}\s*\Z")
_NO_NAME = lazy(r"\s*(?:(?i:n/a|undefined)|[#<].*)\s*\Z")
_NOTHING: tuple[Value, ...] = ("", None, [])
_ISSUE = lazy(r"(?<=;)([0-9]{1,9})\(NA\)")  # a volume of a journal that has no issues


class MissingValueLeak(Rule):
    """A field contains a program's sign for a missing value.

    R writes `.na.character` for a missing text; other programs write `NA`, `NaN`, `None` or `null`. To all
    readers of the record this is a text like any other: the page shows a journal called `.na.character` and
    an organism called `NA`. In genes, chemicals and keywords only signs that are no words are reported,
    since `NA` is also sodium and nicotinic acid. Fields of which the settings do not say what they
    hold may hold such a word, so that only the signs of R are reported there.

    The fix empties the field in the way that its schema allows, or removes the item of the list. It is safe
    for the signs of R, which are never words, and otherwise unsafe. A list that must not be empty needs the
    true value.

    In a reference, `2024;7(NA).` means a volume without an issue, which should be written as `2024;7.`
    """

    code = "TXT007"
    source = "the signs with which R and other programs write missing values"
    severity = Severity.ERROR
    superseded_by = frozenset({"SRC005"})
    examples = (
        Example(
            bad="doi: .na.character\njournal_title: .na.character",
            good="doi: ''\njournal_title: ''",
            kind="figure",
        ),
        Example(bad="organisms_ner:\n- NA", good="organisms_ner: []", kind="figure", unsafe=True),
        Example(
            bad="organisms:\n- NA\n- Mus musculus",
            good="organisms:\n- Mus musculus",
            kind="figure",
            unsafe=True,
        ),
        Example(bad="organisms:\n- NA", kind="figure", unsafe=True),
        Example(
            bad="schema-jsonld:\n  keywords:\n  - TP53\n  - .na.character",
            good="schema-jsonld:\n  keywords:\n  - TP53",
            kind="figure",
        ),
        Example(
            bad="caption: A pathway.\nschema-jsonld:\n  description: .na.character",
            good="caption: A pathway.\nschema-jsonld:\n  description: A pathway.",
            kind="figure",
        ),
        Example(bad="figid: PMC1__f1\nautoml_pathway: .na.real", good="figid: PMC1__f1", kind="figure"),
        Example(
            bad="reftext: Ann Lee, et al. Research. 2024 Apr 25;7(NA).",
            good="reftext: Ann Lee, et al. Research. 2024 Apr 25;7.",
            kind="figure",
            unsafe=True,
        ),
        Example(ok="reftext: Ann Lee. Vitamin B3(NA) and B6. J Biol. 2024;7(1).", kind="figure"),
        Example(ok="schema-jsonld:\n- keywords:\n  - NA\n  - Na\n  - None"),
        Example(ok="genes:\n- word: NA\n  hgnc_symbol: NANS", kind="figure"),
        Example(bad="journal_title: ' undefined'", good="journal_title: ''", kind="figure", unsafe=True),
        Example(
            bad="description: n/a\ntitle: None of these",
            good="description: ''\ntitle: None of these",
            unsafe=True,
        ),
        Example(
            bad="schema-jsonld:\n- keywords:\n  - N/A\n  - NA",
            good="schema-jsonld:\n- keywords:\n  - NA",
            unsafe=True,
        ),
        Example(ok="title: None of these\nndex: null"),
        Example(ok='<DataNode TextLabel="NA" GraphId="a1" />', kind="pathway-source"),
        Example(bad='<DataNode TextLabel="#REF!" GraphId="a1" />', kind="pathway-source"),
    )

    def might_match(self, record: Record) -> bool:
        texts = record.one_line_text
        if texts is None or "(NA)" in texts or ".na" in record.text:
            return True
        longer = (text for _, text in (*record.kept_twice, *record.markdown) if isinstance(text, str))
        return any(_IN_FIELDS.search(each) is not None for each in (texts, "\0".join(("", *longer, ""))))

    def check(self, record: Record) -> Iterator[Finding]:
        emptying = _Emptying(record)
        for path, text in record.strings:
            if "(NA)" in text and field_of(path) in record.kind.one_line:
                yield from self._without_issue(path, text)
            if text.lstrip()[:1] not in _FIRST or path[0] == BODY:
                continue
            is_of_r = is_leaked_by_r(text)
            if is_of_r or (is_leaked(text) and not _may_be_meant(record, path, text)):
                sign = "R's sign for a missing value" if is_of_r else "a sign for a missing value"
                fix = _fix(emptying, path, is_of_r)
                needed = "" if fix else ": write the value, which is required here"
                yield self.finding(path, f"`{text.strip()}` is {sign}, not a value{needed}", fix=fix)

    def _without_issue(self, path: Path, text: str) -> Iterator[Finding]:
        """Yield a finding if a reference has such a sign as the issue of a journal."""
        found = _ISSUE.search(text)
        if found:
            message = f"`{found[0]}` has a sign for a missing value in place of the issue"
            edit = Set(path, _ISSUE.sub(r"\1", text))
            fix = unsafe("Remove the issue", edit, why="the volume may have one")
            severity = Severity.WARNING  # readers still find the article
            yield self.finding(path, message, fix=fix, severity=severity, words=[found.span()])


def _may_be_meant(record: Record, path: Path, text: str) -> bool:
    """Return whether such a sign may be a word: a keyword, or the value of a field that may hold any word."""
    kind, field = record.kind, field_of(path)
    if field in (kind.keywords, *kind.labels) or path[0] in {group.inline for group in kind.keyword_groups}:
        return _NO_NAME.match(text) is None
    return field not in (*kind.one_line, *kind.markdown, *chain.from_iterable(kind.copies))


def _fix(emptying: _Emptying, path: Path, is_of_r: bool) -> Fix | None:
    title, edit = emptying.of(path)
    if edit is None:
        return None
    return safe(title, edit, unless="" if is_of_r else "the word may be meant")


class _Emptying:
    """Removes values from a record; what several of them have in common is computed once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._shrinkable: dict[Path, bool] = {}

    def of(self, path: Path) -> tuple[str, Set | Remove | None]:
        """Return how to remove the value, in words and as an edit; the edit is None if it is impossible."""
        kind, values = self._record.kind, self._record.values
        if isinstance(path[-1], int):
            return "Remove the item", Remove(path) if self._is_shrinkable(path[:-1]) else None
        copy = self._record.copy_of(path)
        if copy is not None and not is_leaked(copy[1]):
            return f"Take the text from {pointer(copy[0])}", Set(path, copy[1])
        types = kind.field_types
        for nothing in _NOTHING:
            if types.allow(path, nothing) and accepts_at(kind, values, path, nothing):
                return "Leave it empty", Set(path, nothing)
        is_optional = types.at(path) and accepts_without(kind, values, path)
        return "Remove the field", Remove(path) if is_optional else None

    def _is_shrinkable(self, path: Path) -> bool:
        """Return whether the schema accepts the list at *path* without its leaked items."""
        if path not in self._shrinkable:
            rest = [item for item in get(self._record.values, path) if not is_leaked(item)]
            self._shrinkable[path] = accepts_at(self._record.kind, self._record.values, path, rest)
        return self._shrinkable[path]


def is_leaked(value: Value) -> bool:
    """Return whether a value is only a sign for a missing value."""
    return isinstance(value, str) and _LEAKED.match(value) is not None
