"""What is wrong with XML that expat refuses, in plain words."""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

from lint.core.patterns import lazy

_UNKNOWN_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[^\s&;<#]{1,100};")
_CONFLICT = re.compile(rb"<{7}[ \r\n]")
FORBIDDEN = lazy("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML cannot hold."""


def explained(code: int, data: bytes, at: int, open_element: str) -> tuple[str, int]:
    """Return what is wrong with ill-formed XML in plain words, and the byte where.

    Args:
        code: expat's number of the error.
        data: The file.
        at: The byte at which expat met it.
        open_element: The name of the innermost element that is open.
    """
    text = data[at : at + 200].decode("utf-8", "replace")
    before = data[max(at - 40, 0) : at].decode("utf-8", "replace")
    forbidden = FORBIDDEN.match(text)
    if forbidden:
        return f"The character U+{ord(forbidden[0]):04X} cannot stand in XML: remove it", at
    name = re.split(r"[\s>]", text, maxsplit=1)[0]
    match code:  # of expat's `xml.parsers.expat.errors`
        case 2 if data[:at].strip():
            return "Something stands here before the first tag: remove it", at
        case 3 if not open_element:
            return "The file is empty", at
        case 3 | 5 | 20:
            inside = f", inside `<{open_element}>`" if open_element else ""
            return f"The file breaks off before its last element is closed{inside}", at
        case 2 | 4 if not open_element and not data[:at].strip().removeprefix(codecs.BOM_UTF8):
            return "This is no XML, which begins with `<`", at
        case 4 if _CONFLICT.match(data, line := data.rfind(b"\n", 0, at) + 1):
            return "Git left a merge conflict here: keep one side, and remove its marks", line
        case 4 if before.rstrip().endswith("="):
            return "The value of an attribute must stand between quotation marks", at
        case 4 if broken := re.search(r"&#?\w*\Z", before):
            message = "This `&` begins no entity: write it `&amp;`"
            return message, at - len(broken[0].encode())
        case 4 if text.startswith("<") or before.endswith("<"):
            return "This `<` begins no tag: write it `&lt;`", at - before.endswith("<")
        case 4 if text.startswith("&"):
            return "This `&` stands inside a tag, where none can: remove it", at
        case 4 if before.endswith("]]"):
            return "`]]>` cannot stand in a text: write it `]]&gt;`", at - 2
        case 7:
            return f"`</{name}>` stands here where `</{open_element}>` is due", at - 2
        case 8:
            return f"The attribute `{name.partition('=')[0]}` is given twice", at
        case 9:
            return "Something follows behind the end of the last element: remove it", at
        case 11 if entity := _UNKNOWN_ENTITY.search(data, at):  # in an attribute, somewhere behind
            name = entity[0].decode("utf-8", "replace")
            return f"XML does not know `{name}`: write the character itself", entity.start()
        case 14:
            return f"`{name.partition(';')[0]};` stands for no character that XML can hold: remove it", at
        case 17:
            return "Something stands before `<?xml`, which must begin the file: remove it", 0
        case 27:
            return "A prefix is used here whose namespace (`xmlns:...`) is not declared", at
    return f"This is not well-formed XML ({expat.ErrorString(code)})", at
