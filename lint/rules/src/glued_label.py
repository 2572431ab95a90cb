from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lint.core.findings import Finding, Severity
from lint.core.patterns import lazy
from lint.core.values import Path, Set
from lint.records.record import Record
from lint.rules import CorpusRule, Example, Fact, safe, suggestion, unsafe
from lint.rules.keyword_lists import row_labels
from lint.rules.src import SOURCE
from lint.text.spelling import is_listed

_GLUED = lazy(r"(?<=[^\W_])\n+(?=[^\W_])")
_AROUND = lazy(r"([^\s,;:()\[\]]{0,100}[^\W_])\n+(?=([^\W_][^\s,;:()\[\]]{0,100}))")
_BETWEEN = lazy(r"[,;:()\[\]]|\.(?!\S)")  # separates phrases: words on both sides of it are not a pair
# The paths of the facts that show how words are written: in texts without line breaks, on the lines of
# labels that have line breaks, and across these.
_TEXTS: Path = ("nodes",)
_LINES: Path = ("nodes", "label")
_ACROSS: Path = ("drawn",)
_WITNESSES = ("references.title", "ontology.term")  # besides labels, titles and descriptions
_NODE = '<DataNode TextLabel="{}" Type="Metabolite">\n    <Xref Database="ChEBI" ID="1" />\n  </DataNode>'


class GluedLabel(CorpusRule):
    """A line break separates two words of a label, and the keyword made from it joins them.

    The generator drops the line breaks of a label: `retinoic` above `acid` becomes the keyword
    `retinoicacid`, for which nobody searches. A space before the line break corrects the keyword and leaves
    the drawing as it is.

    Some labels are one word, broken only to fit into a box. The fix is therefore safe only if other labels,
    titles, descriptions or ontology terms of the run write the two words apart and none writes them as one.
    In the opposite case, nothing is reported. If neither is known, the fix is applied only on request, and
    only if both are known as words of their own, or if a capital letter or `acid` begins the second one;
    otherwise it is only shown.
    """

    code = "SRC002"
    severity = Severity.WARNING
    source = "the generator of wikipathways/wikipathways-database, which drops line breaks"
    kinds = SOURCE
    fixes_by_comparing = True
    examples = (
        Example(
            bad=_NODE.format("Retinoic&#xA;acid"),
            good=_NODE.format("Retinoic &#xA;acid"),
            kind="pathway-source",
            unsafe=True,
        ),
        Example(bad=_NODE.format("Phospho&#xA;lipase"), kind="pathway-source"),
        Example(
            bad=_NODE.format("Retinoic&#xA;acid"),
            good=_NODE.format("Retinoic &#xA;acid"),
            kind="pathway-source",
            others=(_NODE.format("all-trans-retinoic acid").replace("all-trans-", ""),),
        ),
        Example(
            ok=_NODE.format("5'-Phospho&#xA;ribosylamine"),
            kind="pathway-source",
            others=(_NODE.format("5'-phosphoribosylamine"),),
        ),
        Example(ok=_NODE.format("Retinoic &#xA;acid&#xA;(RA)"), kind="pathway-source"),
    )

    def facts(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield each label that joins words and, as two texts, all that shows how words are written."""
        texts = [text for _, text in record.descriptions]
        texts += [title for _, title in record.titles]
        texts += [text for field in _WITNESSES for _, text in record.find(field) if isinstance(text, str)]
        labels = [*record.values.get("drawn", ())]
        for path, label in row_labels(record):
            labels.append(label)
            if "\n" in label and _GLUED.search(label):
                yield path, label
        # What stands beside such a line break shows how other words are written, so that a repair there adds
        # nothing to what is known.
        broken = [_GLUED.sub(";", label) for label in labels if "\n" in label]
        texts += [label for label in labels if "\n" not in label]
        yield _TEXTS, _phrases(texts)
        yield _LINES, _phrases(line for label in broken for line in label.split("\n"))
        yield _ACROSS, _phrases([label.replace("\n", "") for label in broken])

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Finding]]:
        glued = [fact for fact in facts if fact.path not in (_TEXTS, _LINES, _ACROSS)]
        # Labels with line breaks do not show that the words beside these are words of their own.
        in_texts, on_lines, across = (
            _seen(glued, (fact.data for fact in facts if fact.path == path))
            for path in (_TEXTS, _LINES, _ACROSS)
        )
        on_lines += in_texts
        seen = on_lines + across
        # What is clear in one label is clear in all, as it will be once that label is repaired.
        clear = {pair for fact in glued for pair in _clear_pairs(fact.data)}
        for fact in glued:
            pairs = _pairs(fact.data)
            apart = [pair for pair in pairs if seen[" ".join(pair)]]
            joined = [pair for pair in pairs if seen["".join(pair)]]
            # An unsafe repair puts words apart across a line break, which must not contradict others.
            if joined and not any(on_lines[" ".join(pair)] for pair in apart):
                continue
            title = "Put a space before the line break"
            edit = Set(fact.path, _GLUED.sub(lambda found: f" {found[0]}", fact.data))
            keyword = fact.data.replace("\n", "")
            message = f"The keyword of this label is `{keyword}`, since its line breaks are dropped"
            why = "the words may be one, broken to fit into the drawing"
            severity = Severity.INFO
            if not all(
                pair in clear or all(len(word) > 2 and (in_texts[word] or is_listed(word)) for word in pair)
                for pair in set(pairs).difference(apart, joined)
            ):
                fix = suggestion(title, edit, why=why)
            elif joined or len(apart) < len(pairs):
                fix = unsafe(title, edit, why=why)
            else:
                fix, severity = safe(title, edit), Severity.WARNING
                message += f"; elsewhere the words are `{' '.join(apart[0])}`"
            words = [found.span() for found in _AROUND.finditer(fact.data)]
            yield fact, self.finding(fact.path, message, fix=fix, severity=severity, words=words)


def _phrases(texts: Iterable[str]) -> str:
    """Return the phrases in *texts*, each once and on a line of its own, with single spaces."""
    lines = "\n".join([" ".join(text.split()) for text in texts])
    phrases = dict.fromkeys(map(str.strip, _BETWEEN.sub("\n", lines).split("\n")))
    return "\n".join(filter(None, phrases))


def _pairs(label: str) -> list[tuple[str, str]]:
    """Return the words on both sides of each line break that joins two words."""
    return [(found[1].casefold(), found[2].casefold()) for found in _AROUND.finditer(label)]


def _clear_pairs(label: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are two words by their form: `Retinoic` and `Acid`, and any acid."""
    for found in _AROUND.finditer(label):
        one, other = found.groups()
        # Parts of symbols are shorter: `Sel` of `SelM`.
        capital = len(one) > 3 and one[-4:].isalpha() and one[-1].islower() and other[0].isupper()
        if capital or (one.endswith("ic") and other in ("acid", "acids")):
            yield one.casefold(), other.casefold()


def _seen(glued: Iterable[Fact], texts: Iterable[str]) -> Counter[str]:
    """Return how often pairs of words occur in *texts*, apart or as one word, and each of the words."""
    pairs = {pair for fact in glued for pair in _pairs(fact.data)}
    wanted = {form for pair in pairs for form in ("".join(pair), " ".join(pair), *pair)}
    seen: Counter[str] = Counter()
    for phrase in (phrase for text in texts for phrase in text.casefold().split("\n")) if wanted else ():
        words = phrase.split(" ")
        seen.update(wanted.intersection([*words, *map(" ".join, pairwise(words))]))
    return seen
