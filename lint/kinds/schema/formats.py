"""The formats of JSON Schema, all checked here, so that the checks do not depend on installed packages.

https://json-schema.org/draft/2020-12/json-schema-validation#name-defined-formats
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date

from lint.core.patterns import lazy
from lint.kinds.schema.identifiers import is_doi, is_orcid
from lint.kinds.schema.patterns import compiled

_DURATION = lazy(
    r"P(?!$)(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?"
    r"(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)",
    re.ASCII,
)
_TIME = lazy(
    r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d|60)(?:\.\d+)?"
    r"(?:[Zz]|(?P<sign>[+-])(?P<offset_hour>[01]\d|2[0-3]):(?P<offset_minute>[0-5]\d))",
    re.ASCII,
)
_LABEL = lazy(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LONGEST_NAME = 253  # of a host
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = lazy(rf'{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~]|\\[ -~])*"')
_IDN_LOCAL = lazy(r'(?:(?!\.)[^\s@"(),:;<>\[\]\\]+(?<!\.))|"[^"\\\n]*"')
_SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")
_URI_CHARACTERS = lazy(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
_IRI_CHARACTERS = lazy(
    r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]"
    r"|[\U00010000-\U000efffd])*"
)
_URI_TEMPLATE = lazy(
    r"(?:[^\x00-\x20\"'<>\\^`{|}%]|%[0-9A-Fa-f]{2}"
    r"|\{[+#./;?&=,!@|]?[\w%.]+(?::[1-9]\d{0,3}|\*)?(?:,[\w%.]+(?::[1-9]\d{0,3}|\*)?)*\})*"
)
_POINTER = r"(?:/(?:[^/~]|~[01])*)*"
_JSON_POINTER = lazy(_POINTER)
_RELATIVE_JSON_POINTER = lazy(rf"(?:0|[1-9][0-9]*)(?:#|{_POINTER})")
_UUID = lazy(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_DATE = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _date(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) and date.fromisoformat(text) is not None


def _time(text: str) -> bool:
    """Check a time of RFC 3339; a leap second is the last second of a day in UTC."""
    match = _TIME.fullmatch(text)
    if not match:
        return False
    if match["second"] != "60":
        return True
    offset = int(match["offset_hour"] or 0) * 60 + int(match["offset_minute"] or 0)
    minutes = int(match["hour"]) * 60 + int(match["minute"])
    return (minutes + (offset if match["sign"] == "-" else -offset)) % 1440 == 1439


def _date_time(text: str) -> bool:
    return text[10:11] in ("T", "t") and _date(text[:10]) and _time(text[11:])


def _hostname(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME and all(map(_LABEL.fullmatch, text.split(".")))


def _idn_hostname(text: str) -> bool:
    if len(text) > _LONGEST_NAME:
        return False
    labels = re.split("[.\u3002\uff0e\uff61]", text)
    has_hyphens = any(label.startswith("-") or label.endswith("-") for label in labels)
    return not has_hyphens and _hostname(".".join(label.encode("idna").decode() for label in labels))


def _email(text: str, local: re.Pattern[str] = _LOCAL, host: Callable[[str], bool] = _hostname) -> bool:
    name, at, domain = text.rpartition("@")
    if not (at and len(name) <= 64 and local.fullmatch(name) and ".." not in name.partition('"')[0]):
        return False
    if domain.startswith("[") and domain.endswith("]"):
        inner = domain[1:-1]
        return _ipv6(inner[5:]) if inner.startswith("IPv6:") else _ipv4(inner)
    return host(domain)


def _ipv4(text: str) -> bool:
    return ipaddress.IPv4Address(text).version == 4


def _ipv6(text: str) -> bool:
    return "%" not in text and ipaddress.IPv6Address(text).version == 6


def _reference(text: str, characters: re.Pattern[str] = _URI_CHARACTERS) -> bool:
    """Check RFC 3986 and 3987: `[` and `]` only around an IPv6 address, at most one `#`, a numeric port."""
    if not characters.fullmatch(text) or text.count("#") > 1:
        return False
    scheme = _SCHEME.match(text)
    if not scheme and ":" in re.split("[/?#]", text)[0]:
        return False
    rest = text[scheme.end() if scheme else 0 :]
    if not rest.startswith("//"):
        return "[" not in rest and "]" not in rest
    authority, *others = re.split("(?=[/?#])", rest[2:], maxsplit=1)
    _, _, host = authority.rpartition("@")
    match = re.fullmatch(r"(\[(?P<ipv6>[^\[\]]*)\]|[^\[\]:]*)(:[0-9]*)?", host)
    if not match or "[" in "".join(others) or "]" in "".join(others):
        return False
    return match["ipv6"] is None or match["ipv6"][:1] in "vV" or _ipv6(match["ipv6"])


def _uri(text: str, characters: re.Pattern[str] = _URI_CHARACTERS) -> bool:
    scheme = _SCHEME.match(text)
    return scheme is not None and _reference(text, characters)


CHECKS: dict[str, Callable[[str], object]] = {
    "date": _date,
    "date-time": _date_time,
    "doi": is_doi,
    "duration": _DURATION.fullmatch,
    "email": _email,
    "hostname": _hostname,
    "idn-email": lambda text: _email(text, _IDN_LOCAL, _idn_hostname),
    "idn-hostname": _idn_hostname,
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "iri": lambda text: _uri(text, _IRI_CHARACTERS),
    "iri-reference": lambda text: _reference(text, _IRI_CHARACTERS),
    "json-pointer": _JSON_POINTER.fullmatch,
    "orcid": is_orcid,
    "regex": compiled,
    "relative-json-pointer": _RELATIVE_JSON_POINTER.fullmatch,
    "time": _time,
    "uri": _uri,
    "uri-reference": _reference,
    "uri-template": _URI_TEMPLATE.fullmatch,
    "uuid": _UUID.fullmatch,
}
"""The check of each format, which returns whether a text has it, or raises ValueError.

`doi` and `orcid` are formats of recordlint.
"""


def conforms(name: str, text: str) -> bool:
    """Return whether *text* has the format *name*; every text has an unknown format."""
    try:
        return name not in CHECKS or bool(CHECKS[name](text))
    except (ValueError, re.error):
        return False
