"""Boilerplate: sentences that recur all over a corpus and carry no claim of its articles.

Examples are a newsletter's line, a cookie notice, "Read more": each is a short paragraph of its
own. Sentences that many articles copy or quote are not boilerplate: copied sentences have copied
neighbours, and sentences of a story share words with it. Only check sums and tokens are used, so
the rule applies to any language.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from tui.matching.candidates.fingerprint import APART, Fingerprint, total_weight
from tui.matching.config import DEFAULT, MatchingConfig

_NEIGHBOURS = 16
"""Largest number of neighbours of a recurring sentence that are stored for a document."""
ASKED = 32
"""Largest number of documents that decide if a sentence belongs to their story."""

Neighbours = dict[int, set[int]]
"""Neighbours of each recurring sentence of a document, by check sum."""


def find_boilerplate(
    texts: Sequence[Fingerprint], config: MatchingConfig = DEFAULT
) -> Mapping[int, Sequence[int]]:
    """Return the boilerplate of the texts: each sentence's check sum, and the texts that have it.

    Boilerplate is a sentence that many texts have independently of each other, or that occurs
    several times in two independent texts.

    Returns:
        The numbers of the texts, by the check sum of the sentence.
    """
    counts = [apart_counts(fingerprint) for fingerprint in texts]
    recurring = _recurring(counts, config)
    if not recurring:
        return {}
    neighbours_by_line: defaultdict[int, dict[int, set[int]]] = defaultdict(dict)
    for number, (fingerprint, count) in enumerate(zip(texts, counts, strict=True)):
        if not recurring.isdisjoint(count):
            for line, run_neighbours in line_neighbours(
                fingerprint, count, recurring, config
            ).items():
                neighbours_by_line[line][number] = run_neighbours
    boilerplate: dict[int, Sequence[int]] = {}
    for line, neighbours in neighbours_by_line.items():
        frequent_documents = {
            number for number in neighbours if counts[number][line] >= config.often
        }
        shares = (weight_share(line, texts[n]) for n in sorted(neighbours)[:ASKED])
        if is_boilerplate(neighbours, frequent_documents, shares, config):
            boilerplate[line] = [n for n, count in enumerate(counts) if line in count]
    return boilerplate


def is_boilerplate(
    neighbours: Mapping[int, Collection[int]],
    frequent_documents: AbstractSet[int],
    shares: Iterable[float | None],
    config: MatchingConfig = DEFAULT,
) -> bool:
    """Return True if a recurring sentence is boilerplate.

    Args:
        neighbours: For each document that has the sentence, the neighbours that count.
        frequent_documents: The documents among them that have it over and over.
        shares: `weight_share` of the first `ASKED` of them; asked for only if they decide.
        config: The thresholds.
    """
    groups = list(_independent(neighbours))
    if sum(not frequent_documents.isdisjoint(group) for group in groups) >= config.often_documents:
        return True
    return len(groups) >= config.boilerplate_documents and not _belongs(shares, config)


def apart_counts(fingerprint: Fingerprint) -> Counter[int]:
    """Return the number of times that each sentence is a paragraph of its own in a document."""
    return Counter(line & ~APART for line in fingerprint.sums if line & APART)


def _recurring(counts: Iterable[Counter[int]], config: MatchingConfig) -> AbstractSet[int]:
    """Return the sentences that stand apart in many documents, or often in some."""
    documents: Counter[int] = Counter()
    frequent_counts: Counter[int] = Counter()
    for count in counts:
        documents.update(count.keys())
        frequent_counts.update(
            line for line, occurrences in count.items() if occurrences >= config.often
        )
    return {line for line, n in documents.items() if is_recurring(n, frequent_counts[line], config)}


def is_recurring(
    document_count: int, frequent_count: int, config: MatchingConfig = DEFAULT
) -> bool:
    """Return True if a sentence may be boilerplate, by the numbers of documents that have it.

    Args:
        document_count: The number of documents in which it stands apart.
        frequent_count: The number of those in which it does so at least `MatchingConfig.often`
            times.
        config: The thresholds.
    """
    return (
        document_count >= config.boilerplate_documents or frequent_count >= config.often_documents
    )


def line_neighbours(
    fingerprint: Fingerprint,
    count: Counter[int],
    recurring: AbstractSet[int],
    config: MatchingConfig = DEFAULT,
) -> Neighbours:
    """Return the recurring sentences of a document, each with the neighbours of its run.

    A run of many sentences is a copied story, and so are recurring sentences that are most of a
    document: they are left out, unless they recur many times.
    """
    neighbours_by_line: Neighbours = {}
    sentences = set(fingerprint.sentences)
    is_mostly_recurring = 2 * len(sentences & recurring) > len(sentences)
    previous_line = 0
    runs = [
        (is_run, list(run)) for is_run, run in groupby(fingerprint.summed(), recurring.__contains__)
    ]
    for number, (is_run, run) in enumerate(runs):
        if is_run:
            lines = set(run)
            if len(lines & sentences) <= config.boilerplate_run:
                next_line = runs[number + 1][1][0] if number + 1 < len(runs) else 0
                for line in lines:
                    if is_mostly_recurring and line in sentences and count[line] < config.often:
                        continue
                    neighbours = neighbours_by_line.setdefault(line, set())
                    if len(neighbours) < _NEIGHBOURS:
                        neighbours |= {previous_line, next_line} - {0}
        else:
            previous_line = run[-1]
    return neighbours_by_line


def _independent(neighbours: Mapping[int, Collection[int]]) -> Iterator[Sequence[int]]:
    """Yield groups of documents; the documents of a group share a neighbour of the sentence."""
    documents_by_line: defaultdict[int, list[int]] = defaultdict(list)
    for document, lines in neighbours.items():
        for line in lines:
            documents_by_line[line].append(document)
    remaining = dict.fromkeys(neighbours)
    while remaining:
        group = [remaining.popitem()[0]]
        for document in group:
            for line in neighbours[document]:
                for neighbour in documents_by_line.pop(line, ()):
                    if neighbour in remaining:
                        del remaining[neighbour]
                        group.append(neighbour)
        yield group


def _belongs(shares: Iterable[float | None], config: MatchingConfig) -> bool:
    """Return True if a sentence belongs to the story of its documents, by the words they share."""
    known_shares = [share for share in shares if share is not None]
    return bool(known_shares) and sum(known_shares) >= config.belonging * len(known_shares)


def weight_share(line: int, fingerprint: Fingerprint) -> float | None:
    """Return the share of a sentence's weight that occurs in the rest of its document.

    Return None for a very short sentence: two or three words in many documents are a heading, on
    any subject.
    """
    if line not in fingerprint.sentences:
        return None
    passage = next(
        (p for p, s in zip(fingerprint.lines, fingerprint.summed(), strict=True) if s == line), -1
    )
    own_tokens = fingerprint.tokens_at(passage)
    if not own_tokens:
        return None
    token_sets = (fingerprint.sentence_tokens(n) for n in range(len(fingerprint.starts) - 1))
    rest = frozenset[int]().union(*(tokens for tokens in token_sets if tokens != own_tokens))
    return total_weight(own_tokens & rest) / total_weight(own_tokens)
