"""Views of a record: sidecars are read as the csv module reads them, by any method."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from lint.core.values import FieldNames
from lint.documents.front_matter import FrontMatter
from lint.documents.yaml_file import YamlFile
from lint.kinds import Kind, builtin
from lint.records.record import Record

WHOLE = st.sampled_from(['"a"', '""', '"a\nb\tc"', 'a"', '"a""b"'])
CELLS = WHOLE | st.text(st.sampled_from('ab\t\n"\r'), max_size=4)
TABLES = st.lists(st.lists(CELLS, max_size=3).map("\t".join), max_size=4).map("\n".join)


def reading(sidecar: str) -> Record:
    return Record(FrontMatter(b"---\nwpid: WP1\n---\n"), builtin()[0], "WP1.md", lambda name: sidecar)


@given(below=TABLES)
@example(below='a"\t"b\nc\td"\te"\n')  # only the quotes in the middle are any
def test_law_the_cells_of_a_sidecar(below: str) -> None:
    text = f"Label\tType\n{below}"
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))[1:]
    except csv.Error:
        return
    record = reading(text)
    for place, name in enumerate(("Label", "Type")):
        wanted = [row[place] for row in rows if len(row) > place]
        cells = record.sidecars.column("x", name) or []
        assert list(filter(None, cells)) == list(filter(None, wanted))
    assert record.sidecars.rows("x", "Type", "Label") == [(row[1], row[0]) for row in rows if len(row) > 1]


def test_a_field_of_any_name_is_found_in_lists_of_mappings() -> None:
    kind = Kind("tool", ("tools.yml",), "", schema_text="{}", one_line=FieldNames(["tools.*"]))
    record = Record(YamlFile(b"tools:\n- name: a\n- name: 'b  c'\n"), kind, "tools.yml")
    assert record.ill_spaced == [(("tools", 1, "name"), "b  c")]
