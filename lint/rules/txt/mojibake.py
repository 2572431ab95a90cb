from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Applicability, Finding, Fix, Severity
from lint.core.values import Path, Set, field_of
from lint.documents import GPML
from lint.documents.splices import replaced
from lint.records.record import Record
from lint.rules import Example, Rule
from lint.rules.txt import NAMES_SOMETHING, shown, word_around
from lint.rules.txt.lost_character import has_lost
from lint.text.images import suspicious
from lint.text.mojibake import mac_signs, may_hold_mac_signs, may_hold_residues, repair, residues
from lint.text.runs import LOST

_LONG = 20_000  # characters of a file above which checking only its values is faster
_LOOK_UP = "look up the text in its source"


class Mojibake(Rule):
    """A text was read in the wrong encoding (mojibake).

    A text was saved as UTF-8 and read as something else, once or several times: `α` becomes `Î±`, and this
    becomes `ÃŽÂ±`. Readers see it on the page and in search results, and a search for `IL-2Rα` does not find
    it.

    The fix reverses the misreadings, with ftfy's steps for encodings but none of its other steps (quotes,
    widths, ligatures and entities are kept), and where ftfy stops, part by part. It is safe if the steps lead
    back exactly to the damaged text, the result only contains letters that such a text may contain, and no
    damage is left. It is unsafe in an id, a name or an address, since other records may use the same
    spelling. If another encoding gives other letters, as for `ÎŽ` (`Ύ` in Windows-1252, `δ` in ISO 8859-15),
    the fix is only shown.

    If bytes were lost, as in `â€` or `5Â mM`, look up the text in its source.
    """

    code = "TXT001"
    source = "ftfy, and the bytes of UTF-8 read in other code pages"
    severity = Severity.ERROR
    examples = (
        Example(bad="description: IL-2RÃŽÂ± alone", good="description: IL-2Rα alone"),
        Example(bad="title: anti-mÃ¼llerian", good="title: anti-müllerian"),
        Example(
            bad="title: the protonmotive force CH3COCOOâˆ’", good="title: the protonmotive force CH3COCOO−"
        ),
        Example(bad="title: The role of 5-ÎŒM calcium"),
        Example(bad="title: Sj?gren and MÃ¼ller", good="title: Sj?gren and Müller", unsafe=True),
        Example(bad="title: Kept at 5Â mM"),
        Example(bad="title: How IL-1أ¯آ؟آ½ binds"),
        Example(bad="title: RenÈ at 37 ∞C", good="title: René at 37 °C", unsafe=True),
        Example(ok="title: Âge, São Paulo, Ângela and MAÇÃ"),
        Example(ok="title: Müllerian, 5′, Ca²⁺ and 14-3-3-σ"),
        Example(ok="title: José† and Gα†"),
        Example(bad="title: M¸ller and J¯rgensen", good="title: Müller and Jørgensen", unsafe=True),
        Example(ok="title: Ó hÓgáin, Ní hÚrthuile, tír na nÓg, Franc¸ois, Erdo˝s, Erdog˘an"),
    )

    def might_match(self, record: Record) -> bool:
        """Return whether the text may contain mojibake; an escape may hide it."""
        text, beyond_ascii = record.text, record.beyond_ascii  # the second is short
        if may_hold_mac_signs(beyond_ascii) and (record.kind.format == GPML or mac_signs(text)):
            return True
        if len(text) > _LONG or record.kind.format == GPML:  # the strings of GPML are known
            return (
                record.document.may_be_escaped or may_hold_residues(beyond_ascii) or suspicious(beyond_ascii)
            )
        if record.document.may_be_escaped or may_hold_residues(beyond_ascii):
            return True
        return suspicious(beyond_ascii) and suspicious(text)

    def check(self, record: Record) -> Iterator[Finding]:
        for path, text in record.non_ascii:
            found = repair(text)
            if found is None:
                yield from self._in_mac_roman(path, text) or self._unreadable(path, text)
                continue
            spans = [(word.start, word.end) for word in found.words]
            whole = [word for word in found.words if not LOST.search(word.after) or LOST.search(word.before)]
            if not whole:
                message = (
                    f"Garbled letters in {shown(found.words[0].before)}, and a character is lost: {_LOOK_UP}"
                )
                yield self.finding(path, message, words=spans)
                continue
            applicability, why = found.applicability, found.why
            if applicability is Applicability.SAFE and field_of(path) in record.kind.identifiers:
                applicability, why = Applicability.UNSAFE, NAMES_SOMETHING
            if applicability is Applicability.SAFE and has_lost(found.text):
                applicability, why = Applicability.UNSAFE, "a character beside it is lost"
            fix = Fix("Repair the mojibake", (Set(path, found.text),), applicability, why)
            first = whole[0]
            cause = ", then ".join(found.misreadings)
            message = f"Garbled letters: `{first.before}` should be `{first.after}` ({cause})"
            yield self.finding(path, message, fix=fix, words=spans)

    def _in_mac_roman(self, path: Path, text: str) -> list[Finding]:
        """Return a finding if single letters were read in Mac Roman."""
        signs = mac_signs(text)
        if not signs:
            return []
        plain = replaced(text, signs)
        start = signs[0][0][0]
        before, after = (shown(word_around(each, start, start)) for each in (text, plain))
        message = f"Garbled letters: {before} should be {after} (Latin-1 read as Mac Roman)"
        why = "another letter may be meant"
        return [self.rewriting(path, text, signs, message, "Repair the mojibake", why=why)]

    def _unreadable(self, path: Path, text: str) -> Iterator[Finding]:
        """Yield a finding if the text contains mojibake that cannot be repaired."""
        places = residues(text)
        if places:
            start = places[0][0]
            word = shown(word_around(text, start, start))
            yield self.finding(
                path, f"Garbled letters in {word}, and some are lost: {_LOOK_UP}", words=places
            )
