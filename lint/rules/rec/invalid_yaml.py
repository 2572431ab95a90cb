"""REC002 invalid-yaml."""

from __future__ import annotations

from collections.abc import Iterator

from lint.core.findings import Finding, Severity
from lint.documents.problems import Cause
from lint.documents.yaml_document import YamlDocument
from lint.kinds import Kind
from lint.rules import Example, FormatRule
from lint.rules.rec.diagnosis import diagnose


class InvalidYaml(FormatRule[YamlDocument]):
    """The front matter, or a file of YAML, is no valid YAML, or no mapping of fields to values.

    No page can be made from it: the build of the site fails. So do the programs that read it. The
    finding stands where the fault is: where a quote or a bracket opens that is never closed, at the line
    whose `: ` is missing, at the first mark of a merge conflict, at the ` #` that cut a text. Files
    of more than 1,000,000 bytes, values nested more than 100 deep, aliases that multiply, and tags
    that would build objects are turned down too, before they can do harm; `[limits]` in the
    settings says how large, how deep and how many.
    """

    code = "REC002"
    name = "invalid-yaml"
    source = "libyaml, which PyYAML and Ruby's Psych read with"
    severity = Severity.ERROR
    format = YamlDocument
    examples = (
        Example(bad="title: Pathway: a way"),
        Example(bad='title: "open'),
        Example(bad="title: [Linked](https://example.org) text"),
        Example(bad="title: !!python/object/apply:os.getcwd []"),
        Example(bad="- title"),
        Example(bad="a: &a [*a]"),
        Example(ok='title: "Pathway: a way"'),
    )

    def check_document(self, document: YamlDocument, kind: Kind) -> Iterator[Finding]:
        """Yield one finding at most, where the fault is, else where the reader stopped."""
        problem = document.problem
        if problem is None or problem.cause is not Cause.SYNTAX:
            return
        told, span = problem.message, problem.span
        found = diagnose(document)
        if found is not None:
            told, span = f"{found.words} ({problem.message})", found.span
        yield self.finding((), f"The {document.noun} cannot be read: {told}", span=span)
