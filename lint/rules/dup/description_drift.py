from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set, pointer
from lint.core.wording import unlike
from lint.records.record import MAX_COMPARED, Record
from lint.rules import Example, Rule, safe, unsafe
from lint.rules.txt.invisible_character import visible
from lint.rules.txt.lost_character import restored
from lint.rules.txt.swapped_texts import are_swapped
from lint.text.damage import plain, undamaged

_RECORD = "description: {}\nschema-jsonld:\n- description: {}"
_SPACES = lazy(r"\s+")
_CONTEXT = 20  # characters shown before the first difference


class DescriptionDrift(Rule):
    """Two copies of a description differ.

    The site shows one copy on the page and gives the other one to search engines (for figures, the
    caption and its copy). They are written as the same text. If they differ, one of them was changed or
    damaged.

    The fix replaces the damaged copy with the other one. It is safe if they differ only by mojibake, HTML
    entities, invisible characters or line breaks that one of them has lost. It is unsafe if one of them is
    visibly damaged: cut off, empty, or with lost characters. If it is not clear which one is right, there is
    no fix.
    """

    code = "DUP001"
    source = "the record itself: its generator writes both copies from one text"
    severity = Severity.ERROR
    lends_its_fix = True
    superseded_by = frozenset(
        {"REC006", "REC013", "SCH002", "TXT001", "TXT002", "TXT003", "TXT004", "TXT007", "TXT011", "TXT012"}
    )
    examples = (
        Example(
            bad=_RECORD.format("Binds the receptor", "Binds the rec"),
            good=_RECORD.format("Binds the receptor", "Binds the receptor"),
            unsafe=True,
        ),
        Example(bad=_RECORD.format("Binds the receptor", "Binds a receptor")),
        Example(
            bad=_RECORD.format("TNF-&alpha; acts", "TNF-α acts"),
            good=_RECORD.format("TNF-α acts", "TNF-α acts"),
        ),
        Example(
            bad=_RECORD.format("It binds. It is red.", "'It binds.\n\n    It is red.'"),
            good=_RECORD.format("'It binds.\n\n  It is red.'", "'It binds.\n\n    It is red.'"),
        ),
        Example(bad=_RECORD.format("It binds. It is red.", "It binds.  It is red.")),
        Example(
            bad=_RECORD.format("''", "Binds the receptor"),
            good=_RECORD.format("Binds the receptor", "Binds the receptor"),
            unsafe=True,
        ),
        Example(
            bad="title: Uptake of copper.\ndescription: Uptake\n"
            "schema-jsonld:\n- name: Uptake\n  description: Uptake of copper.",
            unsafe=True,
        ),
        Example(ok=_RECORD.format("Binds the receptor", "Binds the receptor")),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        seen: Counter[Path] = Counter()
        for main_path, main, copy_path, copy in record.copy_pairs:
            places = {record.kind.place(main_path), record.kind.place(copy_path)}
            seen.update(places)
            if main == copy and isinstance(main, str) and isinstance(copy, str):
                continue
            if max(seen[place] for place in places) > MAX_COMPARED:
                yield self.finding(copy_path, f"Differs from {pointer(main_path)}")
            elif isinstance(main, str) and isinstance(copy, str):
                finding = self._finding(main_path, main, copy_path, copy)
                yield finding._replace(fix=None) if finding.fix and are_swapped(record) else finding
            elif isinstance(copy, str) and copy.strip():
                yield self._without_text(main_path, copy_path, copy)
            elif isinstance(main, str) and main.strip():
                yield self._without_text(copy_path, main_path, main)

    def _without_text(self, path: Path, other: Path, text: str) -> Finding:
        """Return the finding about a copy that is not text, while the *other* one is *text*."""
        why = "the value here may be a description"
        fix = unsafe(f"Take the text from {pointer(other)}", Set(path, text), why=why)
        return self.finding(path, f"Is not text, while {pointer(other)} is", fix=fix)

    def _finding(self, main_path: Path, main: str, copy_path: Path, copy: str) -> Finding:
        plain_main, plain_copy = visible(plain(main)), visible(plain(copy))
        is_same = plain_main.split() == plain_copy.split()
        right, damage = undamaged(main, copy)
        if is_same:
            right = 2 if main != plain_main and copy == plain_copy else _better_spaced(plain_main, plain_copy)
        elif not right:
            right = _more_whole(main, copy)
        if right == 2:
            path, other, source, text = main_path, copy_path, copy, main
        else:
            path, other, source, text = copy_path, main_path, main, copy
        why = "" if is_same else f"the text here {damage or 'has lost characters'}"
        fix = safe(f"Take the text from {pointer(other)}", Set(path, source), unless=why) if right else None
        at = next((i for i, (one, two) in enumerate(zip(text, source, strict=False)) if one != two), None)
        at = min(len(text), len(source)) if at is None else at
        message = f"Differs from {pointer(other)}: `{_around(text, at)}` here, `{_around(source, at)}` there"
        message += unlike(text, source)
        return self.finding(path, message, fix=fix, words=[_word(text, at)] if text else ())


def _more_whole(main: str, copy: str) -> int:
    """Return which of two texts has characters that the other has lost: 1, 2, or 0 for neither."""
    main_lost, copy_lost = restored(main, copy) != main, restored(copy, main) != copy
    return 0 if main_lost == copy_lost else 2 if main_lost else 1


def _better_spaced(main: str, copy: str) -> int:
    """Return which of two texts of the same words has lost no line breaks: 1, 2, or 0 if that is unknown."""
    gaps = [(one, two) for one, two in zip(*map(_gaps, (main, copy)), strict=True) if one != two]
    breaks = [one.count("\n") - two.count("\n") for one, two in gaps]
    if not any(breaks):
        return int(all(len(one) == len(two) for one, two in gaps))
    return 1 if min(breaks) >= 0 else 2 if max(breaks) <= 0 else 0


def _gaps(text: str) -> list[str]:
    """Return the white space between the words of a text."""
    return _SPACES.findall(text.strip())


def _around(text: str, at: int) -> str:
    """Return the text around the character *at*."""
    start, end = max(0, at - _CONTEXT), at + _CONTEXT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _word(text: str, at: int) -> tuple[int, int]:
    """Return the span of the word that contains the character *at* or ends before it."""
    end = next((i for i in range(at, len(text)) if text[i].isspace()), len(text))
    if end == at:
        at = end = len(text[:at].rstrip())
    start = next((i + 1 for i in range(min(at, len(text)) - 1, -1, -1) if text[i].isspace()), 0)
    return start, end
