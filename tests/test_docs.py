"""Docs: what they name is there."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
"""All but the changelog and the research, which tell of former times."""
FOLDERS = ("tui", "tests", "benchmarks", "docs", "styles", "seeds")
FILES = [
    str(file.relative_to(ROOT))
    for folder in FOLDERS
    for file in (ROOT / folder).rglob("*")
    if file.is_file()
]
CODE = re.compile(r"`([^`\n]+)`")
FILE_NAME = re.compile(r"[\w/.-]*\w\.(?:py|tcss)")
CLASS = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+(?:\.\w+)*|[A-Z][a-z]+(?:\.\w+)+")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
ELSEWHERE = {"ptybench.py", "score/events.py"}
"""Files that lie beside the checkout."""
OTHERS = {"PgUp", "PgDn", "ScrollView"}
"""Names of keys, and of Textual's classes."""


def is_there(name: str) -> bool:
    return any(f"/{file}".endswith(f"/{name}") for file in FILES)


@pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_every_file_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = {name for code in CODE.findall(text) for name in FILE_NAME.findall(code)}
    assert sorted(n for n in named - ELSEWHERE if not is_there(n)) == []
    links = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    assert links == []


def test_every_class_a_page_names_is_there_with_what_is_named_of_it() -> None:
    code = "\n".join(
        file.read_text("utf-8")
        for folder in ("tui", "tests", "benchmarks")
        for file in (ROOT / folder).rglob("*.py")
    )
    names = set(re.findall(r"\b(?:class|def) (\w+)|^ *(\w+)(?: =|:)", code, re.MULTILINE))
    known = {name for pair in names for name in pair}
    lacking = [
        f"{page.name}: {quoted}"
        for page in PAGES
        for quoted in CODE.findall(page.read_text("utf-8"))
        if CLASS.fullmatch(quoted)
        and quoted not in OTHERS
        and not known.issuperset(quoted.split("."))
    ]
    assert lacking == []


def test_the_map_is_of_the_packages_as_they_are() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "map.py"))["page"]
    assert (ROOT / "docs" / "architecture.md").read_text("utf-8") == page(), "make docs"
