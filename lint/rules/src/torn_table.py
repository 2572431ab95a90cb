from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.core.values import Path
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.text.damage import plain

_TYPES = frozenset({"GeneProduct", "Metabolite", "Protein"})
_TYPE_COLUMN, _WRONG_COLUMN = "Type", "Identifier"
_NEWER = "the drawing is newer, and a push regenerates the table"
_RECORD = "wpid: WP1\nschema-jsonld:\n- keywords:\n  - {}\n  - TNF"
_TABLE = 'Label\tType\tIdentifier\tComment\n{}\nTNF\tProtein\tuniprot:P01375\t""\n'


class TornTable(Rule):
    """The table of nodes is damaged: a row has its cells in the wrong columns, or a column is missing.

    A label that contains a tab shifts the cells of its row: its type moves to Identifier, its id to Comment.
    Only the part of the label before the tab becomes a keyword, and this part may be empty. A quotation mark
    at the start of a label swallows the cells and rows after it.

    A table that has lost its heading or its tabs gives no keywords at all. Labels that were read in the wrong
    encoding are reported if the record has them right.

    Correct the label in the drawing (SRC003 corrects it in the GPML file), not the keyword: the keyword is
    the only trace of the fault in the record.
    """

    code = "SRC006"
    tells_of_sidecars = True
    severity = Severity.WARNING
    source = "the table's own heading"
    kinds = frozenset({"pathway"})
    superseded_by = frozenset({"SRC003", "TXT001"})
    examples = (
        Example(
            bad=_RECORD.format("''"),
            sidecars={"_data/WP1-datanodes.tsv": _TABLE.format('\tIL6\tProtein\tuniprot:P05231\t""')},
        ),
        Example(
            bad=_RECORD.format("IL6"),
            sidecars={"_data/WP1-datanodes.tsv": _TABLE.format("IL6\t\tProtein\tuniprot:P05231")},
        ),
        Example(
            bad=_RECORD.format("IL6"), sidecars={"_data/WP1-datanodes.tsv": "IL6\tProtein\nTNF\tProtein\n"}
        ),
        Example(
            bad=_RECORD.format("α-KG"),
            sidecars={"_data/WP1-datanodes.tsv": _TABLE.format('Î±-KG\tMetabolite\t""\t""')},
        ),
        Example(
            ok=_RECORD.format("IL6"),
            sidecars={"_data/WP1-datanodes.tsv": _TABLE.format('IL6\tProtein\tuniprot:P05231\t""')},
        ),
    )

    def check(self, record: Record) -> Iterator[Finding]:
        yield from self._unread(record)
        yield from self._misread(record)
        for name, table in record.sidecars.suspect_tables(record.kind.keyword_groups):
            places = {
                word: (*path, at)
                for path, words in record.keyword_lists
                for at, word in reversed(list(enumerate(words)))
                if isinstance(word, str)
            }
            heading = table[0]
            source = record.source
            is_newer = source is not None and not source.makes_table(record.keyword_table or "")
            for number, row in enumerate(table[1:], 2):
                if row and (len(row) != len(heading) or _is_shifted(heading, row)):
                    label = row[0]
                    path: Path = places.get(label, ())
                    shown = f"`{label}`" if label.strip() else "whose label begins with a tab"
                    message = f"Row {number} of {name}, {shown}, has its cells in the wrong columns"
                    message += f" ({len(row)} cells for {len(heading)}): "
                    message += _NEWER if is_newer else _advice(heading, row)
                    yield self.finding(path, message)

    def _unread(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each table without the column from which the keywords are made."""
        for group in record.kind.keyword_groups if record.keyword_sources is None else ():
            for name in group.sidecars:
                if (record.sidecars.text(name) or "").strip():
                    fault = f"{name.replace('{id}', record.id)} has no column `{group.column}`"
                    yield self.finding((), f"{fault}: its heading is lost, or no tabs separate its cells")

    def _misread(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each keyword whose label was read in the wrong encoding."""
        found = record.keyword_sources
        if found is None or found.inline:
            return
        beyond_ascii = sorted(word for word in found.words if not word.isascii())
        misread = {label: plain(label) for label in beyond_ascii}
        labels = {right: label for label, right in misread.items() if right != label}
        for path, keywords in record.keyword_lists if labels else ():
            known = {word for word in keywords if isinstance(word, str)}
            for at, word in enumerate(keywords):
                if not isinstance(word, str):
                    continue
                right = misread.get(word, word)
                label = labels.get(right)
                if label is not None and (word == label or label not in known):
                    message = f"The table has `{label}`, which is `{right}` read in the wrong encoding"
                    message += ": correct it in the drawing"
                    yield self.finding((*path, at), message)


def _advice(heading: list[str], row: list[str]) -> str:
    """Return what to do about the label of a damaged row."""
    if not _is_shifted(heading, row):
        return "correct the label in the drawing"
    if not row[0].strip():
        return "remove the tab in the drawing"
    return f"its label {'contains' if row[1].strip() else 'ends with'} a tab: remove it in the drawing"


def _is_shifted(heading: list[str], row: list[str]) -> bool:
    """Return whether a row has a node type in the column Identifier."""
    at = heading.index(_WRONG_COLUMN) if _WRONG_COLUMN in heading else len(row)
    return at < len(row) and row[at] in _TYPES
