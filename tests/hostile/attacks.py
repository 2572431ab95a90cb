"""Records that try to exhaust, crash or mislead whoever reads them."""

from __future__ import annotations

from lint.core.limits import DEFAULT

ROOM = DEFAULT.file_size - 200
"""How many bytes the text of an attack may have, to be read at all."""


def block(yaml: str | bytes) -> bytes:
    return b"---\n" + (yaml.encode() if isinstance(yaml, str) else yaml) + b"\n---\n"


def lines(line: str, count: int) -> str:
    """Return a line many times over, `{0}` in it numbered."""
    return "\n".join(line.format(number) for number in range(count))


_LAUGHS = "\n".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

_GPML = '<Pathway xmlns="http://pathvisio.org/GPML/2013a" {}>{}</Pathway>'
_ENTITIES = "".join(f"<!ENTITY l{n} '" + f"&l{n - 1};" * 10 + "'>" for n in range(1, 10))
_NODE = '<DataNode TextLabel="{}" Type="Protein"><Xref Database="HGNC" ID="TNF"/></DataNode>'


def gpml(inside: str, attributes: str = "", before: str = "") -> bytes:
    return f"{before}{_GPML.format(attributes, inside)}".encode()


# By name: the bytes, and the code of a finding that tells what is wrong.
ATTACKS: dict[str, tuple[bytes, str]] = {
    # What multiplies.
    "billion laughs": (block(f"a: &a [1, 2, 3]\n{_LAUGHS}"), "REC002"),
    "quadratic aliases": (
        block(f"a: &a [{', '.join(['x'] * 2_000)}]\nb: [{', '.join(['*a'] * 2_000)}]"),
        "REC002",
    ),
    "long text shared": (
        block(f"wpid: WP1\na: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 9_000)}]"),
        "REC002",
    ),
    "merge keys": (
        block(
            f"a: &a {{{lines('k{0}: 1', 2_000).replace(chr(10), ', ')}}}\n{lines('b{0}: {{<<: *a}}', 2_000)}"
        ),
        "REC002",
    ),
    "merge keys in a chain": (
        block(
            "a0: &a0 {x: 1}\n"
            + "\n".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 60))
        ),
        "REC002",
    ),
    "an anchor in itself": (block("a: &a [*a]"), "REC002"),
    "an anchor in its own key": (block("? &a {b: *a}\n: c"), "REC002"),
    # What nests.
    "brackets": (block("a: " + "[" * 100_000 + "]" * 100_000), "REC002"),
    "open brackets": (block("a: " + "{a: [" * 50_000), "REC002"),
    "dashes": (block("a:\n" + "- " * 100_000 + "x"), "REC002"),
    "question marks": (block("a:\n" + "? " * 100_000 + "x"), "REC002"),
    "indentation": (block("\n".join(" " * depth + "a:" for depth in range(1_300))), "REC002"),
    # What is long.
    "a text of one line": (block("wpid: WP1\ntitle: " + "x" * ROOM), "SCH001"),
    "a text of many words": (block("wpid: WP1\ndescription: '" + "a " * (ROOM // 2) + "'"), "SCH001"),
    "a long name of a field": (block("wpid: WP1\n? " + "x" * ROOM + "\n: y"), "SCH004"),
    "faults below long names": (
        block(
            "wpid: WP1\n"
            + "\n".join(f"{' ' * n}{'x' * 900}:" for n in range(20))
            + "\n"
            + lines(f"{' ' * 20}- 2025-02-30", 20_000)
        ),
        "REC002",
    ),
    "faults below a long name": (
        block(f"wpid: WP1\n? {'x' * (ROOM // 2)}\n:\n{lines('- 2025-02-30', 20_000)}"),
        "REC002",
    ),
    "a long id": (block("wpid: " + "x" * (ROOM // 2)), "SCH001"),
    "a long number": (block("wpid: WP1\ntitle: " + "1" * ROOM), "SCH001"),
    "a number of base 60": (block("wpid: WP1\ntitle: " + "1:" * (ROOM // 2) + "1"), "SCH001"),
    "a long tag": (block("a: !" + "x" * 100_000 + " y"), "REC002"),
    # What is many.
    "keywords": (block("wpid: WP1\nschema-jsonld:\n- keywords:\n" + lines("  - k{0}", 20_000)), "SCH001"),
    "equal keywords": (
        block("wpid: WP1\nschema-jsonld:\n- keywords:\n" + lines("  - 'k '", 5_000)),
        "TXT005",
    ),
    "fields": (block(lines("a{0}: x", 10_000)), "SCH004"),
    "numbers for names": (block(lines("{0}: x", 15_000)), "SCH004"),
    "equal fields": (block(lines("a: {0}", 20_000)), "REC004"),
    "comments": (block("wpid: WP1\n" + lines("#", 400_000)), "SCH001"),
    "anchors": (block(lines("a{0}: &x{0} 1", 10_000)), "SCH004"),
    "lines of a block that never ends": (b"---\n" + b"...x\n" * (ROOM // 5), "REC001"),
    # What is no value.
    "a mapping for a name": (block("? {a: b}\n: c"), "REC002"),
    "a list for a name": (block("? [a]\n: c"), "REC002"),
    "python/object": (block("a: !!python/object/apply:os.system [touch owned]"), "REC002"),
    "python/name": (block("a: !!python/name:os.system"), "REC002"),
    "binary": (block("a: !!binary aGk="), "REC002"),
    "a tag that fits nothing": (block("a: !!int <<"), "REC002"),
    "a tag of a directive": (b"---\n%TAG !e! tag:x:\n---\na: !e!y z\n---\n", "REC002"),
    "a directive": (b"%YAML 1.1\n---\nwpid: WP1\n---\n", "REC001"),
    "several documents": (block("wpid: WP1\n--- x\na: b"), "REC010"),
    "an end within a text": (block("wpid: WP1\ndescription: |\n  a\n---\ntitle: b"), "REC010"),
    "no fields": (block(""), "REC002"),
    # What is no text.
    "nothing": (b"", "REC001"),
    "empty lines": (b"\n" * 1_000_000, "REC001"),
    "a long line of spaces": (b" " * 500_000 + b"---\n", "REC001"),
    "a front matter without an end": (b"---\nwpid: WP1\n", "REC001"),
    "NUL": (block("a: x\0y"), "REC005"),
    "an escape": (block("a: x\x1b[2Jy"), "REC005"),
    "half a character": (block('a: "\\ud800"'), "REC002"),
    "mixed line endings": (b"---\r\nwpid: WP1\ntitle: x\r\rauthors: []\n---\r\n", "SCH001"),
    "UTF-16, little end": ("---\nwpid: WP1\n---\n".encode("utf-16-le"), "REC003"),
    "UTF-16 with its mark": ("\ufeff---\nwpid: WP1\n---\n".encode("utf-16-be"), "REC003"),
    "UTF-32 with its mark": ("---\nwpid: WP1\n---\n".encode("utf-32"), "REC003"),
    "many bytes that are not UTF-8": (block(b"a: " + b"\xe9\xff" * (ROOM // 2)), "REC003"),
    **{
        f"bytes {data.hex()}": (block(b"a: x" + data + b"y"), "REC003")
        for data in (
            *(b"\x80", b"\xbf", b"\xff", b"\xfe", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x92"),  # cut off
            *(b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xf0\x80\x80\x80"),  # longer than needed
            *(
                b"\xed\xa0\x80",
                b"\xed\xbf\xbf",
                b"\xf4\x90\x80\x80",
                b"\xf8\x88\x80\x80\x80",
            ),  # no characters
        )
    },
    # The same as GPML.
    "GPML: billion laughs": (gpml("&l9;", before=f'<!DOCTYPE a [<!ENTITY l0 "ha">{_ENTITIES}]>'), "REC014"),
    "GPML: a quadratic entity": (
        gpml("&x;" * 100_000, before=f"<!DOCTYPE a [<!ENTITY x '{'x' * 400_000}'>]>"),
        "REC014",
    ),
    "GPML: an external entity": (
        gpml("&x;", before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "REC014",
    ),
    "GPML: an external DTD": (gpml("", before='<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd">'), "REC014"),
    "GPML: elements": (gpml("<a/>" * 200_000), "REC014"),
    "GPML: nodes": (gpml("<DataNode/>" * 90_000), "SRC004"),
    "GPML: depth": (gpml("<a>" * 300_000), "REC014"),
    "GPML: authors": (gpml("", f"Author='{' ,' * 400_000}'"), "REC014"),
    "GPML: a namespace of many attributes": (
        f"<a xmlns:p='{'u' * 400_000}' {lines('p:a{0}=_', 40_000).replace('_', chr(34) * 2)}/>".encode(),
        "REC014",
    ),
    "GPML: UTF-16": (gpml("").decode().encode("utf-16"), "REC003"),
    "GPML: another encoding": (gpml("", before='<?xml version="1.0" encoding="UTF-7"?>'), "REC003"),
    "GPML: no XML": (b"\0\xff" * 1_000, "REC003"),
    "GPML: tabs": (gpml(_NODE.format("&#9;" * 100_000 + "x")), "SRC003"),
    "GPML: line breaks": (gpml(_NODE.format("a&#10;" * 100_000 + "x")), "SRC002"),
    "GPML: glued words": (gpml("".join(_NODE.format(f"a{n}&#10;b") for n in range(6_000))), "SRC002"),
    "GPML: references": (gpml("<BiopaxRef>a</BiopaxRef>" * 30_000), "SRC005"),
    "GPML: mojibake": (gpml(_NODE.format("ÃŽÂ± " * 10_000)), "TXT001"),
    # What repairs have to go through.
    "much mojibake": (block("wpid: WP1\ntitle: " + "ÃŽÂ± " * 10_000), "TXT001"),
    "an entity escaped very often": (block(f"wpid: WP1\ntitle: '&{'amp;' * 150_000}'"), "TXT002"),
    "many entities": (block(f"wpid: WP1\ntitle: '{'&gamma;' * 50_000}'"), "TXT002"),
    "open tags": (block(f"wpid: WP1\ntitle: '{'<a ' * 100_000}'"), "SCH001"),
    "open links": (block(f"wpid: WP1\ndescription: '{'[[' * 200_000}'"), "SCH001"),
    "tabs": (block(f"wpid: WP1\ntitle: '{'a&#9;' * 15_000}'"), "TXT002"),
    "invisible characters": (block("wpid: WP1\ntitle: " + "a\u200b" * 50_000), "TXT004"),
    "genes": (
        block(
            "figid: PMC1__f\ngenes:\n"
            + lines("- {{word: w{0}, symbol: s, source: x, hgnc_symbol: A{0}, entrez: {0}}}", 2_000)
        ),
        "SCH001",
    ),
    "equal genes": (
        block(
            "figid: PMC1__f\ngenes:\n"
            + lines("- {{word: w, symbol: s, source: x, hgnc_symbol: A, entrez: '1'}}", 2_000)
        ),
        "GEN005",
    ),
}
