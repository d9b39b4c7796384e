"""The seeds in each format, read and matched as a corpus: kept and added words, f1 of the matches.

    PYTHONPATH=. python benchmarks/formats/whole_way.py [FORMAT …]

The goals: words >= 0.97, added <= 0.02, f1 within 0.02 of that of the plain text. Words are those
of passages that carry claims, without repeated passages; added is the share of other words in the
result. The gold and its scorer are looked for in ../shared beside the checkout, or in
$VARIORUM_SHARED.
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
"""Similarity in percent from which a passage counts as one of the plain text."""
_TAG = re.compile(r"<[^>]*>")

Seeds = Mapping[str, Document]


def page_of(name: str, document: Document) -> Page:
    return Page(document.title, f"Paper {name[:3]}", "Ann Pols", "2024-04-26", f"https://{name}/a")


def story_of(document: Document) -> saved_files.Story:
    """Return the article as a title and its paragraphs."""
    (role, first), *others = (
        (r, re.sub(r"&#?\w+;", _sign, _TAG.sub("", w))) for r, w in paragraphs(document)
    )
    texts = [words for _, words in others]
    return (
        saved_files.Story(first, texts)
        if role is Role.TITLE
        else saved_files.Story("", [first, *texts])
    )


def _sign(match: "re.Match[str]") -> str:
    return {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'"}[match[0]]


def pages(template: Callable[[Document, Page], str]) -> Callable[[Seeds, Path], None]:
    def write(seeds: Seeds, folder: Path) -> None:
        for name, document in seeds.items():
            html = template(document, page_of(name, document))
            (folder / f"{name[:3]}.html").write_text(html)

    return write


def write_mhtml(seeds: Seeds, folder: Path) -> None:
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


def one_file_each(
    make: Callable[[made.Account], bytes], ending: str
) -> Callable[[Seeds, Path], None]:
    def write(seeds: Seeds, folder: Path) -> None:
        for n, account in enumerate(accounts(seeds)):
            (folder / f"{n}.{ending}").write_bytes(make(account))

    return write


def all_in_one(
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
    "mhtml": write_mhtml,
    "feed": feed,
    "epub": book,
    "pdf": one_file_each(made.pdf_file, "pdf"),
    "docx": one_file_each(made.docx_file, "docx"),
    "warc": all_in_one(made.warc_file, "warc"),
    "mbox": all_in_one(made.mbox_file, "mbox"),
}


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def claim_words(document: Document) -> list[str]:
    return [
        word
        for passage in document.passages
        if passage.role in CARRIES_CLAIMS and passage.duplicate_of is None
        for word in tokens(passage.span.of(document.text))
    ]


def find_seeds(seeds: Seeds, articles: Sequence[CorpusFile]) -> dict[str, tuple[str, Document]]:
    """Return the seed and the document of each article, by the article's id."""
    seeds_of = {}
    for article in articles:
        if article.document:
            words = claim_words(article.document)
            name = max(seeds, key=lambda n: LCSseq.similarity(claim_words(seeds[n]), words))
            seeds_of[article.id] = name, article.document
    return seeds_of


def convert_matches(
    seeds: Seeds, seeds_of: Mapping[str, tuple[str, Document]], matches: Sequence[Match]
) -> dict[str, object]:
    """Return the matches as `variorum matches --json` would give them for the plain files."""
    plain_passages = {
        name: [" ".join(tokens(p.span.of(d.text))) for p in d.passages] for name, d in seeds.items()
    }

    def side(reference: PassageRef) -> dict[str, object] | None:
        name, document = seeds_of[reference.document]
        words = " ".join(tokens(document.words_of(reference.passage)))
        nearest = process.extractOne(
            words, plain_passages[name], scorer=fuzz.ratio, score_cutoff=_LIKE
        )
        if nearest is None:
            return None
        seed = seeds[name]
        start, end = seed.offset_map.span_to_source(seed.passages[nearest[2]].span)
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
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return output.strip().split("\n")[-1]


def main() -> None:
    seeds = {path.name: d for path in find([SEEDS]) if (d := load_articles(path)[0].document)}
    print(f"{'format':16} {'words':>7} {'worst':>6} {'added':>7} {'worst':>6}  matches")
    for name in sys.argv[1:] or FORMATS:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            FORMATS[name](seeds, folder)
            articles = [article for path in find([folder]) for article in load_articles(path)]
        problems = [article.problem for article in articles if article.problem]
        seeds_of = find_seeds(seeds, articles)
        shares_kept, shares_added = [], []
        for seed, document in seeds_of.values():
            seed_words, words = claim_words(seeds[seed]), claim_words(document)
            shared = LCSseq.similarity(seed_words, words)
            shares_kept.append(shared / len(seed_words))
            shares_added.append((len(words) - shared) / max(1, len(words)))
        with closing(MatchingRun(sources_of(articles), None, print)) as run:
            matches = [
                m for article in run.match_documents() for m in article.matches if m.here < m.there
            ]
            score = f1(convert_matches(seeds, seeds_of, matches))
        figures = f"{sum(shares_kept) / len(shares_kept):7.4f} {min(shares_kept):6.3f}"
        figures += f" {sum(shares_added) / len(shares_added):7.4f} {max(shares_added):6.3f}"
        print(f"{name:16} {figures}  {len(seeds_of)} articles: {score}", *problems)


if __name__ == "__main__":
    main()
