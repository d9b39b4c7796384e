"""A thousand saved pages of 200 KB each: seconds, CPU seconds and memory to read them, and again.

    PYTHONPATH=. python benchmarks/formats/many_pages.py [COUNT]

The goals: 60 s on two cores and 400 MB at first, 1 s again. CPU seconds are those of the readers'
processes, too; memory is the largest of any process.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from benchmarks.formats.pages import TEMPLATES, Page
from tui.corpus.loader import find
from tui.index.source import Source, inspect_files
from tui.text.parsing.document_parser import parse_document

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_SIZE = 200_000


def write_pages(folder: Path, count: int) -> None:
    """Write pages of shuffled sentences of the seeds, filled up with scripts and links."""
    chance = Random(17)  # noqa: S311  # no secret
    said = [
        line.strip()
        for path in sorted(SEEDS.glob("*.txt"))
        for line in path.read_text("utf-8").split("\n")
        if len(line) > 80  # noqa: PLR2004  # paragraphs
    ]
    names = list(TEMPLATES)
    for number in range(count):
        text = "\n\n".join([f"Story number {number} of the day", *chance.sample(said, 12)])
        page = Page(
            f"Story {number}", "Courier", "Ann Pols", "2024-04-26", f"https://c.example/{number}"
        )
        html = TEMPLATES[names[number % len(names)]](parse_document(text), page)
        links = "".join(
            f'<li><a href="/x/{n}"><span>Link {n} to a story</span></a></li>' for n in range(600)
        )
        script = (
            "<script>"
            + "window.data=[0,1,2,3];" * ((_SIZE - len(html) - len(links)) // 22)
            + "</script>"
        )
        html = html.replace("</head>", script + "</head>").replace(
            "</body>", f"<ul>{links}</ul></body>"
        )
        (folder / f"{number}.html").write_text(html, "utf-8")


def read(folder: Path) -> None:
    """Read all pages and print what it took."""
    begun = time.monotonic()
    found = list(inspect_files(find([folder])))
    took = time.monotonic() - begun
    articles = sum(isinstance(one, Source) for one in found)
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own = usage[0].ru_utime + usage[0].ru_stime
    print(f"{articles} articles: {took:.1f} s, {own:.1f} CPU s here, {usage[0].ru_maxrss >> 10} MB")


def main() -> None:
    if len(sys.argv) > 2:  # noqa: PLR2004  # the child
        read(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder, home = Path(temporary, "pages"), Path(temporary, "home")
        folder.mkdir()
        home.mkdir()
        write_pages(folder, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
        for _ in range(2):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, __file__, "-", str(folder)]
            subprocess.run(command, check=True, env={**os.environ, "HOME": str(home)})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"  with readers: {cpu:.1f} CPU s, largest process {after.ru_maxrss >> 10} MB")


if __name__ == "__main__":
    main()
