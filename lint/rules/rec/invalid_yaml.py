from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Fix, Severity
from lint.core.values import Rewrite, find
from lint.documents.problems import Cause
from lint.documents.splices import Splice, line_start
from lint.documents.yaml_document import YamlDocument
from lint.kinds import Kind
from lint.rules import Example, FormatRule, unsafe
from lint.rules.rec.diagnosis import diagnose


class InvalidYaml(FormatRule[YamlDocument]):
    """The front matter or a YAML file is not valid YAML, or is not a mapping of fields to values.

    No page can be made from it: the build of the site fails, and so do the programs that read the file. The
    finding points to the fault: the opening quote or bracket that is never closed, the line without a `: `,
    the first mark of a merge conflict, the ` #` that cut off a text. Files of more than 1,000,000 bytes,
    values nested more than 100 deep, aliases that multiply, and tags that would build objects are rejected
    too, since they might do harm; `[limits]` in the settings changes these numbers.
    """

    code = "REC002"
    source = "libyaml, which PyYAML and Ruby's Psych read with"
    severity = Severity.ERROR
    ends_reading = True
    format = YamlDocument
    examples = (
        Example(bad="title: Pathway: a way"),
        Example(bad='title: "open'),
        Example(bad="title: [Linked](https://example.org) text"),
        Example(bad="title: !!python/object/apply:os.getcwd []"),
        Example(bad="- title"),
        Example(bad="title:Pathway\nseo: x", good="title: Pathway\nseo: x", unsafe=True),
        Example(
            bad="wpid: WP1\ntitle A pathway\nseo: x", good="wpid: WP1\ntitle: A pathway\nseo: x", unsafe=True
        ),
        Example(bad="a: &a [*a]"),
        Example(ok='title: "Pathway: a way"'),
    )

    def check_document(self, document: YamlDocument, kind: Kind) -> Iterator[Finding]:
        problem = document.problem
        if problem is None or problem.cause not in (Cause.SYNTAX, Cause.CONTENT):
            return
        reason, span, fix = problem.message, problem.span, None
        found = diagnose(document)
        if found is not None:
            fix = _fix(document, kind, found.splice) if found.splice else None
            reason, span = f"{found.words} ({problem.message})", found.span
        yield self.finding((), f"The {document.noun} cannot be read: {reason}", span=span, fix=fix)


def _fix(document: YamlDocument, kind: Kind, splice: Splice) -> Fix | None:
    """Return the fix that applies *splice*; None unless the result is a record whose copies agree.

    The kind must have the field of that line; if a sign is removed, the field must have a copy.
    """
    text, fields = document.text, kind.schema.get("properties", {})
    line = text[line_start(text, splice.start) : splice.start]
    name = line.partition(":")[0]
    repaired = document.with_data((text[: splice.start] + splice.text + text[splice.end :]).encode())
    values = repaired.values
    if repaired.problem is not None or not isinstance(values, dict):
        return None
    if name not in fields or name not in values:
        return None
    others = [value for main, copy in kind.copies if main == name for _, value in find(values, copy)]
    is_removal = not splice.text
    if any(other != values[name] for other in others) or (is_removal and not others):
        return None
    sign = splice.text or text[splice.start : splice.end]
    shown = f"`{sign}`" if sign.strip() else "a space"
    title = f"{'Remove' if is_removal else 'Write'} {shown}"
    return unsafe(title, Rewrite(repaired.data), why="something else may be meant")
