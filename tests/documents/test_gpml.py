from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profiles import SOME

from lint.core.deadline import within
from lint.core.limits import Limits
from lint.core.values import Edit, Insert, Path, Remove, Set, apply, get, same, scalars, strings
from lint.documents.gpml import Gpml
from lint.documents.gpml_reader import MAX_AUTHORS, MAX_ELEMENTS, author_spans
from lint.documents.problems import Cause
from lint.documents.splices import EditRefused, spliced
from lint.documents.xml_errors import FORBIDDEN

BIOPAX = 'xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'

SAMPLE = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="β &amp; γ" Version="WP1_r2" \
Author="[AAR&amp;amp;Co, Ümit , Egonw]" Last-Modified="20260101000000" Organism="Homo sapiens">
  <Comment Source="WikiPathways-description">An older one.</Comment>
  <Comment Source="WikiPathways-description">First &lt;b&gt; line.

Second "line".</Comment>
  <Comment Source="GenMAPP notes" />
  <BiopaxRef>a1b</BiopaxRef>
  <Graphics BoardWidth="10.0" BoardHeight="10.0" />
  <DataNode TextLabel="retinoic&#xA;acid" GraphId="a1" Type="Metabolite">
    <Comment Source="HomologyMapper">Mapped &amp;amp; checked</Comment>
    <Comment>Ünused</Comment>
    <BiopaxRef>c2d</BiopaxRef>
    <Graphics CenterX="1.0" CenterY="1.0" />
    <Xref Database="ChEBI" ID="CHEBI:1" />
  </DataNode>
  <DataNode TextLabel="TP53" Type="Protein">
    <Xref Database="" ID="" />
  </DataNode>
  <Interaction GraphId="i1">
    <Comment>binds</Comment>
    <Xref Database="" ID="" />
  </Interaction>
  <Label TextLabel="Cell&#x9;wall" GraphId="l1" />
  <Group GroupId="g1" />
  <Biopax>
    <bp:openControlledVocabulary {BIOPAX}>
      <bp:TERM {RDF} rdf:datatype="string">a pathway</bp:TERM>
      <bp:ID {RDF} rdf:datatype="string">PW:0000738</bp:ID>
    </bp:openControlledVocabulary>
    <bp:openControlledVocabulary {BIOPAX}>
      <bp:TERM {RDF} rdf:datatype="string">a pathway</bp:TERM>
      <bp:ID {RDF} rdf:datatype="string">PW:0000738</bp:ID>
    </bp:openControlledVocabulary>
    <bp:PublicationXref {BIOPAX} {RDF} rdf:id="a1b">
      <bp:ID rdf:datatype="string">123</bp:ID>
      <bp:DB rdf:datatype="string">PubMed</bp:DB>
      <bp:TITLE rdf:datatype="string">On β</bp:TITLE>
      <bp:SOURCE rdf:datatype="string" />
      <bp:YEAR rdf:datatype="string">2001</bp:YEAR>
      <bp:AUTHORS rdf:datatype="string">Doe J</bp:AUTHORS>
      <bp:AUTHORS rdf:datatype="string">Roe R</bp:AUTHORS>
    </bp:PublicationXref>
  </Biopax>
</Pathway>
"""

VALUES = {
    "title": "β & γ",
    "organism": "Homo sapiens",
    "version": "WP1_r2",
    "last-modified": "20260101000000",
    "authors": ["AAR&amp;Co", "Ümit", "Egonw"],
    "description": 'First <b> line.\n\nSecond "line".',
    "nodes": [
        {
            "label": "retinoic\nacid",
            "type": "Metabolite",
            "database": "ChEBI",
            "id": "CHEBI:1",
            "comments": [
                {"source": "HomologyMapper", "text": "Mapped &amp; checked"},
                {"text": "Ünused"},
            ],
        },
        {"label": "TP53", "type": "Protein", "database": "", "id": "", "comments": []},
    ],
    "drawn": ["Cell\twall"],
    "comments": [
        {"source": "WikiPathways-description", "text": "An older one."},
        {"source": "GenMAPP notes", "text": ""},
        {"text": "binds"},
    ],
    "ontology": [{"term": "a pathway", "id": "PW:0000738"}, {"term": "a pathway", "id": "PW:0000738"}],
    "references": [
        {
            "key": "a1b",
            "id": "123",
            "database": "PubMed",
            "title": "On β",
            "source": "",
            "year": "2001",
            "authors": ["Doe J", "Roe R"],
        }
    ],
    "citations": ["a1b", "c2d"],
}


def read(text: str) -> Gpml:
    return Gpml(text.encode())


def text_of(inside: str = "", attributes: str = "") -> str:
    return f'<Pathway xmlns="http://pathvisio.org/GPML/2013a" {attributes}>{inside}</Pathway>'


def pathway(inside: str = "", attributes: str = "") -> Gpml:
    return read(text_of(inside, attributes))


def edited(document: Gpml, *edits: Edit) -> str:
    return spliced(document.text, document.splices(edits))


SAMPLES = {
    "lf": SAMPLE,
    "crlf": SAMPLE.replace("\n", "\r\n"),
    "no last newline": SAMPLE.removesuffix("\n"),
    "byte order mark": "\ufeff" + SAMPLE,
    "single quotes": re.sub(r'"([^"<>]*)"(?=[^<>]*>)', r"'\1'", SAMPLE),
    "prefixed": re.sub(r"(</?)(?=[A-Z])", r"\1g:", SAMPLE).replace("xmlns=", "xmlns:g="),
    "other prefixes": SAMPLE.replace("bp:", "b:")
    .replace(":bp=", ":b=")
    .replace("rdf:", "r:")
    .replace(":rdf=", ":r="),
    "loose tags": re.sub(r' ([\w:-]+)="', r'\n\1 = "', SAMPLE.partition("\n")[2]),
}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_values_have_plain_names_whatever_the_form(sample: str) -> None:
    document = read(sample)
    assert document.problem is None
    assert same(document.values, VALUES)
    assert are_all(document.strings, document)


def are_all(texts: Sequence[tuple[Path, str]], document: Gpml) -> bool:
    """Return whether *texts* are those of the document, each once."""
    found = strings(document.values)
    return len(texts) == len(found) and dict(texts) == dict(found)


def test_of_fields_given_twice_where_one_may_be_the_last_counts() -> None:
    """In a node; what stands around it is not touched."""
    comment = '<Comment Source="s">c</Comment>'
    twice = f'<Xref Database="A" ID="1"/>{comment}<Xref Database="B"/>'
    document = pathway(f'<DataNode TextLabel="x">{twice}</DataNode>{comment}')
    assert document.values["nodes"] == [
        {"label": "x", "comments": [{"source": "s", "text": "c"}], "database": "B", "id": "1"}
    ]
    assert are_all(document.strings, document)
    assert edited(document, Set(("nodes", 0, "database"), "C")) == document.text.replace('"B"', '"C"')
    assert edited(document, Set(("nodes", 0, "id"), "2")) == document.text.replace('"1"', '"2"')


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_each_text_stands_where_its_span_says(sample: str) -> None:
    document = read(sample)
    for path, value in strings(document.values):
        source = document.source(path)
        if source.endswith("/>"):
            assert value == ""
        else:
            written = ElementTree.fromstring(f"<a>{source}</a>").text or ""
            assert written == value, path


@pytest.mark.parametrize(
    ("path", "source", "key"),
    [
        (("title",), "β &amp; γ", "Name"),
        (("authors",), "[AAR&amp;amp;Co, Ümit , Egonw]", None),
        (("authors", 0), "AAR&amp;amp;Co", None),
        (("authors", 2), "Egonw", None),
        (("description",), 'First &lt;b&gt; line.\n\nSecond "line".', "Comment"),
        (("comments", 1, "text"), '<Comment Source="GenMAPP notes" />', "Comment"),
        (("nodes", 0, "label"), "retinoic&#xA;acid", "TextLabel"),
        (("nodes", 1, "id"), "", "ID"),
        (("nodes", 0, "comments", 1), "<Comment>Ünused</Comment>", None),
        (("drawn", 0), "Cell&#x9;wall", None),
        (("references", 0, "key"), "a1b", "rdf:id"),
        (("references", 0, "year"), "2001", "bp:YEAR"),
        (("citations",), SAMPLE[SAMPLE.index("a1b<") : SAMPLE.index("c2d<") + 3], None),
    ],
)
def test_places(path: tuple[Any, ...], source: str, key: str | None) -> None:
    document = read(SAMPLE)
    assert document.source(path) == source
    if key is None:
        with pytest.raises(LookupError):
            document.key_span(path)
    else:
        start, end = document.key_span(path)
        assert document.text[start:end] == key


def test_an_element_spans_from_tag_to_tag() -> None:
    document = read(SAMPLE)
    assert document.source(("nodes", 1)).startswith('<DataNode TextLabel="TP53"')
    assert document.source(("nodes", 1)).endswith('ID="" />\n  </DataNode>')
    assert document.source(()).startswith("<Pathway ")


@pytest.mark.parametrize("path", [("nodes", 2), ("x",), ("nodes", 0, "comments", 1, "source")])
def test_what_is_not_there_has_no_place(path: tuple[Any, ...]) -> None:
    with pytest.raises(LookupError):
        read(SAMPLE).span(path)


def test_an_empty_list_has_no_place() -> None:
    with pytest.raises(LookupError):
        pathway().span(("nodes",))


@pytest.mark.parametrize(
    ("path", "words", "written"),
    [
        (("title",), "&", "&amp;"),
        (("title",), "γ", "γ"),
        (("nodes", 0, "label"), "\nac", "&#xA;ac"),
        (("description",), "<b>", "&lt;b&gt;"),
        (("description",), "\n\nSecond", "\r\n\r\nSecond"),
        (("authors", 0), "&amp;C", "&amp;amp;C"),
        (("authors", 1), "mit", "mit"),
    ],
)
def test_words_stand_behind_what_is_escaped(path: tuple[Any, ...], words: str, written: str) -> None:
    document = read(SAMPLE.replace("\n", "\r\n"))
    at = get(document.values, path).index(words)
    start, end = document.words_span(path, (at, at + len(words)))
    assert document.text[start:end] == written


def test_a_publication_that_gives_its_fields_again_hides_none() -> None:
    again = SAMPLE.replace("2001</bp:YEAR>", "2001</bp:YEAR><bp:ID>4</bp:ID><bp:TITLE>On Î²</bp:TITLE>")
    first, second = read(again).values["references"]
    assert (first["key"], first["id"], first["title"]) == ("a1b", "123", "On β")
    assert second == {"id": "4", "title": "On Î²", "authors": ["Doe J", "Roe R"]}
    assert edited(read(again), Set(("references", 1, "title"), "On β")) == again.replace("Î²", "β")


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("[A, B]", ["A", "B"]),
        (" [A , B c ] ", ["A", "B c "]),
        ("[A,,B, ,]", ["A", "", "B"]),
        ("A", ["A"]),
        ("[ A,B", [" A", "B"]),
        ("[]", [""]),
        ("", [""]),
        ("[,]", []),
        (",A", ["", "A"]),
        ("]", [""]),
        ("[[A]]", ["[A]"]),
        ("A\u00a0, B", ["A\u00a0", "B"]),
    ],
)
def test_authors_are_split_as_the_generator_splits_them(text: str, authors: list[str]) -> None:
    assert [text[start:end] for start, end in author_spans(text)] == authors


# GPML 2021 ------------------------------------------------------------------------------------

SAMPLE_2021 = """\
<?xml version="1.0" encoding="UTF-8"?>
<Pathway xmlns="http://pathvisio.org/GPML/2021" title="T" organism="Homo sapiens" version="WP1_r2">
  <Authors>
    <Author name="Egonw" />
    <Author name="DeSl" fullName="D" />
  </Authors>
  <Description>Two
lines</Description>
  <Comment source="note">one</Comment>
  <AnnotationRef elementRef="o1"><CitationRef elementRef="c1" /></AnnotationRef>
  <CitationRef elementRef="c1" />
  <DataNodes>
    <DataNode elementId="d1" textLabel="TP53" type="Protein">
      <Xref identifier="P04637" dataSource="uniprot" />
      <States>
        <State elementId="s1" textLabel="P">
          <Xref identifier="x" dataSource="y" />
          <Comment>position</Comment>
        </State>
      </States>
      <Comment source="c">of the node</Comment>
      <CitationRef elementRef="c2" />
    </DataNode>
  </DataNodes>
  <Labels><Label elementId="l1" textLabel="Cell" /></Labels>
  <Annotations>
    <Annotation elementId="o1" value="a pathway" type="Ontology">
      <Xref identifier="PW:0000738" dataSource="Pathway Ontology" />
    </Annotation>
    <Annotation elementId="o2" value="ser1" type="position" />
  </Annotations>
  <Citations>
    <Citation elementId="c1"><Xref identifier="123" dataSource="pubmed" /></Citation>
  </Citations>
</Pathway>
"""


@pytest.mark.parametrize(
    ("start", "version"),
    [
        ("<Pathway xmlns='http://pathvisio.org/GPML/2013a'", "2013a"),
        ("<Pathway xmlns='http://pathvisio.org/GPML/2021'", "2021"),
        ("<g:Pathway xmlns:g='http://pathvisio.org/GPML/2021'", "2021"),
        (
            "<Pathway xmlns='http://pathvisio.org/GPML/2013a' xmlns:new='http://pathvisio.org/GPML/2021'",
            "2013a",
        ),
        ("<Pathway xmlns='http://pathvisio.org/GPML/2010a'", ""),
    ],
)
def test_the_version_is_that_of_the_root_element(start: str, version: str) -> None:
    assert read(f"{start}/>").version == version


def test_gpml_2021_has_the_same_names_as_far_as_it_goes() -> None:
    document = read(SAMPLE_2021)
    assert document.problem is None
    assert same(
        document.values,
        {
            "title": "T",
            "organism": "Homo sapiens",
            "version": "WP1_r2",
            "authors": ["Egonw", "DeSl"],
            "description": "Two\nlines",
            "nodes": [
                {
                    "label": "TP53",
                    "type": "Protein",
                    "database": "uniprot",
                    "id": "P04637",
                    "comments": [{"source": "c", "text": "of the node"}],
                }
            ],
            "drawn": ["P", "Cell"],
            "comments": [{"source": "note", "text": "one"}, {"text": "position"}],
            "ontology": [{"term": "a pathway", "database": "Pathway Ontology", "id": "PW:0000738"}],
            "references": [{"key": "c1", "database": "pubmed", "id": "123", "authors": []}],
            "citations": ["c1", "c1", "c2"],
        },
    )
    for path, value in strings(document.values):
        assert document.source(path) == value
    assert edited(document, Set(("authors", 1), "X & Y")) == SAMPLE_2021.replace("DeSl", "X &amp; Y")


# What cannot be read --------------------------------------------------------------------------

ROOT = '<Pathway xmlns="http://pathvisio.org/GPML/2013a">'
UNREADABLE: dict[str, tuple[str | bytes, Cause, str, str]] = {
    "ampersand": (f"{ROOT}\n<Comment>R & D</Comment></Pathway>", Cause.SYNTAX, "`&amp;`", "& D"),
    "ampersand in an attribute": (f'{ROOT}<a b="β & γ"/></Pathway>', Cause.SYNTAX, "`&amp;`", "& γ"),
    "entity without an end": (f"{ROOT}<Comment>x&lt y</Comment></Pathway>", Cause.SYNTAX, "`&amp;`", "&lt y"),
    "less than": (f"{ROOT}<Comment>p < 0.05</Comment></Pathway>", Cause.SYNTAX, "`&lt;`", "< 0"),
    "less than in an attribute": (f'{ROOT}<a b="x<y"/></Pathway>', Cause.SYNTAX, "`&lt;`", "<y"),
    "entity of HTML": (f"{ROOT}<Comment>&beta;</Comment></Pathway>", Cause.SYNTAX, "`&beta;`", "&beta;<"),
    "entity in an attribute": (f'{ROOT}<a b="β &beta;"/></Pathway>', Cause.SYNTAX, "`&beta;`", "&beta;"),
    "end of CDATA": (f"{ROOT}<Comment>]]></Comment></Pathway>", Cause.SYNTAX, "`]]&gt;`", "]]>"),
    "control character": (f"{ROOT}<Comment>β\x01</Comment></Pathway>", Cause.SYNTAX, "U+0001", "\x01"),
    "no character": (f"{ROOT}<Comment>&#2;</Comment></Pathway>", Cause.SYNTAX, "`&#2;`", "&#2;"),
    "other end tag": (f"{ROOT}<a><b></a></Pathway>", Cause.SYNTAX, "`</a>` is here where `</b>`", "</a>"),
    "breaks off": (f"{ROOT}<a>", Cause.SYNTAX, "is closed, inside `<a>`", ""),
    "breaks off in a tag": (f"{ROOT}<a b='", Cause.SYNTAX, "The file ends", "<a"),
    "nothing": ("", Cause.SYNTAX, "empty", ""),
    "more behind": (f"{ROOT}</Pathway>\nmore", Cause.SYNTAX, "after the end", "more"),
    "attribute twice": (f"{ROOT}<a b='1' b='2'/></Pathway>", Cause.SYNTAX, "`b` occurs twice", "b='2'"),
    "no quotes": (f"{ROOT}<a b=1/></Pathway>", Cause.SYNTAX, "in quotation marks", "1/"),
    "ampersand in a tag": (f"{ROOT}<a & b='1'/></Pathway>", Cause.SYNTAX, "inside a tag", "& b"),
    "merge conflict": (f"{ROOT}\n<<<<<<< a\n<b/></Pathway>", Cause.SYNTAX, "merge conflict", "<<<<<<< a"),
    "prefix": (f"{ROOT}<p:a/></Pathway>", Cause.SYNTAX, "prefix", "<p:a"),
    "before XML": (f" <?xml version='1.0'?>{ROOT}</Pathway>", Cause.SYNTAX, "must begin the file", " "),
    "XML 1.1": (f"<?xml version='1.1'?>{ROOT}</Pathway>", Cause.SYNTAX, "XML 1.1", "<?xml"),
    "DOCTYPE": (f"<!DOCTYPE a>{ROOT}</Pathway>", Cause.SYNTAX, "DOCTYPE", ""),
    "declared": (f"<?xml version='1.0' encoding='koi8-r'?>{ROOT}</Pathway>", Cause.ENCODING, "koi8-r", ""),
    "Latin 1": (f"{ROOT}<Comment>β".encode() + b"\xe9</Comment></Pathway>", Cause.ENCODING, "0xe9", "\ufffd"),
    "surrogates": (ROOT.encode() + b"\xed\xa0\x80</Pathway>", Cause.ENCODING, "0xed", "\ufffd"),
    "UTF-16": (f"{ROOT}</Pathway>".encode("utf-16"), Cause.ENCODING, "UTF-16", ""),
    "UTF-16 without a mark": (f"{ROOT}</Pathway>".encode("utf-16-be"), Cause.ENCODING, "UTF-16", ""),
    "UTF-32": (f"{ROOT}</Pathway>".encode("utf-32-le"), Cause.ENCODING, "UTF-32", ""),
    "other root": ("<svg/>", Cause.CONTENT, "its root element is `svg`", "<svg"),
    "other namespace": ('<Pathway xmlns="x"/>', Cause.CONTENT, "in the namespace `x`", "<Path"),
    "older version": (ROOT.replace("2013a", "2010a") + "</Pathway>", Cause.CONTENT, "GPML 2010a", "<Path"),
    "text": ("title: x", Cause.SYNTAX, "not XML", "title"),
    "JSON": ('\n{"a": 1}', Cause.SYNTAX, "not XML", "{"),
    "text before the root": ("<?xml version='1.0'?>\nx", Cause.SYNTAX, "before the first tag", "x"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "cause", "message", "at"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_with_its_place(
    data: str | bytes, cause: Cause, message: str, at: str
) -> None:
    document = read(data) if isinstance(data, str) else Gpml(data)
    assert document.values == {}
    assert document.problem is not None
    assert document.problem.cause is cause
    assert message in document.problem.message
    start, end = document.problem.span
    assert 0 <= start <= end <= len(document.text)
    assert document.text[start:].startswith(at)
    with pytest.raises(EditRefused):
        document.splices([Set(("title",), "x")])


@given(st.data())
def test_any_damage_to_a_file_gives_values_or_a_problem(data: st.DataObject) -> None:
    raw = bytearray(SAMPLE.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        width = data.draw(st.integers(0, 20))
        raw[at : at + width] = data.draw(st.binary(max_size=3) | st.sampled_from([b"<", b">", b"&", b'"']))
    document = Gpml(bytes(raw))
    if document.problem is not None:
        start, end = document.problem.span
        assert 0 <= start <= end <= len(document.text)
    else:
        assert are_all(document.strings, document)
        for path, _ in scalars(document.values):
            document.span(path)


# Hostile files --------------------------------------------------------------------------------

BIG = Limits(file_size=5_000_000)
LONG = "u" * 400_000
MANY = " ".join(f"p:a{number}=''" for number in range(50_000))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>{ROOT}&l9;</Pathway>',
    "quadratic": f'<!DOCTYPE a [<!ENTITY x "{LONG}">]>{ROOT}{"&x;" * 100_000}</Pathway>',
    "external entity": f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{ROOT}&x;</Pathway>',
    "external DTD": f'<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd">{ROOT}</Pathway>',
    "a million elements": f"{ROOT}{'<a/>' * 1_000_000}</Pathway>",
    "a million nodes": f"{ROOT}{'<DataNode/>' * 400_000}</Pathway>",
    "depth": f"{ROOT}{'<a>' * 1_000_000}",
    "namespace of many attributes": f'<a xmlns:p="{LONG}" {MANY}/>',
    "namespace behind a long prefix": f'<a\nxmlns:{"p" * 5_000}\t=\n"{LONG}" p:a=""/>',
    "namespace of many elements": f'<p:a xmlns:p="{LONG}">{"<p:b/>" * 90_000}</p:a>',
    "size": f"{ROOT}{' ' * 5_000_000}</Pathway>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_told(text: str) -> None:
    with within(60):
        document = Gpml(text.encode(), BIG)
    assert document.problem is not None
    assert len(document.problem.message) < 200


HEAVY = {
    "authors": text_of(attributes=f'Author="{"&lt;," * (MAX_AUTHORS - 2)}x"'),
    "blanks": text_of(attributes=f'Author="{" " * 500_000}x"'),
    "attributes": text_of(attributes=" ".join(f'a{n}=""' for n in range(50_000)) + ' Name="x"'),
    "text": text_of(f'<Comment Source="WikiPathways-description">{"&lt;" * 200_000}</Comment>'),
    "leaves": text_of(f"<Comment>{'<b>x</b>' * 40_000}</Comment>"),
    "duplicates": text_of("<DataNode><Comment/>" + "<Comment/><Xref ID='x'/>" * 40_000 + "</DataNode>"),
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_places_and_edits_in_heavy_files_take_no_time(text: str) -> None:
    document = read(text)
    assert document.problem is None
    found = strings(document.values)
    with within(60):
        for path, value in (found * 200)[:200]:
            document.words_span(path, (len(value) // 2, len(value)))
        if document.values["authors"]:
            document.splices([Insert(("authors", len(document.values["authors"])), "Egonw")])


def test_the_number_of_elements_is_bounded() -> None:
    assert pathway("<a/>" * (MAX_ELEMENTS - 1)).problem is None
    problem = pathway("<a/>" * MAX_ELEMENTS).problem
    assert problem is not None
    assert problem.message == "The file has more than 100,000 elements"


def test_the_number_of_authors_is_bounded() -> None:
    with within(60):
        problem = pathway(attributes=f'Author="{" ," * 400_000}"').problem
    assert problem is not None
    assert problem.message == "The file names more than 10,000 authors"


def test_depth_is_bounded() -> None:
    limits = Limits(depth=4)
    assert Gpml(f"{ROOT}{'<a>' * 4}{'</a>' * 4}</Pathway>".encode(), limits).problem is None
    problem = Gpml(f"{ROOT}{'<a>' * 5}{'</a>' * 5}</Pathway>".encode(), limits).problem
    assert problem is not None
    assert "more than 4 deep (`limits.depth`)" in problem.message


# Edits ----------------------------------------------------------------------------------------

TERM = SAMPLE[SAMPLE.index("    <bp:openC") : SAMPLE.index("    <bp:Publ")]
EDITS: dict[str, tuple[list[Edit], str, str]] = {
    "attribute": ([Set(("title",), 'a < "b"\t&\n')], "β &amp; γ", "a &lt; &quot;b&quot;&#x9;&amp;&#xA;"),
    "label": ([Set(("nodes", 0, "label"), "retinoic \nacid")], "retinoic&", "retinoic &"),
    "text": ([Set(("nodes", 0, "comments", 1, "text"), '"x" ]]>\n\r')], "Ünused", '"x" ]]&gt;\n&#xD;'),
    "prefixed attribute": ([Set(("references", 0, "key"), "x")], 'rdf:id="a1b"', 'rdf:id="x"'),
    "empty element": (
        [Set(("comments", 1, "text"), "note")],
        '<Comment Source="GenMAPP notes" />',
        '<Comment Source="GenMAPP notes">note</Comment>',
    ),
    "empty element stays": ([Set(("comments", 1, "text"), "")], "", ""),
    "author": ([Set(("authors", 1), "U & M")], "Ümit", "U &amp; M"),
    "first author removed": ([Remove(("authors", 0))], "AAR&amp;amp;Co, ", ""),
    "last author removed": ([Remove(("authors", 2))], " , Egonw", ""),
    "authors removed": ([Remove(("authors", 0)), Remove(("authors", 1))], "AAR&amp;amp;Co, Ümit , ", ""),
    "author added": ([Insert(("authors", 3), "DeSl")], "Egonw]", "Egonw, DeSl]"),
    "author first": ([Insert(("authors", 0), "DeSl")], "[AAR", "[DeSl, AAR"),
    "authors altogether": (
        [Remove(("authors", 0)), Set(("authors", 1), "U"), Insert(("authors", 3), "<")],
        "AAR&amp;amp;Co, Ümit , Egonw",
        "U , Egonw, &lt;",
    ),
    "term removed": ([Remove(("ontology", 1))], TERM, TERM[: len(TERM) // 2]),
    "comment removed": (
        [Remove(("nodes", 0, "comments", 0))],
        '    <Comment Source="HomologyMapper">Mapped &amp;amp; checked</Comment>\n',
        "",
    ),
    "field removed": (
        [Remove(("references", 0, "source"))],
        '      <bp:SOURCE rdf:datatype="string" />\n',
        "",
    ),
    "citation removed": ([Remove(("citations", 0))], "  <BiopaxRef>a1b</BiopaxRef>\n", ""),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("edits", "old", "new"), EDITS.values(), ids=EDITS)
def test_an_edit_changes_only_its_place(edits: list[Edit], old: str, new: str, newline: str) -> None:
    assert SAMPLE.count(old) == 1 or not old
    document = read(SAMPLE.replace("\n", newline))
    assert edited(document, *edits) == SAMPLE.replace(old, new).replace("\n", newline)


def test_an_element_that_shares_its_line_leaves_the_line() -> None:
    document = pathway("<Comment>a</Comment> <Comment>b</Comment>\n")
    assert edited(document, Remove(("comments", 0))) == pathway(" <Comment>b</Comment>\n").text


REFUSED: dict[str, tuple[Gpml, Edit]] = {
    "node": (read(SAMPLE), Remove(("nodes", 1))),
    "attribute removed": (read(SAMPLE), Remove(("title",))),
    "drawn": (read(SAMPLE), Remove(("drawn", 0))),
    "list removed": (read(SAMPLE), Remove(("comments",))),
    "everything": (read(SAMPLE), Remove(())),
    "field added": (read(SAMPLE), Insert(("x",), "y")),
    "term added": (read(SAMPLE), Insert(("ontology", 0), {"id": "PW:1"})),
    "number": (read(SAMPLE), Set(("title",), 1)),
    "element": (read(SAMPLE), Set(("nodes", 0), "x")),
    "author with a comma": (read(SAMPLE), Set(("authors", 0), "a, b")),
    "no author": (read(SAMPLE), Set(("authors", 2), "")),
    "author that is no text": (read(SAMPLE), Insert(("authors", 2), 1)),
    "control character": (read(SAMPLE), Set(("title",), "a\x00")),
    "surrogate": (read(SAMPLE), Set(("description",), "a\ud800")),
    "the description lets an older one show": (read(SAMPLE), Remove(("description",))),
    "becomes the description": (read(SAMPLE), Set(("comments", 1, "source"), "WikiPathways-description")),
    "one of two in one element": (
        read(SAMPLE.replace("2001</bp:YEAR>", "2001</bp:YEAR><bp:ID>4</bp:ID>")),
        Remove(("references", 0)),
    ),
    "CDATA": (pathway("<Comment><![CDATA[a]]></Comment>"), Set(("comments", 0, "text"), "b")),
    "comment inside": (pathway("<Comment>a<!-- c --></Comment>"), Set(("comments", 0, "text"), "b")),
    "children": (pathway("<Comment>a<b/></Comment>"), Set(("comments", 0, "text"), "b")),
    "not there": (read(SAMPLE), Set(("nodes", 9, "label"), "x")),
}


@pytest.mark.parametrize(("document", "edit"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_certain_is_refused(document: Gpml, edit: Edit) -> None:
    assert document.problem is None
    with pytest.raises(EditRefused):
        document.splices([edit])


def test_edits_that_contradict_each_other_are_refused() -> None:
    document = read(SAMPLE)
    with pytest.raises(EditRefused):
        document.splices([Remove(("comments", 1)), Set(("comments", 1, "text"), "x")])


def test_quotes_are_escaped_where_they_would_end_the_value() -> None:
    document = pathway(attributes="Name='x' Organism=\"y\"")
    changed = edited(document, Set(("title",), "'a' \"b\""), Set(("organism",), "'a'"))
    assert changed == pathway(attributes="Name='&apos;a&apos; &quot;b&quot;' Organism=\"'a'\"").text


@pytest.mark.parametrize("element", ["DataNode", "Label", "Interaction"])
def test_only_a_comment_of_the_pathway_itself_is_its_description(element: str) -> None:
    comment = '<Comment Source="WikiPathways-description">{}</Comment>'
    inside = f"{comment.format('first')}{comment.format('last')}<{element}>{comment.format('no')}</{element}>"
    document = pathway(inside)
    assert document.values["description"] == "last"
    assert document.source(("description",)) == "last"
    assert "description" not in pathway(f"<{element}>{comment.format('no')}</{element}>").values


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("a<![CDATA[<b>]]>c", "a<b>c"),
        ("a<b>hidden</b>c", "ac"),
        ("a<!-- hidden -->c", "ac"),
        ("a<Comment>hidden</Comment>c", "ac"),
    ],
)
def test_a_text_is_what_stands_directly_in_its_element(inside: str, text: str) -> None:
    document = pathway(f"<Comment>{inside}</Comment><Comment>next</Comment>")
    assert document.values["comments"] == [{"text": text}, {"text": "next"}]


@pytest.mark.parametrize(
    "tag", ['<Comment Source="s" >', '<Comment Source = "s"\n\t>', "<Comment\tSource='>'>"]
)
def test_a_text_that_looks_like_attributes_is_text(tag: str) -> None:
    document = pathway(f"{tag}a=\"b\" c='d' /></Comment>")
    assert document.source(("comments", 0, "text")) == "a=\"b\" c='d' />"
    assert edited(document, Set(("comments", 0, "text"), "x")) == pathway(f"{tag}x</Comment>").text


NASTY = st.text(
    st.sampled_from("ab ,[]\t\r\n&<>\"';#x\u0085\u2028\ufffdβ𝛽") | st.characters(exclude_categories=["Cs"]),
    max_size=12,
) | st.sampled_from(["]]>", "&amp;", "&#xD;", "<!--", "\r\n", "Ca\x0b", "'\"", "AAR&amp;Co"])


@given(st.data())
def test_random_edits_give_the_old_values_plus_the_edits(data: st.DataObject) -> None:
    document = read(SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES)))])
    found = [path for path, _ in strings(document.values)]
    chosen = data.draw(st.lists(st.sampled_from(found), min_size=1, max_size=4, unique=True))
    edits: list[Edit] = [Set(path, data.draw(NASTY)) for path in chosen]
    if data.draw(st.booleans()):
        edits.append(Insert(("authors", data.draw(st.integers(0, 3))), data.draw(NASTY)))
    if data.draw(st.booleans()) and not any(path[:2] == ("ontology", 0) for path in chosen):
        edits.append(Remove(("ontology", 0)))
    try:
        splices = document.splices(edits)
    except EditRefused:
        # Only what XML cannot hold, and what would part or join authors, or make another description.
        assert any(
            edit.path[0] == "authors"
            or edit.path[-1] == "source"
            or (isinstance(edit, Set) and FORBIDDEN.search(edit.value))
            for edit in edits
        )
        return
    written = spliced(document.text, splices)
    again = read(written)
    expected = apply(document.values, edits)
    assert same(again.values, expected)
    at = behind = 0
    for splice in splices:  # what lies between the edits is the same
        between = document.text[at : splice.start]
        assert written[behind : behind + len(between)] == between
        at, behind = splice.end, behind + len(between) + len(splice.text)
    assert written[behind:] == document.text[at:]
    for path, value in strings(expected):  # and what was written stays as it is
        assert edited(again, Set(path, value)) == written


# Real files -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(sources: FilePath) -> list[Gpml]:
    return [Gpml(path.read_bytes()) for path in sorted(sources.glob("pathways/*/*.gpml"))[SOME]]


def test_real_files_are_read_as_by_another_reader(real: list[Gpml]) -> None:
    for document in real:
        assert document.problem is None
        root = ElementTree.fromstring(document.data)
        namespace = root.tag.removesuffix("Pathway")
        assert are_all(document.strings, document)
        nodes = root.findall(f"{namespace}DataNode")
        assert [node["label"] for node in document.values["nodes"]] == [n.get("TextLabel") for n in nodes]
        texts = [element.text or "" for element in root.iter(f"{namespace}Comment")]
        read_texts = [text for name, text in document.values.items() if name == "description"]
        read_texts += [comment["text"] for comment in document.values["comments"]]
        read_texts += [c["text"] for node in document.values["nodes"] for c in node["comments"]]
        assert sorted(read_texts) == sorted(texts)


def test_each_real_value_written_anew_gives_its_own_bytes(real: list[Gpml]) -> None:
    for document in real:
        edits = [Set(path, value) for path, value in strings(document.values)]
        assert spliced(document.text, document.splices(edits)).encode() == document.data


def test_edits_on_real_files_come_back(real: list[Gpml]) -> None:
    chance = random.Random(1)
    for document in real:
        found = strings(document.values)
        edits = [Set(path, f"{value}\t\"'<&>\r\n]]>\u0085𝛽x") for path, value in chance.sample(found, 3)]
        written = Gpml(spliced(document.text, document.splices(edits)).encode())
        back = [Set(edit.path, get(document.values, edit.path)) for edit in edits]
        assert spliced(written.text, written.splices(back)).encode() == document.data
