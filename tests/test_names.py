"""Names.

Retired words don't come back as names of modules, classes and functions, and no folder grows beyond
what one takes in at a glance.
"""

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "tui").rglob("*.py"))
FILES = sorted([*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py")])
GLOSSARY = ROOT / "docs" / "glossary.md"
MOST_FILES = 14

RETIRED = {
    "acquainted", "akin", "answering", "asking", "astray", "brevity", "bridged", "choosing",
    "couple", "couples", "crew", "deed", "ears", "heard",
    "crowd", "crowding", "curtain", "door", "doubt", "echo", "echoes", "edition", "editions",
    "farewell", "fitted", "fitting", "fold", "forerunner", "furniture", "gathering", "holding",
    "holdings", "hopeless", "inked", "judging", "keeping", "lender", "lookalike",
    "lookalikes", "manuscript", "manuscripts", "noting", "outdone", "outline", "outlines",
    "rejection", "rejections", "rival", "rivals", "sameness", "seeing", "skill", "sought",
    "soundness", "standing", "standings", "strokes", "survey", "surveyor", "surveys", "thirds",
    "telling", "throng", "throngs", "told",
    "trace", "verdict", "whereabouts", "witness", "witnesses", "workshop",
}  # fmt: skip
"""Words of former names; docs/glossary.md has the words that stand for them."""
SAYS_NOTHING = {"found", "one", "other"}
"""Words that alone are no name of a class or function: a verb says what is found, and of what."""
ORDINARY = {"place", "bookmark", "root", "stretch", "stroke", "way", "findings"}
"""Words given up for one meaning in the glossary, which names may have in another one."""
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
PUBLIC = {"_asdict", "_exit", "_replace"}
"""Names of Python that begin with an underscore and are public all the same."""
TEXTUAL_PRIVATE = {"_compositor", "_notifications", "_split_cells", "_styles_cache"}
"""Private names of Textual and Rich that tests ask for: there is no public word."""
TERMS_LEFT = {"is_furniture", "FURNITURE"}
"""Names that stay for a reason: a role's word in kept files."""


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names_in(source: str) -> list[str]:
    """The names of classes and functions, those inside others too."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def is_retired(name: str) -> bool:
    is_empty = name.strip("_").lower() in SAYS_NOTHING
    return name not in TERMS_LEFT and (is_empty or not words_of(name).isdisjoint(RETIRED))


def test_retired_words_are_no_names_of_modules_classes_and_functions() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in MODULES
        for name in [*file.relative_to(ROOT).with_suffix("").parts, *names_in(file.read_text())]
        if is_retired(name)
    ]
    assert found == []


def test_retired_words_are_no_names_of_tests_files_and_benchmarks() -> None:
    assert [str(file.relative_to(ROOT)) for file in FILES if is_retired(file.stem)] == []


def test_no_module_is_a_drawer() -> None:
    parts = {part for file in MODULES for part in file.relative_to(ROOT).with_suffix("").parts}
    assert not parts & DRAWERS


def test_a_retired_word_would_be_found_wherever_it_stands() -> None:
    source = """
class KeptSurveys:
    def is_trace(self): ...
    async def hear(self):
        def _told(): ...
"""
    assert [name for name in names_in(source) if is_retired(name)] == [
        "KeptSurveys", "is_trace", "_told",
    ]  # fmt: skip
    assert not is_retired("placeholder")
    assert not is_retired("backtrace")


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


def private_names_asked(source: str) -> list[str]:
    """The private attributes that a module asks of others than itself."""
    return [
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and re.match(r"_[a-z]", node.attr)
        and not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"})
    ]


def test_tests_ask_for_public_words() -> None:
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in (ROOT / "tests").rglob("*.py")
        for name in private_names_asked(file.read_text("utf-8"))
        if name not in PUBLIC | TEXTUAL_PRIVATE
    }
    assert found == set()


def test_a_private_word_would_be_found_wherever_it_is_asked_for() -> None:
    source = "self._own = reader.screen._files\nself.screen._order.sort()\nnotes.__class__"
    assert private_names_asked(source) == ["_files", "_order"]


def glossary() -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in GLOSSARY.read_text("utf-8").splitlines()
        if line.startswith("| ")
    ][1:]


def test_every_term_of_the_glossary_is_explained_once() -> None:
    rows = glossary()
    assert len(rows) >= 30
    assert all(len(row) == 3 and row[0] and row[1] for row in rows)
    terms = [term for row in rows for term in row[0].split(", ")]
    assert len(terms) == len(set(terms))


def test_every_word_given_up_in_the_glossary_is_retired() -> None:
    given_up = {word for row in glossary() for word in row[2].split(", ") if word}
    assert {word for word in given_up if " " not in word} <= RETIRED | ORDINARY
    terms = {term for row in glossary() for term in row[0].split(", ")}
    assert not RETIRED & terms
