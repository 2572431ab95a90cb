"""Lists, keywords and fields that do not fit the rest of the record, or their schema."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from .kinds import NONE, has_stray_space, in_texts, in_values, keywords
from .samples import Sample, Values, at, dataset, put

_OTHER_LISTS = ("authors", "organisms", "communities", "redirect_from")


def _some_list(values: Values, random: Random, least: int = 2) -> list[Any] | None:
    names = [
        each for each in _OTHER_LISTS if isinstance(values.get(each), list) and len(values[each]) >= least
    ]
    return values[random.choice(names)] if names else None


# --- Keywords -------------------------------------------------------------------------------------


def _keyword_kind(name: str, doc: str, change: Any, knowable: bool = True, why: str = "") -> None:
    def make(sample: Sample, values: Values, random: Random) -> object:
        found = keywords(values)
        index = random.randrange(len(found) - 1) if len(found) > 2 else None
        if index is None or has_stray_space(str(found[index])):
            return None
        return True if change(found, index, random) is None else None

    make.__name__, make.__doc__ = f"keyword_{name}", doc
    in_values(knowable=knowable, why=why)(make)


def _set(items: list[Any], index: int, value: Any) -> None:
    items[index] = value


def _letter_lost(items: list[Any], index: int, random: Random) -> object:
    return _set(items, index, str(items[index])[:-1]) if len(str(items[index])) > 3 else True


_AGE = "the table may be the older one"
_keyword_kind(
    "missing", "A keyword that the table has is not there.", lambda k, i, r: (k.pop(i), None)[1], False, _AGE
)
_keyword_kind("extra", "A keyword that nothing else has.", lambda k, i, r: k.append("zzyx"), False, _AGE)
_keyword_kind("letter_lost", "A keyword that lost its last letter.", _letter_lost)
_keyword_kind("small_letters", "A keyword in small letters.", lambda k, i, r: _set(k, i, str(k[i]).lower()))
_keyword_kind("capitals", "A keyword in capitals.", lambda k, i, r: _set(k, i, str(k[i]).upper()))
_keyword_kind("quoted", "A keyword within quotes.", lambda k, i, r: _set(k, i, f'"{k[i]}"'))
_keyword_kind(
    "glued",
    "Two keywords in one, without a space.",
    lambda k, i, r: _set(k, slice(i, i + 2), [f"{k[i]}{k[i + 1]}"]),
)
_keyword_kind(
    "joined",
    "Two keywords in one, with a comma.",
    lambda k, i, r: _set(k, slice(i, i + 2), [f"{k[i]}, {k[i + 1]}"]),
)
_keyword_kind("doubled", "A keyword that stands twice.", lambda k, i, r: k.insert(i, k[i]))
_keyword_kind("blank", "A keyword that is blank.", lambda k, i, r: k.insert(i, " "))
_keyword_kind("null", "A keyword that is null.", lambda k, i, r: k.insert(i, None))
_keyword_kind("for_null", "Null in place of a keyword.", lambda k, i, r: _set(k, i, None))
_keyword_kind(
    "nested", "A list within the list of keywords.", lambda k, i, r: _set(k, slice(i, i + 2), [k[i : i + 2]])
)
_keyword_kind(
    "reordered",
    "Two keywords that changed places.",
    lambda k, i, r: _set(k, slice(i, i + 2), k[i + 1 : i - 1 if i else None : -1]),
)
_keyword_kind("lost", "All keywords are gone.", lambda k, i, r: k.clear())


@in_values(knowable=True)
def keywords_in_one_text(sample: Sample, values: Values, random: Random) -> object:
    """All keywords in one text, with commas."""
    found = keywords(values)
    if len(found) < 3 or any("," in str(each) for each in found):
        return None
    put(values, (*dataset(values), "keywords"), ", ".join(map(str, found)))
    return True


@in_values(knowable=True)
def keywords_as_bars(sample: Sample, values: Values, random: Random) -> object:
    """All keywords in one text, with bars as in a spreadsheet."""
    found = keywords(values)
    if len(found) < 3:
        return None
    put(values, (*dataset(values), "keywords"), " | ".join(map(str, found)))
    return True


@in_texts("keyword", "gene", knowable=("gene",), why="several genes have become this date")
def gene_as_date(text: str, random: Random) -> str | None:
    """A symbol that a spreadsheet turned into a date."""
    return (
        random.choice(["1-Mar", "2-Sep", "Mar-01", "1-Dec"]) if re.fullmatch(r"[A-Z]{3,}\d", text) else None
    )


@in_texts("keyword", "gene", knowable=NONE, why="digits are lost")
def gene_as_number(text: str, random: Random) -> str | None:
    """An identifier that a spreadsheet turned into a number."""
    return "2.31E+13" if text.isascii() else None


# --- Other lists ----------------------------------------------------------------------------------


@in_values(knowable=True)
def text_for_list(sample: Sample, values: Values, random: Random) -> object:
    """A text in place of a list of one item."""
    for name in ("organisms", "communities", "authors"):
        if isinstance(values.get(name), list) and len(values[name]) == 1:
            values[name] = values[name][0]
            return True
    return None


@in_values(knowable=True)
def list_joined_by_commas(sample: Sample, values: Values, random: Random) -> object:
    """The items of a list in one text, with commas."""
    if len(values.get("authors", ())) < 2:
        return None
    values["authors"] = ", ".join(values["authors"])
    return True


@in_values(knowable=True)
def items_joined(sample: Sample, values: Values, random: Random) -> object:
    """Two items of a list in one, with a comma."""
    if len(values.get("authors", ())) < 2:
        return None
    values["authors"][:2] = [", ".join(values["authors"][:2])]
    return True


@in_values(decided=False, why="nothing else says who the authors are")
def item_removed(sample: Sample, values: Values, random: Random) -> object:
    """An author is gone."""
    return values["authors"].pop() if len(values.get("authors", ())) > 1 else None


@in_values(knowable=True)
def item_doubled(sample: Sample, values: Values, random: Random) -> object:
    """An item stands twice."""
    items = _some_list(values, random, 1)
    return (items.append(items[0]), True)[1] if items else None


@in_values(decided=False, why="the order of authors is theirs to choose")
def items_reordered(sample: Sample, values: Values, random: Random) -> object:
    """Two authors changed places."""
    items = values.get("authors", [])
    return (items.reverse(), True)[1] if len(items) > 1 else None


@in_values(knowable=True)
def item_blank(sample: Sample, values: Values, random: Random) -> object:
    """A list has a blank item more."""
    items = _some_list(values, random, 1)
    return (items.append(""), True)[1] if items else None


@in_values(knowable=True)
def item_null(sample: Sample, values: Values, random: Random) -> object:
    """A list has a null more."""
    items = _some_list(values, random, 1)
    return (items.insert(0, None), True)[1] if items else None


@in_values(knowable=True)
def item_nested(sample: Sample, values: Values, random: Random) -> object:
    """An item is a list."""
    items = _some_list(values, random, 1)
    if not items:
        return None
    items[0] = [items[0]]
    return True


@in_values(knowable=True)
def list_is_null(sample: Sample, values: Values, random: Random) -> object:
    """Null in place of the list of keywords."""
    if not keywords(values):
        return None
    put(values, (*dataset(values), "keywords"), None)
    return True


# --- Schema ---------------------------------------------------------------------------------------


def _missing(name: str, knowable: bool) -> None:
    def make(sample: Sample, values: Values, random: Random) -> object:
        return values.pop(name, None)

    make.__name__, make.__doc__ = f"missing_{name.replace('-', '_')}", f"The field `{name}` is missing."
    in_values(knowable=knowable, why="" if knowable else "nothing else holds it")(make)


for _name, _known in (("title", True), ("wpid", True), ("description", True), ("organisms", False)):
    _missing(_name, _known)
for _name, _known in (("authors", False), ("last-edited", False), ("figid", True), ("caption", True)):
    _missing(_name, _known)
_missing("redirect_from", False)
_missing("schema-jsonld", False)


@in_values(knowable=True)
def missing_keywords(sample: Sample, values: Values, random: Random) -> object:
    """The field of the keywords is missing; the table or the genes have them."""
    return at(values, dataset(values)).pop("keywords", None) and True


@in_values(why="what an unknown field is for is not known")
def unknown_field(sample: Sample, values: Values, random: Random) -> object:
    """A field that no schema has."""
    values["zmisc"] = "x"
    return True


@in_values(knowable=True)
def misspelt_field(sample: Sample, values: Values, random: Random) -> object:
    """The name of a field lacks a letter."""
    name = random.choice([each for each in values if len(each) > 5])
    for each in list(values):  # the order stays
        values[each[:-2] + each[-1] if each == name else each] = values.pop(each)
    return True


@in_values(knowable=True)
def capital_field(sample: Sample, values: Values, random: Random) -> object:
    """The name of a field begins with a capital."""
    name = random.choice([each for each in values if each[0].islower()])
    for each in list(values):
        values[each.title() if each == name else each] = values.pop(each)
    return True


@in_values(knowable=True)
def wrong_type(sample: Sample, values: Values, random: Random) -> object:
    """A mapping in place of a text."""
    name = "title" if sample.is_pathway else "figtitle"
    values[name] = {"text": values[name]}
    return True


@in_texts(
    "title",
    "description",
    "keyword",
    "name",
    "wpid",
    "author",
    "figtitle",
    "caption",
    knowable=("title", "description", "name", "keyword", "wpid", "caption"),
)
def value_as_number(text: str, random: Random) -> Any:
    """A number in place of the text."""
    return 100000.0


@in_texts("title", "keyword", "organism", "name", "caption", knowable=("title", "name", "keyword", "caption"))
def value_as_boolean(text: str, random: Random) -> Any:
    """`false` in place of the text, as YAML reads `NO`."""
    return False
