"""The annotated corpora: what is known to say the same, by the sentences of their documents.

The data is looked for in ../shared beside the checkout, or in $VARIORUM_SHARED.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from tui.embedding.embedding_model import Task, vectors_of
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.preprocessing import PreparedDocument, preprocess
from tui.text.parsing.document_parser import parse_document
from tui.text.span import Span

SHARED = Path(os.environ.get("VARIORUM_SHARED") or Path(__file__).parents[2] / "shared")
Pairs = frozenset[tuple[str, str]]
_HALF = 0.5
"""Share of the shorter of two spans from which they are of one sentence."""


@dataclass(eq=False)
class Article:
    """A document of an annotated corpus."""

    name: str
    side: DocumentFeatures
    members: Sequence[Sequence[frozenset[str]]]
    """For each sentence, and each passage that repeats it, the annotated sentences that are it."""
    vectors: bytes = field(default=b"", repr=False)


@dataclass(eq=False)
class Corpus:
    """Some documents, and which annotated sentences of them say the same."""

    name: str
    articles: Sequence[Article]
    core: frozenset[frozenset[str]]
    """Pairs that state one claim."""
    fair: frozenset[frozenset[str]]
    """Those, and pairs of which at least one only touches it."""

    def verdict(self, here: tuple[Article, int], there: tuple[Article, int]) -> "Verdict":
        """What the annotation says of two sentences and all passages that repeat them."""
        both = [
            frozenset(frozenset((one, two)) for one in ones for two in twos)
            for ones in here[0].members[here[1]]
            for twos in there[0].members[there[1]]
        ]
        right = sum(bool(pairs & self.fair) for pairs in both)
        return Verdict(len(both), right, frozenset().union(*both) & self.core)


@dataclass(frozen=True)
class Verdict:
    """What matching two lines would come to in precision and recall."""

    matches: int
    right: int
    found: frozenset[frozenset[str]]


def events() -> list[Corpus]:
    """The annotated news events."""
    folders = sorted(path.parent for path in (SHARED / "data/events").glob("*/gold.json"))
    return [_by_claims(folder.name, folder, folder / "gold.json") for folder in folders]


def seeds() -> Corpus:
    """The sample articles."""
    return _by_claims("seeds", SHARED / "seeds", SHARED / "gold/seeds.json")


def translations() -> Corpus:
    """News translated twice: documents `A/…` and `B/…`."""
    root = SHARED / "data/translations"
    quotes: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    core = set()
    for number, segment in enumerate(json.loads((root / "gold.json").read_text("utf-8"))):
        for letter in "AB":
            name = f"{letter}/{segment['document']}"
            quotes[name].append((f"{letter}{number}", segment[letter]))
        core.add(frozenset((f"A{number}", f"B{number}")))
    articles = [
        _article(f"{letter}/{path.stem}", path, quotes[f"{letter}/{path.stem}"])
        for letter in "AB"
        for path in sorted((root / letter).glob("*.txt"))
    ]
    return Corpus("translations", articles, frozenset(core), frozenset(core))


def read_meaning(corpora: Sequence[Corpus], kept: Path | None = None) -> None:
    """Have the model read all sentences, if not `kept` in a file; raises `ModelError`."""
    articles = [article for corpus in corpora for article in corpus.articles]
    if kept and kept.exists():
        for article, vectors in zip(articles, json.loads(kept.read_text()), strict=True):
            article.vectors = bytes.fromhex(vectors)
        return
    for article in articles:
        lines = [
            " ".join(line.span.of(article.side.reading.text).split()) for line in article.side.lines
        ]
        task: Task = b"", 0, lines
        article.vectors = vectors_of(task)[2]
    if kept:
        kept.write_text(json.dumps([article.vectors.hex() for article in articles]))


def _by_claims(name: str, folder: Path, file: Path) -> Corpus:
    claims = json.loads(file.read_text(encoding="utf-8"))["claims"]
    quotes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    core: set[frozenset[str]] = set()
    fair: set[frozenset[str]] = set()
    for claim in claims:
        stated = [_member(member, quotes) for member in claim["core"]]
        touched = [_member(member, quotes) for member in claim["related"]]
        core |= _across(stated)
        fair |= _across(stated + touched)
    articles = [
        _article(path.name, path, list(quotes[path.name].items()))
        for path in sorted(folder.glob("*.txt"))
    ]
    return Corpus(name, articles, frozenset(core), frozenset(fair))


def _member(member: Mapping[str, str], quotes: Mapping[str, dict[str, str]]) -> tuple[str, str]:
    name = f"{member['document']} {member['id']}"
    quotes[member["document"]][name] = member["quote"]
    return member["document"], name


def _across(members: Sequence[tuple[str, str]]) -> set[frozenset[str]]:
    pairs = combinations(members, 2)
    return {frozenset((one[1], two[1])) for one, two in pairs if one[0] != two[0]}


def _article(name: str, path: Path, quotes: Sequence[tuple[str, str]]) -> Article:
    raw = path.read_bytes().decode("utf-8", errors="replace")
    document = parse_document(raw)
    reading: PreparedDocument = preprocess(name, document)
    places: defaultdict[int, list[int]] = defaultdict(list)
    for repeat, original in reading.repeats:
        places[original].append(repeat)
    annotated = [(key, span) for key, quote in quotes for span in _spans(raw, quote)]
    side = DocumentFeatures(reading)
    members = [
        [
            frozenset(key for key, span in annotated if _are_one(_own(document, place), span))
            for place in (line.passage, *places[line.passage])
        ]
        for line in side.lines
    ]
    return Article(name, side, members)


def _own(document: object, passage: int) -> Span:
    return document.offset_map.span_to_source(document.passages[passage].span)  # type: ignore[attr-defined]


def _spans(text: str, quote: str) -> Iterator[Span]:
    at = text.find(quote)
    while at >= 0:
        yield Span(at, at + len(quote))
        at = text.find(quote, at + 1)


def _are_one(one: Span, two: Span) -> bool:
    shared = min(one.end, two.end) - max(one.start, two.start)
    return shared >= _HALF * max(1, min(one.end - one.start, two.end - two.start))
