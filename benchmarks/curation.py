"""Compare the findings and fixes of recordlint with what curators changed in real records.

    python benchmarks/curation.py [--half a] [--show KIND] [--codes TXT006,CUR006] [--new]

The environment variable RECORDLINT_CURATION names a folder of pairs: `NNNN/before/` and `NNNN/after/`
contain the same file before and after a curator's change, and `labels.tsv` says for each pair what
changed. All pairs of a record are in the same half, so that rules can be developed on one half and
measured on the other.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

from lint.checker.file_checker import FileChecker
from lint.core.findings import Finding, Severity
from lint.core.values import Set, field_of, get, has, scalars
from lint.core.wording import letters_of
from lint.documents import read
from lint.settings import Settings
from lint.text.addresses import doi_in

HALVES = ("a", "b")
SPELLED = "keywords, spelled otherwise"
DRAWN = "keywords, others drawn"
SPACED = "white space only"
TITLE_WRITTEN = "title, written otherwise"
TITLE = "title, reworded"
OLD_ADDRESS = "redirect_from, of the old wiki"
_PERSON = "what a person says of himself is in no record"
_PAGE = "a text or picture of the site's own pages"
_NEW = "a field that the site brought in with this change, for all pages"
UNDECIDED = {
    "content added/removed/rewritten": "what else a text should say is in no record",
    "grammar/wording": "most is taste: another word, a comma",
    "short-description": "another short text of the curator's choice",
    TITLE: "another title of the curator's choice",
    "capital letters": "in prose: which words are names is in no record (`Figure 2`, `Th2`)",
    "what changed": "no kind of change",
    DRAWN: "what else is drawn is in the drawing alone; no table of genes is kept with these pairs",
    SPACED: "a space behind the text, or a second one behind a sentence, put in as often as taken out",
    OLD_ADDRESS: "what the page was called in the old wiki is in no record",
    "description": "on the site's own pages: what else a text should say is in no record",
    "communities": "who belongs to a group is in no record",
    "display-name": "it is that of another page (DUP007), which is not kept with these pairs",
    "collections": "what belongs to a group is in no record",
    **dict.fromkeys(("affiliation", "email", "github", "googlescholar", "linkedin", "orcid"), _PERSON),
    **dict.fromkeys(("twitter", "username", "website", "wikidata"), _PERSON),
    **dict.fromkeys(("contribute", "curation-table", "logo", "logo-height", "logo-link"), _PAGE),
    **dict.fromkeys(("redirect_to", "reference", "support"), _PAGE),
    "common": "a small letter is reported, but the page of an organism had no field then to be known by",
    **dict.fromkeys(("bridgedb-code", "curationui", "display", "editors", "group"), _NEW),
    "homology": _NEW,
}
"""The labels that neither a record nor its surroundings decide, as a rule, with the reason."""

_NOT_THERE = "the curator's words are in no record: authors of a paper, `these results`"
_SPLIT = "curators write it in both ways for the same address"
_ONCE = "a wording that curators use once, where others write the host, the id or the name"
UNDECIDED_TEXTS = {
    "ncbi.nlm.nih.gov/gene": "the address first, then its id: the curator changed it twice",
    "rarediseases.org": "the address first, then its host: the curator changed it twice",
    "en.wikipedia.org/wiki/Heme": _SPLIT,
    "pandeylab.igm.jhmi.edu": _SPLIT,
    "pathway.yeastgenome.org/server.html": _SPLIT,
    "phosphosite.org": _SPLIT,
    "ncbi.nlm.nih.gov/pmc/articles": _NOT_THERE,
    "pmc.ncbi.nlm.nih.gov/articles": _NOT_THERE,
    "pfocr.wikipathways.org/figures": _NOT_THERE,
    "classic.wikipathways.org/index.php/Portal": "the text of another link, by mistake",
    "ncbi.nlm.nih.gov/pubmed": _ONCE,
    "rgd.mcw.edu": _ONCE,
    "synapse.org": _ONCE,
    "twitter.com": _ONCE,
}
"""The beginnings of addresses whose links curators name in ways that nothing decides, with the reason."""

COUNTED = frozenset({"last-edited", "redirect_from", "revision"})
"""The fields that every change of a pathway changes."""

_LINK = re.compile(r"\[([^\[\]]+)\]\(((?:[^\s()]|\([^\s()]*\))+)\)")
_TRAILING = ".,;:)"


@dataclass(frozen=True)
class Report:
    """What a finding says: the rule, the field, and the words it is about."""

    code: str
    field: str
    words: str


@dataclass
class Pair:
    """A file before and after a change, and what recordlint says of both."""

    name: str
    path: str
    labels: tuple[str, ...]
    before: Any
    after: Any
    fixed: Any
    found_before: Sequence[Finding]
    found_after: Sequence[Finding]

    @cached_property
    def changed(self) -> frozenset[str]:
        """The fields that the curator changed."""
        old, new = _by_field(self.before), _by_field(self.after)
        return frozenset(field for field in old.keys() | new.keys() if old.get(field) != new.get(field))

    @cached_property
    def gone(self) -> list[Finding]:
        """The findings on a changed field that are gone after the change."""
        pairs = _left_over(self.found_before, self.before, self.found_after, self.after)
        return [finding for finding in pairs if self.is_changed(field_of(finding.path))]

    @cached_property
    def new(self) -> list[Finding]:
        """The findings at warning or above that the change brought."""
        pairs = _left_over(self.found_after, self.after, self.found_before, self.before)
        return [finding for finding in pairs if finding.severity >= Severity.WARNING]

    def is_reported(self, label: str) -> bool:
        """Return whether a finding on a field that *label* is about is gone after the change."""
        about = [field for field in self.changed if label.partition(",")[0] in field.split(".")]
        return any(
            not about or any(_is_within(field, field_of(finding.path)) for field in about)
            for finding in self.gone
        )

    @property
    def is_fixed(self) -> bool:
        """Whether the fixes make of each changed field what the curator made of it."""
        fixed, after = _by_field(self.fixed), _by_field(self.after)
        return all(fixed.get(field) == after.get(field) for field in self.changed - COUNTED)

    def is_changed(self, field: str) -> bool:
        """Return whether *field*, or what it is in or holds, was changed."""
        return any(_is_within(each, field) for each in self.changed)

    def rewritten(self) -> Iterator[tuple[Finding, str, str, str]]:
        """Yield each stretch of words that a fix rewrites, with what the curator did: see `_judged`."""
        for finding in self.found_before:
            for edit in finding.fix.edits if finding.fix else ():
                if not isinstance(edit, Set) or not has(self.before, edit.path):
                    continue
                old = get(self.before, edit.path)
                field = field_of(edit.path)
                texts = [value for value in _by_field(self.after).get(field, ()) if isinstance(value, str)]
                if not isinstance(old, str) or not isinstance(edit.value, str):
                    continue
                links = _links(edit.value) - _links(old)
                for label, target in links.elements():
                    yield finding, target, label, _of_link(label, target, old, texts)
                if not links:
                    for was, made in _stretches(old, edit.value):
                        yield finding, was, made, _judged(was, made, old, texts)


def _left_over(found: Sequence[Finding], values: Any, other: Sequence[Finding], others: Any) -> list[Finding]:
    """Return the findings that say something more often than the *other* ones, with their values, do."""
    left = Counter(reported for finding in other for reported in _reports(finding, others))
    kept = []
    for finding in found:
        reported = _reports(finding, values)
        left.subtract(reported)
        if any(left[each] < 0 for each in reported):
            kept.append(finding)
    return kept


def _reports(finding: Finding, values: Any) -> list[Report]:
    """Return what *finding* says, for each stretch of words that it marks."""
    value = get(values, finding.path) if has(values, finding.path) else ""
    field = field_of(finding.path)
    if isinstance(value, str) and finding.words:
        return [Report(finding.code, field, value[slice(*words)]) for words in finding.words]
    is_item = finding.path and isinstance(finding.path[-1], int)
    return [Report(finding.code, field, str(value) if is_item else "")]


def _is_within(one: str, other: str) -> bool:
    """Return whether one of two fields is the other, or holds it."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.") or not other


def _by_field(values: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for path, value in scalars(values):
        found[field_of(path)].append(value)
    return found


def _stretches(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the words of *old* that are others in *new*, with these."""
    one, two = (re.findall(r"\s+|\S+", text) for text in (old, new))
    for kind, start, end, begin, stop in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind != "equal":
            yield "".join(one[start:end]), "".join(two[begin:stop])


def _links(text: str) -> Counter[tuple[str, str]]:
    """Return the links in *text*: what they say, and the DOI or the address that they lead to."""
    return Counter((label, _target(address)) for label, address in _LINK.findall(text))


def _target(address: str) -> str:
    return doi_in(address) or re.sub(r"^https?://(www\.)?|[/.#]+$", "", address)


def _of_link(label: str, target: str, old: str, after: Sequence[str]) -> str:
    """Return `same` where the curator's link to *target* has this *label*, `other` where it has another.

    The result is `undecided` where it has another, and `UNDECIDED_TEXTS` says why nothing decides it.

    Where none leads there, or only one that was there before, return `left` if the address still stands in
    the text, and `gone` if not.
    """
    labels = {each for text in after for each, other in _links(text) if other == target}
    if not labels <= {each for each, other in _links(old) if other == target}:
        is_undecided = target.startswith(tuple(UNDECIDED_TEXTS))
        return "same" if label in labels else "undecided" if is_undecided else "other"
    return "left" if any(target in text for text in after) else "gone"


def _judged(was: str, made: str, old: str, after: Sequence[str]) -> str:
    """Return `same` where the curator wrote *made* too, `left` where he left *was*, else `other`."""
    core, new = was.strip().rstrip(_TRAILING), made.strip().rstrip(_TRAILING)
    if new:
        is_same = any(text.count(new) > old.count(new) for text in after)
    else:
        is_same = bool(core) and not any(core in text for text in after)
    if is_same:
        return "same"
    return "left" if any(was in text for text in after) else "other"


def _labels(row: dict[str, str], before: Any, after: Any) -> Iterator[str]:
    """Yield what changed; the labels that say too little are divided by what the curator did."""
    old, new = _by_field(before), _by_field(after)
    for label in filter(None, map(str.strip, row["what changed"].split(";"))):
        if label == "keywords":
            one, two = (set(map(str, side.get("schema-jsonld.keywords", ()))) for side in (old, new))
            is_spelled = not {_spelled(word) for word in one - two}.isdisjoint(map(_spelled, two - one))
            yield SPELLED if is_spelled else DRAWN
        elif label == "title" and row["path"].startswith("_pathways"):
            one, two = (_spelled(str(side.get("title"))) for side in (old, new))
            yield TITLE_WRITTEN if one == two else TITLE
        elif label == "redirect_from":
            one, two = ({_spelled(str(each)) for each in side.get(label, ())} for side in (old, new))
            yield label if one == two else OLD_ADDRESS
        elif label == "title":
            yield TITLE
        else:
            yield label


def _spelled(word: str) -> str:
    return letters_of(unicodedata.normalize("NFKC", word)) or word


def load(folder: Path, half: str = "") -> Iterator[Pair]:
    """Yield the pairs in *folder*, those of one *half* if it is named."""
    settings = Settings(level="info", rules={"TXT021": {"english": "american"}})
    with open(folder / "labels.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if half and HALVES[crc32(row["path"].encode()) & 1] != half:
            continue
        sides = [folder / row["pair"] / side for side in ("before", "after")]
        data = [(side / row["path"]).read_bytes() for side in sides]
        found = [
            FileChecker(settings, folder=str(side)).check(row["path"], content).findings
            for side, content in zip(sides, data, strict=True)
        ]
        fixer = FileChecker(settings.replace(unsafe_fixes=True), folder=str(sides[0]))
        fixed = fixer.fix(row["path"], data[0]).data or data[0]
        before, after, made = (read(content).values for content in (*data, fixed))
        labels = tuple(_labels(row, before, after))
        yield Pair(row["pair"], row["path"], labels, before, after, made, *found)


def by_label(pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield a table of the kinds of change."""
    yield "| what changed | pairs | reported | fixed alike | |\n|---|---:|---:|---:|---|"
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for label in pair.labels:
            groups[label].append(pair)
    decided: set[str] = set()
    reported: set[str] = set()
    for label, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        counts = [
            len(group),
            sum(pair.is_reported(label) for pair in group),
            sum(pair.is_fixed for pair in group),
        ]
        why = UNDECIDED.get(label, "")
        if not why:
            decided |= {pair.name for pair in group}
            reported |= {pair.name for pair in group if pair.is_reported(label)}
        yield f"| {label} | {' | '.join(map(str, counts))} | {why} |"
    yield f"\nOf {len(decided)} pairs with a change that is decided, {len(reported)} are reported."


def by_code(pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield a table of the rules: what they tell, what their fixes write, and what the change brings."""
    columns = ("reported", "rewritten alike", "otherwise", "undecided", "left by the curator", "taken out")
    yield f"| rule | {' | '.join(columns)} | alike | new |"
    yield f"|---|{'---:|' * (len(columns) + 2)}"
    reported: Counter[str] = Counter()
    new: Counter[str] = Counter()
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        reported.update({finding.code for finding in pair.gone})
        new.update(finding.code for finding in pair.new)
        for finding, _, _, judged in pair.rewritten():
            written[finding.code][judged] += 1
    for code in sorted(reported.keys() | new.keys() | written.keys()):
        judged = [written[code][each] for each in ("same", "other", "undecided", "left", "gone")]
        alike, other = judged[:2]
        share = f"{100 * alike / (alike + other):.0f} %" if alike + other else ""
        yield f"| {code} | {reported[code]} | {' | '.join(map(str, judged))} | {share} | {new[code]} |"


def examples(pairs: Sequence[Pair], label: str) -> Iterator[str]:
    """Yield the pairs with this *label* of which nothing is reported, with what changed."""
    for pair in pairs:
        if label in pair.labels and not pair.is_reported(label):
            yield f"\n### {pair.name} {pair.path}: {'; '.join(pair.labels)}"
            old, new = _by_field(pair.before), _by_field(pair.after)
            for field in sorted(pair.changed):
                one, two = ("\n".join(map(str, side.get(field, ()))) for side in (old, new))
                for was, made in _stretches(one, two):
                    yield f"  {field}: {was[:200]!r} -> {made[:200]!r}"


def rewrites(pairs: Sequence[Pair], codes: Sequence[str]) -> Iterator[str]:
    """Yield what the fixes of these rules write, and whether the curator wrote it too."""
    for pair in pairs:
        for finding, was, made, judged in pair.rewritten():
            if finding.code in codes:
                yield f"{pair.name} {finding.code} {judged}: {was[:300]!r} -> {made[:300]!r}"


def main() -> None:
    """Print what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=HALVES, default="", help="only the pairs of this half")
    parser.add_argument("--show", metavar="KIND", help="print the changes of this kind that are not reported")
    parser.add_argument("--codes", default="", help="print what the fixes of these rules write")
    parser.add_argument("--new", action="store_true", help="print the findings that the changes bring")
    arguments = parser.parse_args()
    folder = os.environ.get("RECORDLINT_CURATION")
    if not folder:
        sys.exit("RECORDLINT_CURATION names no folder of pairs")
    pairs = list(load(Path(folder), arguments.half))
    if arguments.show:
        lines = examples(pairs, arguments.show)
    elif arguments.codes:
        lines = rewrites(pairs, arguments.codes.split(","))
    elif arguments.new:
        lines = (
            f"{pair.name} {each.severity.label} {each.code} {each.pointer}: {each.message}"
            for pair in pairs
            for each in pair.new
        )
    else:
        lines = iter([*by_label(pairs), "", *by_code(pairs)])
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
