"""The fields that elements of GPML give, by simple names, for each version of the format.

Elements and attributes are named as in expat, with the namespace and a space before the local name,
since prefixes can differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NAMESPACE = "http://pathvisio.org/GPML/"
_BIOPAX = "http://www.biopax.org/release/biopax-level3.owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True, slots=True)
class Element:
    """The fields that an element's attributes and text become."""

    into: str = ""
    """The list to which the element adds a mapping; "" if its fields belong to the enclosing mapping."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Attributes, each with its field."""
    items: tuple[tuple[str, str], ...] = ()
    """Attributes whose values are items of a list, each with that list."""
    text: str = ""
    """The field with the element's own text; "" if there is none."""
    item: str = ""
    """The list to which the element's own text is added; "" if there is none."""
    lists: tuple[str, ...] = ()
    """The lists of the mapping, which are empty at first."""
    only: tuple[str, str] | None = None
    """An attribute and its value without which the element is ignored; None if there is no condition."""
    of_pathway: bool = False
    """Whether the fields belong to the pathway, whatever the enclosing mapping."""
    children: Mapping[str, Element] = field(default_factory=dict)

    holds_text: bool = field(init=False)
    """Whether the element's own text is read."""
    has_content: bool = field(init=False)
    """Whether anything but the element's start tag matters."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "holds_text", bool(self.text or self.item))
        object.__setattr__(self, "has_content", bool(self.holds_text or self.children or self.into))


_LISTS = ("authors", "nodes", "drawn", "comments", "ontology", "references", "citations")


def _named(namespace: str, **elements: Element) -> dict[str, Element]:
    return {f"{namespace} {name}": element for name, element in elements.items()}


def _gpml_2013a() -> Element:
    namespace = f"{NAMESPACE}2013a"
    comment = Element("comments", (("Source", "source"),), text="text")
    cited = _named(namespace, BiopaxRef=Element(item="citations", of_pathway=True))
    around = cited | _named(namespace, Comment=comment)
    drawn = Element(items=(("TextLabel", "drawn"),), children=around)
    xref = Element(attributes=(("Database", "database"), ("ID", "id")))
    node = Element(
        "nodes",
        (("TextLabel", "label"), ("Type", "type")),
        lists=("comments",),
        children=around | _named(namespace, Xref=xref),
    )
    term = Element("ontology", children=_named(_BIOPAX, ID=Element(text="id"), TERM=Element(text="term")))
    leaves = {"ID": "id", "DB": "database", "TITLE": "title", "SOURCE": "source", "YEAR": "year"}
    publication = Element(
        "references",
        ((f"{_RDF} id", "key"),),
        lists=("authors",),
        children=_named(
            _BIOPAX,
            AUTHORS=Element(item="authors"),
            **{name: Element(text=plain) for name, plain in leaves.items()},
        ),
    )
    biopax = Element(children=_named(_BIOPAX, openControlledVocabulary=term, PublicationXref=publication))
    return Element(
        attributes=(
            ("Name", "title"),
            ("Organism", "organism"),
            ("Version", "version"),
            ("Last-Modified", "last-modified"),
            ("Author", "authors"),
        ),
        lists=_LISTS,
        children=around
        | _named(namespace, DataNode=node, Biopax=biopax)
        | {
            f"{namespace} {name}": drawn
            for name in ("Label", "Shape", "State", "Group", "Interaction", "GraphicalLine")
        },
    )


def _gpml_2021() -> Element:
    namespace = f"{NAMESPACE}2021"
    comment = Element("comments", (("source", "source"),), text="text")
    cited = _named(namespace, CitationRef=Element(items=(("elementRef", "citations"),), of_pathway=True))
    around = cited | _named(namespace, Comment=comment, AnnotationRef=Element(children=cited))
    drawn = Element(items=(("textLabel", "drawn"),), of_pathway=True, children=around)
    xref = _named(namespace, Xref=Element(attributes=(("dataSource", "database"), ("identifier", "id"))))
    node = Element(
        "nodes",
        (("textLabel", "label"), ("type", "type")),
        lists=("comments",),
        children=around | xref | _named(namespace, States=Element(children=_named(namespace, State=drawn))),
    )
    term = Element("ontology", (("value", "term"),), only=("type", "Ontology"), children=xref)
    address = _named(namespace, Url=Element(attributes=(("link", "url"),)))
    publication = Element("references", (("elementId", "key"),), lists=("authors",), children=xref | address)
    inside = {
        "Authors": _named(namespace, Author=Element(items=(("name", "authors"),))),
        "DataNodes": _named(namespace, DataNode=node),
        "Annotations": _named(namespace, Annotation=term),
        "Citations": _named(namespace, Citation=publication),
    } | {
        f"{name}s": _named(namespace, **{name: drawn})
        for name in ("Label", "Shape", "Group", "Interaction", "GraphicalLine")
    }
    return Element(
        attributes=(("title", "title"), ("organism", "organism"), ("version", "version")),
        lists=_LISTS,
        children=around
        | _named(namespace, Description=Element(text="description"))
        | _named(namespace, **{name: Element(children=children) for name, children in inside.items()}),
    )


ROOTS = {f"{NAMESPACE}2013a Pathway": _gpml_2013a(), f"{NAMESPACE}2021 Pathway": _gpml_2021()}
"""The root elements of the supported versions."""
