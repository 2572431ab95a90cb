from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from functools import cache
from itertools import product
from pathlib import Path

import ftfy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.growth import grown
from lint.core.deadline import within
from lint.core.findings import Applicability
from lint.core.values import strings
from lint.documents.front_matter import FrontMatter
from lint.text import mojibake
from lint.text.images import suspicious
from lint.text.mojibake import Repair, Word, clean, repair, residues

SAFE, UNSAFE, DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY
LATIN, WINDOWS = "latin-1", "sloppy-windows-1252"  # ftfy registers the second
FTFY = ftfy.TextFixerConfig(restore_byte_a0=False, replace_lossy_sequences=False, fix_c1_controls=False)


def misread(text: str, *encodings: str) -> str:
    """Return *text*, saved as UTF-8 and read as each of the *encodings* in turn."""
    for encoding in encodings:
        text = text.encode().decode(encoding)
    return text


def repaired(text: str) -> Repair:
    found = repair(text)
    assert found is not None, f"nothing found in {text!r}"
    return found


@pytest.mark.parametrize("text", ["Î±-KG and Î", "Î±-Î factor", "IFN-Î³ (Ï) cells", "Ð´Ð½Ð° and Ð here"])
def test_the_first_byte_of_a_lost_letter_is_damage_that_is_left(text: str) -> None:
    found = repaired(text)
    assert found.applicability is UNSAFE
    assert residues(found.text)


@pytest.mark.parametrize("text", ["Île and Ïambe", "Þ and ÐÆ", "MAÏS"])
def test_a_letter_that_stands_by_right_is_no_damage(text: str) -> None:
    assert residues(text) == []


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("IL-7RÎ± and GÎ²Î³", "IL-7Rα and Gβγ"),
        ("IL-2RÃŽÂ± alone", "IL-2Rα alone"),
        ("CH3COCOOâˆ’ (1âˆ’)", "CH3COCOO− (1−)"),
        ("cytidine-5ÃŠÂ¼-diphosphate", "cytidine-5ʼ-diphosphate"),
        ("anti-mÃ¼llerian", "anti-müllerian"),
        ("2‐Deoxy and PLCÎ³-mediated", "2‐Deoxy and PLCγ-mediated"),
        ("doesnÃƒÂ¢Ã¢â€šÂ¬Ã¢â€žÂ¢t", "doesn’t"),
        ("signaling â€“ a review", "signaling – a review"),
        ("â€œcytokine stormâ€\x9d", "“cytokine storm”"),
        ("37 Â°C", "37 °C"),
        ("Ã‚Â\xa0text", "\xa0text"),
        # what ftfy leaves
        ("Ï„ Ï€ Ï…", "τ π υ"),
        ("COâ‚‚, NO â„¢", "CO₂, NO ™"),
        ("3.9 Ã…", "3.9 Å"),
        ("Fransson LÃ…, JÃƒâ€¦", "Fransson LÅ, JÅ"),
        ("TNF-α and IL-1Î² and Ï€ bonds and Ï„", "TNF-α and IL-1β and π bonds and τ"),
        # with control characters
        ("Î\x94Np63, â\x88\x92", "ΔNp63, −"),
        ("ONOOÃ¢Â\x81Â»/ONOOH", "ONOO⁻/ONOOH"),
        ("ð\x9d›½", "𝛽"),
        # names
        ("DvoÅ™Ã¡k, KovÃ¡Å™, Å¡", "Dvořák, Kovář, š"),
        ("Å½ivkoviÄ‡, HÄ±rsÄ±zÄ±, Ä°stanbul", "Živković, Hırsızı, İstanbul"),
        # other encodings
        ("TNF-Œ± and IL-1Œ≤", "TNF-α and IL-1β"),
        ("signiп¬Ѓcantly lower", "signiﬁcantly lower"),
        # what is right beside what is damaged
        ("Î± in 8 Å³, 2×² (Ø°) and José†", "α in 8 Å³, 2×² (Ø°) and José†"),
        ("Å²Ã¢Â€Â™", "Å²’"),
    ],
)
def test_safe(damaged: str, text: str) -> None:
    found = repaired(damaged)
    assert (found.text, found.applicability, found.why) == (text, SAFE, "")
    assert clean(damaged) == text


RIGHT = """
8 Å³ | Å² | 3.2 Å±0.1 | Å± | 10 Å™ | 10 Å’ | 3 Å\xa0resolution | 2×² | (×³) | Ø± | Ø° | Øµ | À° | Ä° | ∆† | ∆°
aΔ‡ | Gα† | TNFα† | IFNγ‡ | José† | NESTLÉ® | VOCÊ… | HYVÄ… | 4288×… | = √π | 2√µ | 5×£35 | ``lá´´ | [x]\xa0©
14-3-3-σ | Trans-Δ²-Enoyl-CoA | 15-deoxy-Δ12,14-PGJ2 | O₂-• | •OH | C₆H₁₂O₆ | A₁/A₃ | HCO₃⁻ | Ca²⁺ | Fe³⁺ | e⁻
CH3COCOO− + H+ | Thiosulfate(2−) | poly[(1''→2')-ADP-α-D-ribose] | α(I)‑chains | 2‐Deoxy | Mentha × piperita
Großhans | Müllerian | Krüppel | Näär | Häggström | Kåre-Olav Stensløkken | Hernández | Geneviève | naïve
Île | Calmette-Guérin | Prader–Willi and Alström | “cytokine storm” | Alzheimer’s | IFN-λ (lambda) | 5′
α-, β-, γ™ | Dvořák, Škoda and Živković | Η ¨ανατροφή¨ | L’épisode | Иван | 日本語 | العربية | Core&Peel
细胞 | 信号通路 in 小鼠 | TNF-α 与 IL-6 | パスウェイ | 세포 신호 | ﾀﾝﾊﾟｸ質 | 伪足
stomach (胃) | 鲁 Lu | iron: 철 | 微RNA
"""


@pytest.mark.parametrize("text", ["Klöppel", "Møller", "Gómez Fernández", "Muià C", "Račeková"])
@pytest.mark.parametrize(
    "encodings",
    [("windows-1256",), (LATIN, "windows-1256"), (LATIN, "macroman", "windows-1256", WINDOWS)],
)
def test_misreadings_in_different_encodings_are_read_back(text: str, encodings: tuple[str, ...]) -> None:
    try:
        damaged = misread(text, *encodings)
    except UnicodeDecodeError:
        return  # this one loses bytes
    found = repaired(damaged)
    assert (found.text, found.applicability) == (text, UNSAFE)


@pytest.mark.parametrize(
    "encoding",
    [
        *("macroman", "cp437", "cp852", "cp866", "cp1250", "cp1251", "cp1253", "koi8-r"),
        *("gbk", "cp932", "big5", "cp949"),
    ],
)
@pytest.mark.parametrize("text", ["TNF-{}", "{}-catenin", "{0}-actin or a {0} b"])
def test_a_sign_is_read_back_from_every_code_page(encoding: str, text: str) -> None:
    for char in "αβδελμχΔ°±–’→•…":
        with suppress(UnicodeError):
            found = repair(text.format(misread(char, encoding)))
            assert found is not None
            assert found.text == text.format(char)


@pytest.mark.parametrize(
    "text", ["der weiÃe Stoff", "la fenÃtre", "IL-1Î binds", "TNF-Î", "Crohn鈥檚 disease", "2窶\ufffd3 mM"]
)
def test_a_first_byte_alone_is_told(text: str) -> None:
    assert repair(text) is None
    assert residues(text)


@pytest.mark.parametrize("text", re.split(r" \| |\n", RIGHT.strip()))
def test_right_as_it_stands(text: str) -> None:
    assert repair(text) is None
    assert clean(text) == text


@pytest.mark.parametrize(
    ("damaged", "text", "why"),
    [
        # by a human: Sönnichsen and Müller, read as Latin-1 from Mac Roman
        ("SÃ‚Âšnnichsen", "Sšnnichsen", "which encoding the text had is a guess"),
        ("MÃ‚ÂŸller", "MŸller", "which encoding the text had is a guess"),
        ("æ—¥æœ¬èªž", "日本語", "`日` (U+65E5) is not expected in such a text"),
        ("Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©", "العربية", "`ا` (U+0627) is not expected in such a text"),
        ("Î± and Ð˜Ð²Ð°Ð½", "α and Иван", "`И` (U+0418) is not expected in such a text"),
        ("caf√©", "café", "the text may be correct as it is"),
        ("Espa√±a", "España", "the text may be correct as it is"),
        ("ÃÅ½", "Î", "misreading it again does not give the damaged text"),
        # what is ASCII stays
        ("Ãƒ ", "Ã ", "`Ã` (U+00C3) is not expected in such a text"),
        ("æœ¬aÃ ", "本aÃ ", "`本` (U+672C) is not expected in such a text"),
        ("1Ã? Ã‚Â£", "1Ã? £", "`£` (U+00A3) is not expected in such a text"),
        ("parlé\x85 Tu", "parlé… Tu", "misreading it again does not give the damaged text"),
        ("Î± and IL-1\ufffd", "α and IL-1\ufffd", "a character beside it is lost"),
        ("Î± and IL-1ï¿½", "α and IL-1ï¿½", "a character beside it is lost"),
        ("Î± and β\x96", "α and β\x96", "other damage is left beside it"),
        ("Î± and O2-â€œ", "α and O2-â€œ", "other damage is left beside it"),
        ("Î± and Ã‚Â text", "α and Ã‚Â text", "other damage is left beside it"),
    ],
)
def test_unsafe(damaged: str, text: str, why: str) -> None:
    found = repaired(damaged)
    assert (found.text, found.applicability, found.why) == (text, UNSAFE, why)
    assert clean(damaged) == text


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("ÃŽâ€\ufffd9-THC", "Δ9-THC"),
        ("RAP80 ÃŽâ€\ufffdE81", "RAP80 ΔE81"),
        ("Naâ\ufffdº", "Na⁺"),
        ("Nâ\ufffd¶", "N⁶"),
        ("CBÃ¢â€šï¿½", "CB₁"),
        ("ampliï¬\ufffdcation", "ampliﬁcation"),
        ("stormâ€\ufffd and", "storm” and"),
        ("alphaâ€\ufffdchain", "alpha‐chain"),
        ("-ÃƒÆ’Ã¯Â¿Â½ÃƒÂ¢Ã¢â€šÂ¬Ã‚Â°-", "-ω-"),
        # the curator wrote O₂-•
        ("O2-Ã‚â€œ", "O2-“"),
        ("O2-â€œ", "O2-“"),
    ],
)
def test_display(damaged: str, text: str) -> None:
    found = repaired(damaged)
    assert (found.text, found.applicability) == (text, DISPLAY)
    assert found.why
    assert clean(damaged) == damaged


@pytest.mark.parametrize(
    "text", ["IL-1ï¿½", "IL-1\ufffd", "Ã\ufffd", "MostbË†ck", "ï¿½ï¿½Î©", "∩┐╜", "Ã‚Â text", "β\x96", "Â\x81"]
)
def test_not_recoverable(text: str) -> None:
    assert repair(text) is None


@pytest.mark.parametrize(
    ("damaged", "misreadings"),
    [
        ("Î±", ["UTF-8 read as Latin-1"]),
        ("Î± â€“ Î²", ["UTF-8 read as Windows-1252"]),
        ("Î\x94", ["UTF-8 read as Latin-1"]),
        ("Ï„ΩÎ\x94", ["UTF-8 read as Latin-1 and Windows-1252"]),
        ("Î± and Ð˜Ð²Ð°Ð½", ["UTF-8 read as Latin-1 and another encoding"]),
        ("TNF-Œ±", ["UTF-8 read as Mac Roman"]),
        ("caffè\x96", ["Windows-1252 read as Latin-1"]),
        ("ÃŽÂ±", ["UTF-8 read as Latin-1", "as Windows-1252"]),
        ("Ã\x8eÂ±", ["UTF-8 read as Latin-1", "as Latin-1"]),
        ("ÃŽÂ± and Î²", ["UTF-8 read as Latin-1", "as Windows-1252"]),
        ("β â€‹x", ["UTF-8 read as another encoding"]),
        ("Naâ\ufffdº", ["UTF-8 read as Windows-1252"]),
    ],
)
def test_misreadings_are_told_in_the_order_they_happened(damaged: str, misreadings: list[str]) -> None:
    assert repaired(damaged).misreadings == tuple(misreadings)


def test_words() -> None:
    text = "The (IL-2RÃŽÂ±/Î²)\tand\nÏ„, GÎ²Î³ β"
    assert repaired(text).words == (
        Word(10, 17, "(IL-2RÃŽÂ±/Î²)", "(IL-2Rα/β)"),
        Word(23, 25, "Ï„,", "τ,"),
        Word(28, 32, "GÎ²Î³", "Gβγ"),
    )


def test_ftfy_is_imported_only_where_something_looks_damaged() -> None:
    code = """if True:
        import sys
        from lint.text.images import suspicious
        from lint.text.mojibake import clean, repair
        for text in ("signaling", "IL-2Rα (5′), Ca²⁺ and “naïve” T cells – Müller’s"):
            assert not suspicious(text) and repair(text) is None and clean(text) == text
        assert "ftfy" not in sys.modules
        assert repair("Ð˜Ð²Ð°Ð½") and "ftfy" in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize(
    "unit",
    ["Ã", "ÃŽÂ±", "ÃŽÂ± ", "â€", "Å±", "×²µ", "œ ", "c\x96", "æ—¥", "â€œ ", "\ufffd", "ï¿½", "x β â€‹"],
)
def test_time_is_linear(unit: str) -> None:
    row = grown(lambda number: repair(unit * number), 300)
    assert row.is_linear, row
    with within(60):
        repair(unit * (100_000 // len(unit)))


@pytest.mark.parametrize(
    "encoding",
    ["iso-8859-15", "iso-8859-2", "mac-roman", "cp437", "cp850", "koi8-r", "sloppy-windows-1250"],
)
def test_a_safe_repair_is_right_whatever_the_encoding_was(encoding: str) -> None:
    for char in "äöüßγδμΦαβ–’→−°±µ":
        text = f"The role of IL-{char} in mice"
        found = repair(misread(text, encoding))
        assert found is None or found.text == text or found.applicability is not SAFE


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("Carbohydrate‚Äêmediated", "Carbohydrate‐mediated"),
        ("A ‚Üí B at p‚Äâ= 3", "A → B at p\u2009= 3"),
        ("the ╬▓ subunit ΓÇô at 5 ┬╡M", "the β subunit – at 5 µM"),
        ("Wake up ÔÇô or not", "Wake up – or not"),
        ("The caf├ę of Ôćĺ", "The café of →"),
        ("TGF-尾 at 37 掳C", "TGF-β at 37 °C"),
        ("PKC-ﾎｴ", "PKC-δ"),
    ],
)
def test_code_pages(damaged: str, text: str) -> None:
    found = repaired(damaged)
    assert (found.text, found.applicability) == (text, UNSAFE)


@pytest.mark.parametrize(
    ("damaged", "applicability"),
    [
        ("ÎŒM", DISPLAY),
        ("Ã€", DISPLAY),
        ("ÎŽ", DISPLAY),
        ("Îą", DISPLAY),
        ("‚Äú?‚Äù", DISPLAY),
        ("â€œ?â€\x9d", DISPLAY),
    ],
)
def test_what_may_be_something_else_is_not_safe(damaged: str, applicability: Applicability) -> None:
    assert repaired(f"Of {damaged} here").applicability is applicability


@pytest.mark.parametrize(
    "text",
    [
        "a quoteâ€ in it",
        "kept at 5Â mM",
        "served Ã  la carte",
        "itâ€TMs",
        "the makerâs sheet",
        "of Î?",
        "âÂÂ¥ 95",
        "taken at 5 ÎM",
        "kept at 37 ÂC",
        "the Î-catenin",
        "a purity â ¥ 95",
    ],
)
def test_residues(text: str) -> None:
    assert residues(text)


@pytest.mark.parametrize(
    "text", ["5 Âges", "São Paulo", "Ângela", "MAÇÃ", "‚Ärzte‘", "pâte", "mâts", "Ïa", "Å"]
)
def test_no_residues(text: str) -> None:
    assert residues(text) == []


def test_a_repair_that_looks_like_mojibake_is_only_shown() -> None:
    found = repaired(misread("β", WINDOWS, WINDOWS, "iso-8859-15"))
    assert (found.text, found.applicability) == ("ô²", DISPLAY)


# Properties

GREEK = "αβγδεζηθικλμνξοπρςστυφχψωΓΔΘΛΞΠΣΦΨΩ"
SIGNS = "°±²³µ·×–—’…′″−→←≤≥≈∞₀₁₂₃⁺⁻⁰⁴äöüéèáàçñïßøå"
ASCII = "abcdeLIR019 -(),./\n"
words = st.text(GREEK + SIGNS + ASCII, min_size=1, max_size=12)
ways = st.lists(st.sampled_from([LATIN, WINDOWS]), min_size=1, max_size=2)
broken = st.text("ÃÂÎÏâÅÄÐØïð€‚ƒ„…†‡™“”’œŽž±²³°µ¼½½¿¬\x80\x81\x94\x9d\xa0×√Œ∂α†β\ufffd aZ9-(", max_size=16)
damaged_words = st.builds(lambda text, way: misread(text, *way), words, ways)
some_text = st.one_of(st.text(max_size=12), broken, damaged_words)
windows = [f"sloppy-windows-{number}" for number in (1250, 1251, 1253, 1254, 1257)]
others = st.sampled_from(["cp437", "mac-roman", "iso-8859-2", *windows])


@given(st.lists(words, min_size=1, max_size=4), st.integers(0), ways)
def test_a_damaged_stretch_is_repaired(parts: list[str], at: int, way: list[str]) -> None:
    at %= len(parts)
    text = "".join(parts)
    damaged = "".join(misread(part, *way) if i == at else part for i, part in enumerate(parts))
    assume(repair(text) is None and damaged != text)
    found = repaired(damaged)
    assert found.text == text
    assert found.applicability is SAFE or suspicious(text) or found.why.startswith("read as ")


@given(words, ways)
def test_a_wholly_damaged_text_is_repaired(text: str, way: list[str]) -> None:
    damaged = misread(text, *way)
    assume(repair(text) is None and damaged != text)
    found = repaired(damaged)
    assert found.text == text
    assert found.applicability is SAFE or found.why.startswith("read as ")
    assert len(found.misreadings) == len(way)


@given(some_text)
def test_a_repair_that_leaves_damage_is_not_safe(text: str) -> None:
    found = repair(text)
    assert found is None or not residues(found.text) or found.applicability is not SAFE


@given(some_text)
def test_a_repair_settles(text: str) -> None:
    found = repair(text)
    if found is not None:
        assert found.text != text
        again = repair(found.text)
        assert again is None or (again.applicability is DISPLAY and found.applicability is UNSAFE)


@given(some_text | st.builds(misread, words, others))
def test_nothing_is_found_where_nothing_is_suspicious(text: str) -> None:
    assume(not suspicious(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mojibake, "suspicious", lambda part: part == text or suspicious(part))
        assert repair(text) is None


@given(some_text)
def test_words_are_the_difference(text: str) -> None:
    found = repair(text)
    assume(found is not None)
    assert found is not None
    outside, end = [], 0
    for word in found.words:
        assert word.before != word.after
        assert word.start >= end
        assert text[word.start : word.end] in word.before
        outside.append(text[end : word.start])
        end = word.end
    outside.append(text[end:])
    assert re.fullmatch("(?s:.+)".join(map(re.escape, outside)), found.text)


@cache
def images(char: str) -> frozenset[str]:
    """Return *char* and what it may look like after up to three misreadings, of any part by any."""
    seen = level = {char}
    for _ in range(3):
        parts = ([{misread(one, LATIN), misread(one, WINDOWS)} for one in text] for text in level)
        level = {"".join(choice) for options in parts for choice in product(*options)}
        seen = seen | level
    return frozenset(seen | {misread(char, name) for name in ("mac-roman", "cp437", "iso-8859-2")})


@given(some_text)
def test_a_safe_repair_can_be_played_backwards(text: str) -> None:
    found = repair(text)
    assume(found is not None and found.applicability is SAFE)
    assert found is not None
    assert "\ufffd" not in found.text
    assert not re.search("[\x80-\x9f]", found.text)
    options = ("|".join(map(re.escape, sorted(images(char)))) for char in found.text)
    assert re.fullmatch("".join(f"(?:{option})" for option in options), text)


# The corpus


@pytest.fixture(scope="module")
def corpus_strings(corpus_records: list[Path]) -> list[tuple[str, str]]:
    """Every string value that is not ASCII, with its file's name."""
    values = ((file.stem, FrontMatter(file.read_bytes()).values) for file in corpus_records)
    return [(name, text) for name, value in values for _, text in strings(value) if not text.isascii()]


def test_the_corpus_holds_what_ftfy_finds_and_nothing_else(corpus_strings: list[tuple[str, str]]) -> None:
    found = {text: result for _, text in corpus_strings if (result := repair(text)) is not None}
    by_ftfy = {text: fixed for _, text in corpus_strings if (fixed := ftfy.fix_encoding(text, FTFY)) != text}
    assert {text: result.text for text, result in found.items()} == by_ftfy
    assert {result.applicability for result in found.values()} == {SAFE}
    assert sum(text in found for _, text in corpus_strings) == 25


@pytest.mark.parametrize("way", [(LATIN,), (WINDOWS,), (LATIN, WINDOWS), (WINDOWS, WINDOWS)], ids="+".join)
def test_corpus_strings_survive_damage(corpus_strings: list[tuple[str, str]], way: tuple[str, ...]) -> None:
    a_lone_quotation_mark = "k,[R„]+ak,"
    for text in {text for _, text in corpus_strings if repair(text) is None} - {a_lone_quotation_mark}:
        found = repaired(misread(text, *way))
        assert found.text == text
        assert found.applicability is SAFE or found.why.startswith("read as "), text
