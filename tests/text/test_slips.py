from __future__ import annotations

import pytest

from lint.text.slips import find_slips


def mended(text: str) -> str:
    for slip in reversed(find_slips(text)):
        text = text[: slip.start] + slip.instead + text[slip.end :]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It enters the mitochondria.The rest stays.", "It enters the mitochondria. The rest stays."),
        ("(see the table).Others are red.", "(see the table). Others are red."),
        ("of ferritin,transferrin and zinc", "of ferritin, transferrin and zinc"),
        ("to a complex , which", "to a complex, which"),
        ("and the the skin .", "and the skin."),
        ("the transport chain(ETC)", "the transport chain (ETC)"),
    ],
)
def test_what_is_mended(text: str, right: str) -> None:
    assert mended(text) == right
    assert find_slips(right) == ()


@pytest.mark.parametrize(
    "text",
    [
        "MAP kinase kinase and beta beta",
        "used in in vitro assays",
        "e.g.the and 1,2,4-triol and RAD51,BRCA1, tin,lead",
        "wait ... and see .5 mM",
        "f(x), protein(s), NAD(P)H, Fe(III), poly(ADP-ribose)",
        "see https://x.org/abcd.Efgh, http://x.org/abcd,efgh or [abcd](https://x.org/efgh,ijkl)",
        "Kinase Kinase-3, TNF TNF",
    ],
)
def test_what_is_meant_so(text: str) -> None:
    assert find_slips(text) == ()
