"""The annotated corpora: the sentences of their documents that are known to say the same.

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
    """For each sentence, and each passage that repeats it, its keys in the annotation."""
    vectors: bytes = field(default=b"", repr=False)


@dataclass(eq=False)
class Corpus:
    """Some documents, and the pairs of their annotated sentences that say the same."""

    name: str
    articles: Sequence[Article]
    core: frozenset[frozenset[str]]
    """Pairs that state one claim."""
    fair: frozenset[frozenset[str]]
    """Those, and pairs of which at least one only touches it."""

    def verdict(self, here: tuple[Article, int], there: tuple[Article, int]) -> "Verdict":
        """Return the verdict of the annotation on two sentences and all that repeat them."""
        pair_sets = [
            frozenset(
                frozenset((first, second)) for first in first_members for second in second_members
            )
            for first_members in here[0].members[here[1]]
            for second_members in there[0].members[there[1]]
        ]
        right = sum(bool(pairs & self.fair) for pairs in pair_sets)
        return Verdict(len(pair_sets), right, frozenset().union(*pair_sets) & self.core)


@dataclass(frozen=True)
class Verdict:
    """The effect of a match of two sentences on precision and recall."""

    matches: int
    right: int
    found: frozenset[frozenset[str]]


def events() -> list[Corpus]:
    """Return the annotated news events."""
    folders = sorted(path.parent for path in (SHARED / "data/events").glob("*/gold.json"))
    return [_by_claims(folder.name, folder, folder / "gold.json") for folder in folders]


def seeds() -> Corpus:
    """Return the sample articles."""
    return _by_claims("seeds", SHARED / "seeds", SHARED / "gold/seeds.json")


def translations() -> Corpus:
    """Return news that was translated twice: documents `A/…` and `B/…`."""
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


def read_meaning(corpora: Sequence[Corpus], file: Path | None = None) -> None:
    """Compute the vectors of all sentences, or take them from `file`, which keeps them.

    Raises:
        ModelError: If the model can't be used.
    """
    articles = [article for corpus in corpora for article in corpus.articles]
    if file and file.exists():
        for article, vectors in zip(articles, json.loads(file.read_text()), strict=True):
            article.vectors = bytes.fromhex(vectors)
        return
    for article in articles:
        lines = [
            " ".join(line.span.of(article.side.reading.text).split()) for line in article.side.lines
        ]
        task: Task = b"", 0, lines
        article.vectors = vectors_of(task)[2]
    if file:
        file.write_text(json.dumps([article.vectors.hex() for article in articles]))


def _by_claims(name: str, folder: Path, file: Path) -> Corpus:
    claims = json.loads(file.read_text(encoding="utf-8"))["claims"]
    quotes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    core: set[frozenset[str]] = set()
    fair: set[frozenset[str]] = set()
    for claim in claims:
        core_members = [_member(member, quotes) for member in claim["core"]]
        related_members = [_member(member, quotes) for member in claim["related"]]
        core |= _across(core_members)
        fair |= _across(core_members + related_members)
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
    return {frozenset((first[1], second[1])) for first, second in pairs if first[0] != second[0]}


def _article(name: str, path: Path, quotes: Sequence[tuple[str, str]]) -> Article:
    raw = path.read_bytes().decode("utf-8", errors="replace")
    document = parse_document(raw)
    prepared: PreparedDocument = preprocess(name, document)
    repeats: defaultdict[int, list[int]] = defaultdict(list)
    for repeat, original in prepared.repeats:
        repeats[original].append(repeat)
    annotated = [(key, span) for key, quote in quotes for span in _spans(raw, quote)]
    side = DocumentFeatures(prepared)
    members = [
        [
            frozenset(
                key for key, span in annotated if _are_one_sentence(_own(document, passage), span)
            )
            for passage in (line.passage, *repeats[line.passage])
        ]
        for line in side.lines
    ]
    return Article(name, side, members)


def _own(document: object, passage: int) -> Span:
    return document.offset_map.span_to_source(document.passages[passage].span)  # type: ignore[attr-defined]


def _spans(text: str, quote: str) -> Iterator[Span]:
    start = text.find(quote)
    while start >= 0:
        yield Span(start, start + len(quote))
        start = text.find(quote, start + 1)


def _are_one_sentence(first: Span, second: Span) -> bool:
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared >= _HALF * max(1, min(first.end - first.start, second.end - second.start))
