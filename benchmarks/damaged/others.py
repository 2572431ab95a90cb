"""Copies, ids and addresses that belong to another record, or are written differently."""

from __future__ import annotations

import re
from random import Random

from .kinds import ALL, NONE, Damage, in_repository, in_texts, in_values
from .samples import Sample, Values


@in_values(knowable=True)
def title_and_description_swapped(sample: Sample, values: Values, random: Random) -> object:
    """Title and description have changed places."""
    if not values.get("description") or "title" not in values:
        return None
    values["title"], values["description"] = values["description"], values["title"]
    return True


_TEXT_OF_ANOTHER = "Biosynthesis of cholestane with glandular dysplasias"  # which no record around has


@in_texts(
    "title", "name", "description", "copy", "caption", knowable=NONE, why="either copy may be the newer one"
)
def text_of_another_record(text: str, random: Random) -> str:
    """One of the copies has the text of another record."""
    return _TEXT_OF_ANOTHER


@in_texts("titles", "descriptions", decided=NONE, why="no other copy tells")
def texts_of_another_record(text: str, random: Random) -> str:
    """Both copies have the text of another record."""
    return _TEXT_OF_ANOTHER


@in_repository(why="the record that was there is lost")
def copy_of_another_record(sample: Sample, random: Random) -> Damage | None:
    """The record is a copy of another one, whose id and addresses it has kept."""
    if not sample.is_pathway:
        return None
    other = f"WP{9000 + random.randrange(900)}"
    text = sample.text.replace(sample.name, other)
    return (
        Damage(sample.files, {**sample.files, sample.file: text.encode()}) if len(sample.name) > 3 else None
    )


@in_repository(why="the record that was there is lost")
def copy_with_new_id(sample: Sample, random: Random) -> Damage | None:
    """The record is a copy of another one, with its own id, but the other's addresses."""
    if not sample.is_pathway:
        return None
    text = sample.text.replace(sample.name, f"WP{9000 + random.randrange(900)}")
    text = re.sub(r"^wpid: .*", f"wpid: {sample.name}", text, flags=re.MULTILINE)
    return Damage(sample.files, {**sample.files, sample.file: text.encode()})


@in_texts(
    "wpid",
    "figid",
    "annotation id",
    knowable=("wpid", "figid"),
    why="either the id or the name may be meant",
)
def id_of_another(text: str, random: Random) -> str:
    """The id of another record or term."""
    return re.sub(r"\d+", lambda match: str(int(match[0]) + 7).zfill(len(match[0])), text, count=1)


@in_texts(
    "wpid",
    "redirect",
    "address",
    "annotation id",
    "citation link",
    "figlink",
    knowable=("wpid", "address", "annotation id", "redirect", "citation link"),
    why="nothing else says which capitals it had",
)
def other_case(text: str, random: Random) -> str:
    """An id or address in small letters."""
    return text.lower()


@in_texts("redirect", "figlink", knowable=("redirect", "figlink"))
def missing_slash(text: str, random: Random) -> str:
    """An address without its first slash."""
    return text.removeprefix("/")


@in_texts("address", knowable=("address",))
def http_address(text: str, random: Random) -> str:
    """`http` in place of `https`."""
    return text.replace("https:", "http:")


@in_texts("address", "redirect", "wpid", "figlink", knowable=("address", "wpid", "figlink", "redirect"))
def entity_in_id(text: str, random: Random) -> str:
    """An entity in an id or address."""
    return text.replace("P", "&#80;", 1)


@in_texts(
    "address",
    "redirect",
    "figlink",
    knowable=ALL,
)
def address_of_another(text: str, random: Random) -> str:
    """An address that leads to another record."""
    return re.sub(r"\d{2,}", lambda match: str(int(match[0]) + 1), text, count=1)


@in_texts("citation link", "doi", knowable=("citation link", "doi"))
def doi_with_full_stop(text: str, random: Random) -> str | None:
    """A DOI that ends with a full stop."""
    return f"{text}." if text.startswith("10.") else None


@in_texts("annotation id", knowable=("annotation id",))
def id_without_zeros(text: str, random: Random) -> str:
    """An id without its leading zeros."""
    return re.sub(r":0+", ":", text)


@in_texts("annotation id", knowable=("annotation id",))
def id_with_underscore(text: str, random: Random) -> str:
    """An id with another sign between ontology and number."""
    return text.replace(":", "_")


@in_texts("author", "organism", "community", knowable=("author", "organism", "community"))
def name_in_other_case(text: str, random: Random) -> str:
    """A name of which one page has the right form, in small letters."""
    return text.lower()


@in_texts("author", "organism", "community", knowable=NONE, why="which name was meant is a guess")
def name_misspelt(text: str, random: Random) -> str | None:
    """A name that lacks a letter."""
    return text[:-2] + text[-1] if len(text) > 5 and text[-1] != text[-2] else None
