"""Imports go to lower layers, and are at the top of a module unless start-up demands otherwise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp

LINT = Path(__file__).parents[1] / "lint"

LAZY = {
    # A run over a few records is mostly start-up, of which these would be a noticeable part.
    "lint/commands/main.py": {"traceback": "only after a crash"},
    "lint/commands/review.py": {"lint.review.server": "imports Starlette; only with the extra `review`"},
    "lint/commands/server.py": {"lint.server.language_server": "imports pygls; only with the extra `lsp`"},
    "lint/commands/options.py": {"click.shell_completion": "only to complete a command line"},
    "lint/core/differences.py": {"difflib": "few fixes change the number of words"},
    "lint/core/digests.py": {"hashlib": "only for some reports and the cache"},
    "lint/core/globs.py": {"pathspec": "only with patterns in settings or .gitignore"},
    "lint/core/user_folder.py": {"platformdirs": "only to keep something for later runs"},
    "lint/core/wording.py": {"difflib": "only for names that are wrong"},
    "lint/documents/__init__.py": {"lint.documents.gpml": "imports expat; only for GPML"},
    "lint/documents/yaml_document.py": {"lint.documents.writer": "a check writes nothing"},
    "lint/files/discovery.py": {"lint.files.git": "imports subprocess; only where something is passed over"},
    "lint/files/writing.py": {"tempfile": "only to write"},
    "lint/kinds/declared.py": {"lint.kinds.schema.bundle": "imports jsonschema"},
    "lint/kinds/schema/limits.py": {"fractions": "imports decimal; only for multiples of a fraction"},
    "lint/records/record.py": {"lint.sources.source": "only where the source of a record is at hand"},
    "lint/records/sidecars.py": {"csv": "only for tables with quotes"},
    "lint/rules/keyword_lists.py": {"lint.sources.table": "imports csv; only for GPML"},
    "lint/rules/installed.py": {"importlib.metadata": "only for rules of other packages"},
    "lint/run/gathering.py": {
        "lint.run.cache": "imports sqlite3; only for many files",
        "lint.run.dask": "only with --executor",
        "lint.run.pool": "imports multiprocessing; only for many files",
        "lint.run.sources": "only to repair sources",
    },
    "lint/run/selection.py": {"lint.run.changes": "only with --changed-since"},
    "lint/run/worker.py": {"lint.run.sources": "only to repair sources"},
    "lint/settings/__init__.py": {"lint.settings.validation": "imports pydantic"},
    "lint/settings/loading.py": {
        "tomllib": "only with a settings file",
        "lint.settings.validation": "imports pydantic; only for settings that are not plain or wrong",
    },
    "lint/text/entities.py": {"html.entities": "only for texts with entities"},
    "lint/text/runs.py": {"ftfy": "only for texts that look damaged"},
    # The command answers Ctrl-C while the rest is still being imported.
    "lint/__init__.py": {"importlib": "names are imported when they are used"},
    "lint/__main__.py": {"lint.commands.main": "Ctrl-C is handled first"},
}
"""The imports inside functions, each with its reason."""


def imports_inside_functions(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text("utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for node in {inner for function in functions for inner in ast.walk(function)}:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = f"{node.module}.{node.names[0].name}"
            is_module = (LINT.parent / f"{package.replace('.', '/')}.py").is_file()
            yield package if is_module else str(node.module)


def test_imports_inside_functions_are_those_that_start_up_demands() -> None:
    found = {
        file.relative_to(LINT.parent).as_posix(): names
        for file in sorted(LINT.rglob("*.py"))
        if (names := set(imports_inside_functions(file)))
    }
    assert found == {file: set(reasons) for file, reasons in LAZY.items()}
    assert sum(map(len, LAZY.values())) <= 35


def test_few_imports_are_for_typing_alone() -> None:
    lines = [line for file in LINT.rglob("*.py") for line in file.read_text("utf-8").splitlines()]
    assert sum(line.startswith("if TYPE_CHECKING") for line in lines) <= 10


def test_no_modules_import_each_other() -> None:
    graph = grimp.build_graph("lint", cache_dir=None)
    for module in sorted(graph.modules):
        for imported in graph.find_modules_directly_imported_by(module):
            if imported != "lint":
                assert not graph.chain_exists(imported, module), f"{module} and {imported} import each other"
