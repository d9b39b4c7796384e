"""The seeds in each format, read and matched as a corpus: words kept, furniture, f1 of the matches.

    PYTHONPATH=. python benchmarks/formats/whole_way.py [FORMAT …]

The goals: words >= 0.97, furniture <= 0.02, f1 within 0.02 of the plain text's. Words are those of
passages that carry claims, repeats of a passage aside; furniture is what comes out besides. The
gold and its scorer are looked for in ../shared beside the checkout, or in $VARIORUM_SHARED.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from benchmarks.formats import format_files as made
from benchmarks.formats.pages import TEMPLATES, Page, paragraphs
from benchmarks.formats.site_pages import SITES
from tests.support import saved_files
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find, load_articles
from tui.index.matching_run import MatchingRun, sources_of
from tui.matching.matches import Match, PassageRef
from tui.text.document import CARRIES_CLAIMS, Document, Role

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("VARIORUM_SHARED") or ROOT.parent / "shared")
SEEDS = ROOT / "seeds"
_LIKE = 60
"""Percent of likeness from which a passage is taken for one of the plain text."""
_TAG = re.compile(r"<[^>]*>")

Seeds = Mapping[str, Document]


def page_of(name: str, document: Document) -> Page:
    return Page(document.title, f"Paper {name[:3]}", "Ann Pols", "2024-04-26", f"https://{name}/a")


def story_of(document: Document) -> saved_files.Story:
    """The article as a title and its paragraphs."""
    (role, first), *rest = (
        (r, re.sub(r"&#?\w+;", _sign, _TAG.sub("", w))) for r, w in paragraphs(document)
    )
    said = [words for _, words in rest]
    return (
        saved_files.Story(first, said)
        if role is Role.TITLE
        else saved_files.Story("", [first, *said])
    )


def _sign(found: "re.Match[str]") -> str:
    return {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'"}[found[0]]


def pages(template: Callable[[Document, Page], str]) -> Callable[[Seeds, Path], None]:
    def write(seeds: Seeds, folder: Path) -> None:
        for name, document in seeds.items():
            html = template(document, page_of(name, document))
            (folder / f"{name[:3]}.html").write_text(html)

    return write


def saved(seeds: Seeds, folder: Path) -> None:
    for name, document in seeds.items():
        html = TEMPLATES["newspaper"](document, page_of(name, document))
        (folder / f"{name[:3]}.mhtml").write_bytes(saved_files.mhtml(html))


def feed(seeds: Seeds, folder: Path) -> None:
    stories = [story_of(document) for document in seeds.values()]
    (folder / "feed.xml").write_text(saved_files.feed(stories[::-1]))


def book(seeds: Seeds, folder: Path) -> None:
    stories = [story_of(document) for document in seeds.values()]
    (folder / "book.epub").write_bytes(saved_files.book(stories))


def accounts(seeds: Seeds) -> list[made.Account]:
    stories = [(name, story_of(document)) for name, document in seeds.items()]
    return [
        made.Account(s.title or s.paragraphs[0][:80], f"Paper {name[:3]}", "Ann Pols", "2024-04-26",
                     [s.title, *s.paragraphs] if s.title else s.paragraphs)
        for name, s in stories
    ]  # fmt: skip


def each(make: Callable[[made.Account], bytes], ending: str) -> Callable[[Seeds, Path], None]:
    def write(seeds: Seeds, folder: Path) -> None:
        for n, account in enumerate(accounts(seeds)):
            (folder / f"{n}.{ending}").write_bytes(make(account))

    return write


def together(
    make: Callable[[Sequence[made.Account]], bytes], ending: str
) -> Callable[[Seeds, Path], None]:
    return lambda seeds, folder: (
        (folder / f"all.{ending}").write_bytes(make(accounts(seeds))) and None
    )


def plain(seeds: Seeds, folder: Path) -> None:
    for name in seeds:
        (folder / name).write_bytes((SEEDS / name).read_bytes())


FORMATS: dict[str, Callable[[Seeds, Path], None]] = {
    "plain": plain,
    **{f"html {name}": pages(template) for name, template in {**TEMPLATES, **SITES}.items()},
    "mhtml": saved,
    "feed": feed,
    "epub": book,
    "pdf": each(made.pdf_file, "pdf"),
    "docx": each(made.docx_file, "docx"),
    "warc": together(made.warc_file, "warc"),
    "mbox": together(made.mbox_file, "mbox"),
}


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def telling(document: Document) -> list[str]:
    return [
        word
        for passage in document.passages
        if passage.role in CARRIES_CLAIMS and passage.duplicate_of is None
        for word in tokens(passage.span.of(document.text))
    ]


def aligned(seeds: Seeds, articles: Sequence[CorpusFile]) -> dict[str, tuple[str, Document]]:
    """Each article's seed and document, by the article's id."""
    found = {}
    for one in articles:
        if one.document:
            words = telling(one.document)
            name = max(seeds, key=lambda n: LCSseq.similarity(telling(seeds[n]), words))
            found[one.id] = name, one.document
    return found


def as_plain(
    seeds: Seeds, found: Mapping[str, tuple[str, Document]], matches: Sequence[Match]
) -> dict[str, object]:
    """The matches as `variorum matches --json` would give them of the plain files."""
    plain_passages = {
        name: [" ".join(tokens(p.span.of(d.text))) for p in d.passages] for name, d in seeds.items()
    }

    def side(place: PassageRef) -> dict[str, object] | None:
        name, document = found[place.document]
        words = " ".join(tokens(document.words_of(place.passage)))
        near = process.extractOne(
            words, plain_passages[name], scorer=fuzz.ratio, score_cutoff=_LIKE
        )
        if near is None:
            return None
        seed = seeds[name]
        start, end = seed.offset_map.span_to_source(seed.passages[near[2]].span)
        return {"document": name, "start": start, "end": end}

    each_match = [
        {"here": here, "there": there, "kind": str(m.kind), "score": m.score}
        for m in matches
        if (here := side(m.here)) and (there := side(m.there))
    ]
    documents = [{"id": name, "path": str(SHARED / "seeds" / name)} for name in seeds]
    return {
        "documents": documents,
        "copies": [],
        "matches": each_match,
        "perhaps": [],
        "passages": [],
    }


def f1(values: Mapping[str, object]) -> str:
    scorer = SHARED / "score/claims.py"
    if not scorer.is_file():
        return "no scorer"
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(values, file)
        file.flush()
        command = [
            sys.executable,
            str(scorer),
            file.name,
            str(SHARED / "gold/seeds.json"),
            str(SHARED / "seeds"),
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return said.strip().split("\n")[-1]


def main() -> None:
    seeds = {path.name: d for path in find([SEEDS]) if (d := load_articles(path)[0].document)}
    print(f"{'format':16} {'words':>7} {'worst':>6} {'added':>7} {'worst':>6}  matches")
    for name in sys.argv[1:] or FORMATS:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            FORMATS[name](seeds, folder)
            articles = [one for path in find([folder]) for one in load_articles(path)]
        problems = [one.problem for one in articles if one.problem]
        found = aligned(seeds, articles)
        kept, added = [], []
        for seed, document in found.values():
            wanted, got = telling(seeds[seed]), telling(document)
            shared = LCSseq.similarity(wanted, got)
            kept.append(shared / len(wanted))
            added.append((len(got) - shared) / max(1, len(got)))
        with closing(MatchingRun(sources_of(articles), None, print)) as run:
            matches = [m for one in run.match_documents() for m in one.matches if m.here < m.there]
            said = f1(as_plain(seeds, found, matches))
        figures = f"{sum(kept) / len(kept):7.4f} {min(kept):6.3f}"
        figures += f" {sum(added) / len(added):7.4f} {max(added):6.3f}"
        print(f"{name:16} {figures}  {len(found)} articles: {said}", *problems)


if __name__ == "__main__":
    main()
