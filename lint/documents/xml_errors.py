"""Messages in plain words about XML that expat rejects."""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

from lint.core.patterns import lazy

_UNKNOWN_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[^\s&;<#]{1,100};")
_CONFLICT = re.compile(rb"<{7}[ \r\n]")
FORBIDDEN = lazy("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Matches a character that XML cannot contain."""


def explained(code: int, data: bytes, at: int, open_element: str) -> tuple[str, int]:
    """Return a message about ill-formed XML, and the byte at fault.

    Args:
        code: expat's number of the error.
        data: The file.
        at: The byte at which expat found the error.
        open_element: The name of the innermost open element; "" if there is none.
    """
    text = data[at : at + 200].decode("utf-8", "replace")
    before = data[max(at - 40, 0) : at].decode("utf-8", "replace")
    forbidden = FORBIDDEN.match(text)
    if forbidden:
        return f"XML cannot contain the character U+{ord(forbidden[0]):04X}: remove it", at
    name = re.split(r"[\s>]", text, maxsplit=1)[0]
    match code:  # see `xml.parsers.expat.errors`
        case 2 if data[:at].strip():
            return "There is something before the first tag: remove it", at
        case 3 if not open_element:
            return "The file is empty", at
        case 3 | 5 | 20:
            inside = f", inside `<{open_element}>`" if open_element else ""
            return f"The file ends before its last element is closed{inside}", at
        case 2 | 4 if not open_element and not data[:at].strip().removeprefix(codecs.BOM_UTF8):
            return "This is not XML, which begins with `<`", at
        case 4 if _CONFLICT.match(data, line := data.rfind(b"\n", 0, at) + 1):
            return "Git left a merge conflict here: keep one side, and remove the conflict markers", line
        case 4 if before.rstrip().endswith("="):
            return "The value of an attribute must be in quotation marks", at
        case 4 if broken := re.search(r"&#?\w*\Z", before):
            message = "This `&` does not begin an entity: write `&amp;`"
            return message, at - len(broken[0].encode())
        case 4 if text.startswith("<") or before.endswith("<"):
            return "This `<` does not begin a tag: write `&lt;`", at - before.endswith("<")
        case 4 if text.startswith("&"):
            return "This `&` is inside a tag, where it is not allowed: remove it", at
        case 4 if before.endswith("]]"):
            return "`]]>` is not allowed in a text: write `]]&gt;`", at - 2
        case 7:
            return f"`</{name}>` is here where `</{open_element}>` is expected", at - 2
        case 8:
            return f"The attribute `{name.partition('=')[0]}` occurs twice", at
        case 9:
            return "There is something after the end of the last element: remove it", at
        case 11 if entity := _UNKNOWN_ENTITY.search(data, at):  # in an attribute, somewhere after this
            name = entity[0].decode("utf-8", "replace")
            return f"XML does not know `{name}`: write the character itself", entity.start()
        case 14:
            return f"`{name.partition(';')[0]};` is a character that XML cannot contain: remove it", at
        case 17:
            return "There is something before `<?xml`, which must begin the file: remove it", 0
        case 27:
            return "A prefix is used here whose namespace (`xmlns:...`) is not declared", at
    return f"This is not well-formed XML ({expat.ErrorString(code)})", at
