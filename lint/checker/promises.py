"""The promises of a check: which of the fixes that it shows `recordlint fix` would apply."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from lint.checker.combining import apply_fixes, compatible, edits_of
from lint.checker.fixer import Checked, Fixer
from lint.checker.policy import Refusals
from lint.checker.rule_runner import Exchange
from lint.core.findings import Applicability, Finding
from lint.core.values import Edit, Insert, Remove, Rename, Set, get, has
from lint.records.record import Record


class Promises:
    """Finds out which fixes would be refused.

    Args:
        fixer: What applies the fixes.
    """

    def __init__(self, fixer: Fixer) -> None:
        self._fixer = fixer
        self._fixer_with_unsafe = None if fixer.policy.settings.unsafe_fixes else fixer.with_unsafe_fixes()

    def refusals(self, checked: Checked) -> Exchange[Refusals]:
        """Return the fixes that would be refused, each with the reason.

        Unsafe fixes are tried out together with the safe ones, as `recordlint fix --unsafe-fixes` applies
        them; the safe ones also by themselves.
        """
        found, record = checked.found, checked.record
        if all(finding.fix is None for finding in found):  # as in most records
            return {}
        refused = self._fixer.policy.refusals(found, record)
        also_refused = yield from self._also_refused(self._fixer, checked, refused)
        unsafe = yield from self.unsafe_refusals(checked, refused)
        return refused | also_refused | unsafe

    def unsafe_refusals(self, checked: Checked, refused: Refusals) -> Exchange[Refusals]:
        """Return the unsafe fixes, apart from those *refused*, that would be refused, each with the reason.

        There are none if the settings allow unsafe fixes, which are then tried out like safe ones.
        """
        fixer = self._fixer_with_unsafe
        if fixer is None:
            return {}
        unsafe = {
            finding.key
            for finding in checked.found
            if finding.applicability is Applicability.UNSAFE
            and fixer.policy.may_apply(finding, refused, checked.record)
        }
        if not unsafe:
            return {}
        together = yield from self._also_refused(fixer, checked, refused)
        return {key: reason for key, reason in together.items() if key in unsafe}

    def _also_refused(self, fixer: Fixer, checked: Checked, refused: Refusals) -> Exchange[Refusals]:
        """Return the fixes, apart from those *refused*, that *fixer* should apply and cannot.

        The fixes are applied for a trial only if cheaper ways do not show that none contradicts another one
        or causes a new fault. If they only tidy up, it is enough that they can be written. If it is known
        that they can be written, the rules run on their values, without a text.
        """
        record = checked.record
        fixable = [each for each in checked.found if fixer.policy.may_apply(each, refused, record)]
        edits = edits_of(fixable)
        if not edits:
            return {}
        if len(compatible(fixable)) == len(fixable):
            texts = frozenset(text for _, text in record.strings)
            if all(_is_tidying(edit, record, texts) for edit in edits):
                tidied = record.with_edits(edits)
                if len(tidied.violations) <= len(record.violations):
                    return _unwritable(fixable, record)
            elif (trial := _trial(edits, record)) is not None:
                fixer.refuse_late(checked.raw)
                raw = yield trial
                faults = fixer.new_faults(checked, raw)
                if not faults and not any(map(fixer.policy.is_fixable, raw)):
                    return {}
        return (yield from fixer.fix(checked)).missed


def _is_tidying(edit: Edit, record: Record, texts: frozenset[str]) -> bool:
    """Return whether an edit only removes something or changes white space, and causes no fault by that.

    With another id, a record has other files beside it; rules compare a text with those of the record's
    *texts* that it equals.
    """
    values = record.values
    if not isinstance(edit, Set | Remove) or not has(values, edit.path):
        return False
    if isinstance(edit, Remove):
        return True
    old, new = get(values, edit.path), edit.value
    is_text = isinstance(old, str) and isinstance(new, str)
    if not is_text or old.split() != new.split():
        return False
    return edit.path != (record.kind.id_field,) and new not in texts


def _trial(edits: Sequence[Edit], record: Record) -> Record | None:
    """Return the record with edits that are possible, but not written; None if that is not known."""
    document = record.document
    is_of_values = all(isinstance(edit, Set | Remove | Insert | Rename) for edit in edits)
    if not is_of_values or not document.can_write(edits):
        return None
    with suppress(LookupError, TypeError, ValueError):
        return record.with_edits(edits)
    return None


def _unwritable(findings: Sequence[Finding], record: Record) -> Refusals:
    """Return the fixes that cannot be written, out of some that can be applied together."""
    document = record.document
    doubtful = [each for each in findings if each.fix and not document.can_write(each.fix.edits)]
    return apply_fixes(document, doubtful)[2] if doubtful else {}
