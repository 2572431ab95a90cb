from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set, Value
from lint.core.wording import unlike
from lint.kinds.kind import TITLE_COPY
from lint.records.record import MAX_COMPARED, Record
from lint.rules import Example, Rule, unsafe
from lint.rules.txt.swapped_texts import are_swapped
from lint.text.damage import CUT_OFF, is_garbled, plain, undamaged

_PATHWAY = "title: {}\nschema-jsonld:\n- name: {}"
_FIGURE = "figtitle: IL-12 signaling pathway\nschema-jsonld:\n  name: {}"

_BLANKS = lazy(r"[ \t\n\v\f\r]+")
_PLACEHOLDER = "CreativeWork"
_NO_TEXT = "the value here may be a title"


class NameMismatch(Rule):
    """The name for search engines is not the record's title.

    Google's Dataset Search shows `schema-jsonld.name` as the name of the record. For a pathway it is a copy
    of the title. If one of the two is visibly damaged (cut off, with lost characters, a sign for a missing
    value, the marks of a merge conflict), the fix replaces it with the other one. If it is not clear which
    one is right, there is no fix.

    The generator of the figures writes `CreativeWork` into every record, so they all have the same name
    there: this is reported once per run. The fix is unsafe, since the generator would undo it.
    """

    code = "REF006"
    source = "the record itself: the generator copies the title"
    severity = Severity.WARNING
    lends_its_fix = True
    superseded_by = frozenset(
        {
            *("REC006", "REC013", "SCH002", "SCH006", "TXT001", "TXT002", "TXT003", "TXT004"),
            *("TXT007", "TXT011", "TXT012"),
        }
    )
    examples = (
        Example(
            bad=_PATHWAY.format("Caffeine synthesis", "synthesis"),
            good=_PATHWAY.format("Caffeine synthesis", "Caffeine synthesis"),
            unsafe=True,
        ),
        Example(
            bad=_PATHWAY.format("Caffeine synth", "Caffeine synthesis"),
            good=_PATHWAY.format("Caffeine synthesis", "Caffeine synthesis"),
            unsafe=True,
        ),
        Example(
            bad=_PATHWAY.format("Caffeine\u00a0synthesis", "Caffeine synthesis"),
            good=_PATHWAY.format("Caffeine synthesis", "Caffeine synthesis"),
            unsafe=True,
        ),
        Example(bad=_PATHWAY.format("Caffeine synthesis", "Statin pathway")),
        Example(bad=_PATHWAY.format("Caffeine synthesis", "Caffeine")),
        Example(
            bad=_FIGURE.format("CreativeWork"),
            good=_FIGURE.format("IL-12 signaling pathway"),
            unsafe=True,
            kind="figure",
        ),
        Example(
            bad="title: Uptake of copper.\ndescription: Uptake\n"
            "schema-jsonld:\n- name: Uptake\n  description: Uptake of copper.",
            unsafe=True,
        ),
        Example(ok=_PATHWAY.format("|\n  Caffeine synthesis", "Caffeine synthesis")),
        Example(ok=_FIGURE.format("Interleukin 12"), kind="figure"),
        Example(ok="figtitle: ''\nschema-jsonld:\n  name: CreativeWork", kind="figure"),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        field = record.kind.title
        title = record.values.get(field, "") if isinstance(record.values, dict) else ""
        for number, (path, name) in enumerate(record.find(TITLE_COPY)):
            if name == title and isinstance(name, str):
                continue
            if not isinstance(name, str) or not isinstance(title, str) or not title.strip():
                yield from self._without_text(record, (field,), title, path, name)
                continue
            if number >= MAX_COMPARED:
                if name == _PLACEHOLDER or record.kind.is_title_copied:
                    yield self.finding(path, "This is not the title: correct the wrong one")
            elif name == _PLACEHOLDER:
                why = "the generator writes the placeholder again"
                fix = unsafe("Take the title", Set(path, title), why=why) if _is_sound(title) else None
                message = f"`{name}` is a placeholder: write the title"
                if record.kind.is_title_copied:
                    yield self.finding(path, f"{message} `{title}`", fix=fix)
                else:
                    yield self.finding(path, message, fix=fix, is_systematic=True)
            elif record.kind.is_title_copied and _words(name) != _words(title):
                finding = self._judged((field,), title, path, name)
                yield finding._replace(fix=None) if finding.fix and are_swapped(record) else finding

    def _without_text(
        self, record: Record, title_path: Path, title: Value, path: Path, name: Value
    ) -> Iterator[Finding]:
        """Yield the finding if one of the two is not text and the other shows what it should be."""
        if not record.kind.is_title_copied or title_path[0] not in record.values:
            return
        if isinstance(name, str) and name.strip() and _is_sound(name) and name != _PLACEHOLDER:
            fix = unsafe("Take the name from schema-jsonld", Set(title_path, name), why=_NO_TEXT)
            yield self.finding(
                title_path, f"The title is not text; take the record's name, `{name}`", fix=fix
            )
        elif isinstance(title, str) and title.strip() and _is_sound(title):
            fix = unsafe("Take the title", Set(path, title), why=_NO_TEXT)
            yield self.finding(path, f"The name is not text; take the title, `{title}`", fix=fix)

    def _judged(self, title_path: Path, title: str, path: Path, name: str) -> Finding:
        """Return the finding about the damaged copy, or about the name if neither is visibly damaged."""
        right, damage = undamaged(title, name)
        if damage == CUT_OFF and _is_begun(title, name):
            right = 0
        if right == 2:
            fix = unsafe("Take the name from schema-jsonld", Set(title_path, name), why=f"the title {damage}")
            return self.finding(title_path, f"`{title}` {damage}; take the record's name, `{name}`", fix=fix)
        if right == 1:
            fix = unsafe("Take the title", Set(path, title), why=f"the name {damage}")
            return self.finding(path, f"`{name}` {damage}; take the title, `{title}`", fix=fix)
        return self.finding(
            path, f"`{name}` is not the title `{title}`{unlike(name, title)}; correct the wrong one"
        )


def _is_begun(title: str, name: str) -> bool:
    """Return whether one of the two is the other's first words, as the title of another record may be."""
    one, other = sorted((title, name), key=len)
    return other.startswith(one) and not other[len(one)].isalnum()


def _words(text: str) -> list[str]:
    """Return the words of a title after the repairs of TXT001, TXT002 and TXT005.

    No-break spaces between words do not split them.
    """
    return _BLANKS.split(plain(text).strip())


def _is_sound(title: str) -> bool:
    """Return whether no other rule repairs *title*, so that the name does not inherit damage."""
    is_spaced = title.isprintable() and " ".join(title.split()) == title
    return is_spaced and any(map(str.isalpha, title)) and not is_garbled(title)
