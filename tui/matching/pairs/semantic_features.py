"""Semantic features: further features of a pair, from the vectors of its sentences, and its score.

This is the only module of matching that uses numpy, which belongs to the `semantic` extra and is
imported at first use. It does not depend on the model that computes the vectors.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from importlib import import_module
from typing import Any, NamedTuple

from tui.matching.config import DEFAULT, MatchingConfig
from tui.matching.features.overlaps import Candidate
from tui.matching.matches import Kind
from tui.matching.pairs.document_comparison import Comparison

DIMENSIONS = 384
"""Dimensions of a sentence's vector, whose length is 1; that of an unread sentence is 0."""
BYTES = 2
"""Bytes of a stored number."""
_NEIGHBOUR = 0.5
"""Weight of the adjacent sentences in a sentence's vector in context."""
_NO_LENGTH = 1e-9


class SemanticFeatures(NamedTuple):
    """Features of two sentences by meaning."""

    cosine: float
    """Cosine of the two vectors."""
    centred: float
    """Cosine of the two vectors minus the mean vector of both documents."""
    outdone: float
    """`centred` minus that of the best candidate of either sentence; 0 if both are best."""
    outdone_least: float
    """`centred` minus that of the best candidate of the sentence whose best is smaller."""
    beside: float
    """`centred` of the best candidate that shares a sentence and has a neighbour of the other."""
    context: float
    """Cosine of the two centred vectors, each with those of its neighbours."""
    topic: float
    """Mean `centred` of each of the two sentences with all sentences of the other document."""
    kinship: float
    """Mean `centred` of the two documents' best candidates."""
    version: float
    """Excess of the documents' similarity over that of two accounts, as for versions of one
    text."""
    version_outdone: float
    """`outdone` times `version`: a sentence of a version has at most one counterpart."""


def packed_vectors(vectors: object) -> bytes:
    """Return an array of vectors, one in each row, as bytes; each number takes `BYTES`."""
    numpy = import_module("numpy")
    return bytes(numpy.asarray(vectors).astype("<f2").tobytes())


def read_lines(vectors: bytes) -> frozenset[int]:
    """Return the numbers of the sentences that the model has read."""
    numpy = import_module("numpy")
    return frozenset(_unpack(numpy, vectors).any(axis=1).nonzero()[0].tolist())


def merge_vectors(vectors: bytes, added: Mapping[int, bytes], lines: int) -> bytes:
    """Return the packed vectors of a text with the `added` ones, by sentence number.

    Args:
        vectors: The packed vectors so far; may be empty.
        added: Packed vectors of single sentences.
        lines: Number of sentences of the text.
    """
    size = DIMENSIONS * BYTES
    merged = bytearray(vectors.ljust(lines * size, b"\0"))
    for line, vector in added.items():
        merged[line * size : (line + 1) * size] = vector
    return bytes(merged)


def rescore(
    comparison: Comparison, here: bytes, there: bytes, config: MatchingConfig = DEFAULT
) -> Comparison:
    """Return the comparison with the odds of its pairs by words and meaning.

    Copies are not changed. A match that the words alone would not make is of the kind `MEANING`.

    Args:
        comparison: The comparison by words.
        here: The packed vectors of the first document's comparable sentences.
        there: Those of the second document.
        config: The model and the thresholds.
    """
    candidates = [
        (pair.here, pair.there) for pair in comparison.pairs if pair.odds < config.copy_odds
    ]
    features_by_candidate = (
        dict(semantic_features(here, there, candidates, config)) if candidates else {}
    )
    threshold = config.model.threshold
    pairs = []
    for pair in comparison.pairs:
        if features := features_by_candidate.get((pair.here, pair.there)):
            odds = pair.partial + config.model.meaning_odds(features)
            by_words = config.score(pair.odds, pair.kind) >= threshold
            is_new = not by_words and config.score(odds, pair.kind) >= threshold
            pairs.append(pair._replace(odds=odds, kind=Kind.MEANING if is_new else pair.kind))
        else:
            pairs.append(pair)
    return comparison._replace(pairs=tuple(pairs))


def semantic_features(
    here: bytes, there: bytes, candidates: Iterable[Candidate], config: MatchingConfig = DEFAULT
) -> Iterator[tuple[Candidate, SemanticFeatures]]:
    """Yield the features of the `candidates` pairs of sentences, if both were read.

    Other sentences have no effect, because other documents decide if they were read.
    """
    numpy = import_module("numpy")
    candidates = list(candidates)
    vectors_here = _only(numpy, _unpack(numpy, here), {line_here for line_here, _ in candidates})
    vectors_there = _only(
        numpy, _unpack(numpy, there), {line_there for _, line_there in candidates}
    )
    read_masks = vectors_here.any(axis=1), vectors_there.any(axis=1)
    if not read_masks[0].any() or not read_masks[1].any():
        return
    mean = (
        vectors_here[read_masks[0]].mean(axis=0) + vectors_there[read_masks[1]].mean(axis=0)
    ) / 2
    sides = [
        _with_length_one(numpy, (side - mean) * mask[:, None])
        for side, mask in zip((vectors_here, vectors_there), read_masks, strict=True)
    ]
    cosines, centred = vectors_here @ vectors_there.T, sides[0] @ sides[1].T
    context = _in_context(numpy, sides[0]) @ _in_context(numpy, sides[1]).T
    bests = centred.max(axis=1), centred.max(axis=0)
    topics = (
        centred.sum(axis=1) / max(1, read_masks[1].sum()),
        centred.sum(axis=0) / max(1, read_masks[0].sum()),
    )
    half_count = max(1, min(centred.shape) // 2)
    kinship = float(sum(numpy.sort(best)[-half_count:].mean() for best in bests)) / 2
    version = max(0.0, kinship - config.versions_in_meaning)
    padded = numpy.pad(centred, 1)
    rows, columns = centred.shape
    for line_here, line_there in candidates:
        if (
            line_here >= rows
            or line_there >= columns
            or not (read_masks[0][line_here] and read_masks[1][line_there])
        ):
            continue
        value = centred[line_here, line_there]
        outdone = float(value - max(bests[0][line_here], bests[1][line_there]))
        neighbours = (
            padded[line_here, line_there + 1],
            padded[line_here + 2, line_there + 1],
            padded[line_here + 1, line_there],
            padded[line_here + 1, line_there + 2],
        )
        yield (
            (line_here, line_there),
            SemanticFeatures(
                cosine=float(cosines[line_here, line_there]),
                centred=float(value),
                outdone=outdone,
                outdone_least=float(value - min(bests[0][line_here], bests[1][line_there])),
                beside=float(max(neighbours)),
                context=float(context[line_here, line_there]),
                topic=float(topics[0][line_here] + topics[1][line_there]) / 2,
                kinship=kinship,
                version=version,
                version_outdone=version * outdone,
            ),
        )


def _unpack(numpy: Any, vectors: bytes) -> Any:
    return numpy.frombuffer(vectors, "<f2").reshape(-1, DIMENSIONS).astype("f4")


def _only(numpy: Any, vectors: Any, lines: AbstractSet[int]) -> Any:
    """Return an array with the vectors of `lines` at their indices, and zeros elsewhere."""
    array = numpy.zeros_like(vectors)
    numbers = sorted(line for line in lines if line < len(vectors))
    array[numbers] = vectors[numbers]
    return array


def _with_length_one(numpy: Any, vectors: Any) -> Any:
    return vectors / (numpy.linalg.norm(vectors, axis=1, keepdims=True) + _NO_LENGTH)


def _in_context(numpy: Any, vectors: Any) -> Any:
    padded = numpy.pad(vectors, ((1, 1), (0, 0)))
    return _with_length_one(numpy, vectors + _NEIGHBOUR * (padded[:-2] + padded[2:]))
