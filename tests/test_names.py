"""Names.

Retired words don't come back, and no folder grows beyond what one takes in at a glance.
"""

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "tui").rglob("*.py"))
MOST_FILES = 14

RETIRED = {
    "answering", "choosing", "couple", "couples", "crew", "curtain", "echo", "echoes",
    "forerunner", "furniture", "holding", "holdings", "inked", "judging", "lender", "manuscript",
    "manuscripts", "noting", "outline", "outlines", "rejection", "rejections", "seeing",
    "soundness",
    "standing", "standings", "surveyor", "survey", "surveys", "throng", "throngs", "told", "trace",
    "whereabouts", "witness", "witnesses", "workshop",
}  # fmt: skip
"""Words of former names; docs/glossary.md has what is said instead."""
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
TERMS_LEFT = {"is_furniture", "FURNITURE"}
"""Names that stay for a reason: a role's word in kept files."""


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names_in(file: Path) -> list[str]:
    """The names of classes, functions and methods, not of functions inside these."""
    found = []
    todo: list[ast.stmt] = ast.parse(file.read_text("utf-8")).body
    while todo:
        node = todo.pop()
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.append(node.name)
        if isinstance(node, ast.ClassDef):
            todo += node.body
    return found


def test_retired_words_are_no_names_of_modules_classes_and_functions() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in MODULES
        for name in [*file.relative_to(ROOT).with_suffix("").parts, *names_in(file)]
        if name not in TERMS_LEFT and words_of(name) & RETIRED
    ]
    assert found == []


def test_no_module_is_a_drawer() -> None:
    parts = {part for file in MODULES for part in file.relative_to(ROOT).with_suffix("").parts}
    assert not parts & DRAWERS


def test_a_retired_word_would_be_found() -> None:
    assert words_of("KeptSurveys") & RETIRED
    assert words_of("_is_trace") & RETIRED
    assert not words_of("placeholder") & RETIRED


def test_no_folder_has_more_files_than_one_takes_in() -> None:
    files = Counter(
        str(file.parent.relative_to(ROOT))
        for file in (ROOT / "tui").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    )
    assert {folder: n for folder, n in files.items() if n > MOST_FILES} == {}


def test_every_package_says_what_it_holds_and_imports_nothing() -> None:
    for file in (ROOT / "tui").rglob("__init__.py"):
        tree = ast.parse(file.read_text("utf-8"))
        assert ast.get_docstring(tree), file
        assert not any(isinstance(n, ast.Import | ast.ImportFrom) for n in ast.walk(tree)), file


def test_every_word_given_up_in_the_glossary_has_one_that_stands_for_it() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    assert len(rows) >= 30
    assert all(len(row) == 3 and row[0] and row[1] for row in rows)
    terms = [row[0] for row in rows]
    assert len(terms) == len(set(terms))
