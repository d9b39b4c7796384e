"""Writes the map of `tui/` into `docs/architecture.md`: packages, their subjects, their files.

The order is that of the layers in `pyproject.toml`; subjects are the first lines of docstrings.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- map: made by `make docs` -->", "<!-- end of the map -->"


def layers() -> Iterator[str]:
    """Return the names of the modules and packages right under `tui`, the topmost layer first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (order,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    for layer in order:
        yield from (name.strip("() ") for name in layer.split(":"))


def subject(file: Path) -> str:
    """Return the first line of the docstring of `file`, without its full stop."""
    doc = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return doc.splitlines()[0].removesuffix(".").replace("|", "\\|")


def rows(name: str) -> Iterator[str]:
    """Return the table's row of a module, or those of a package and the packages in it."""
    package = ROOT / "tui" / name
    if not package.is_dir():
        yield f"| `{name}.py` | {subject(package.with_suffix('.py'))} | |"
        return
    files = sorted(
        file.stem if file.suffix == ".py" else file.name
        for file in package.iterdir()
        if file.is_file() and file.suffix != ".pyc" and file.name != "__init__.py"
    )
    yield f"| `{name}` | {subject(package / '__init__.py')} | {', '.join(files)} |"
    for inner in sorted(package.glob("*/__init__.py")):
        yield from rows(f"{name}/{inner.parent.name}")


def table() -> str:
    """Return the map as a Markdown table."""
    head = ["| package | what is in it | its files |", "| --- | --- | --- |"]
    return "\n".join([*head, *(row for name in layers() for row in rows(name))])


def page() -> str:
    """Return `docs/architecture.md` with the map as it is now."""
    between = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)
    return between.sub(lambda _: f"\n{table()}\n\n", PAGE.read_text("utf-8"), count=1)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
