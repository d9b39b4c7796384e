"""Repeats: passages of a document that say again what another passage of it says.

Examples are a teaser, a pull quote, and a caption that is given twice. Each is linked to its
original, and both are counted once.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from tui.lazy_imports import lazy_imports
from tui.text.span import Span
from tui.text.tokens import passage_tokens

with lazy_imports():
    from rapidfuzz.distance import Indel

_SHORTEST = 4
"""Number of words below which only identical passages are repeats."""
_ALIKE = 0.88
_SHINGLE = 3
_SHARED = 0.3
"""Least share of a passage's shingles that a repeat has."""
_CANDIDATES = 24
_MOST = 5_000
"""Number of passages above which only exact repeats are searched: such a text is a book."""
_CUT_OFF = ("[…]", "[...]", "…", "...")

Words = tuple[str, ...]


def find_repeats(
    text: str, spans: Sequence[Span], boilerplate: Collection[int] = ()
) -> list[int | None]:
    """Return for each passage the index of the passage that it repeats, or None.

    The original is never itself a repeat. It is the fullest wording, or the first of equal ones;
    `boilerplate` is an original only if no other passage is. Numbers must agree.

    Args:
        text: The text of the document.
        spans: The passages; code points of `text`.
        boilerplate: Indices of passages that are boilerplate.
    """
    if len(spans) > _MOST:
        return _exact(text, spans)
    passages = [span.of(text) for span in spans]
    words = [passage_tokens(p) for p in passages]
    is_cut = [p.rstrip().endswith(_CUT_OFF) for p in passages]
    originals: list[int | None] = [None] * len(passages)
    passages_by_words: dict[Words, int] = {}
    passages_by_shingle: dict[Words, tuple[int, ...]] = {}
    for n in sorted(
        range(len(passages)), key=lambda n: (is_cut[n], n in boilerplate, -len(words[n]), n)
    ):
        if not words[n]:
            continue
        if (original := passages_by_words.get(words[n])) is not None:
            originals[n] = original
            continue
        if len(words[n]) >= _SHORTEST:
            shingles = _shingles(words[n])
            candidates = _candidates(passages_by_shingle, shingles)
            similar = (c for c in candidates if _repeats(words[n], words[c], is_cut=is_cut[n]))
            originals[n] = next(similar, None)
            if originals[n] is not None:
                continue
            _add(passages_by_shingle, shingles, n)
        passages_by_words[words[n]] = n
    return originals


def _exact(text: str, spans: Sequence[Span]) -> list[int | None]:
    """Return the repeats of a long text: the first of equal passages is the original."""
    first_passages: dict[int, int] = {}
    originals: list[int | None] = []
    for n, span in enumerate(spans):
        words = span.of(text).casefold().split()
        original = first_passages.setdefault(hash(" ".join(words)), n)
        is_same = original != n and spans[original].of(text).casefold().split() == words
        originals.append(original if is_same else None)
    return originals


def _shingles(words: Words) -> list[Words]:
    return list(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def _add(
    passages_by_shingle: dict[Words, tuple[int, ...]], shingles: Sequence[Words], n: int
) -> None:
    """Record the shingles of passage `n`."""
    new_shingles = dict.fromkeys(shingles, (n,))
    if len(new_shingles) == len(shingles) and passages_by_shingle.keys().isdisjoint(new_shingles):
        passages_by_shingle.update(new_shingles)
        return
    for shingle in shingles:
        passages = passages_by_shingle.get(shingle, ())
        if len(passages) <= _CANDIDATES:
            passages_by_shingle[shingle] = (*passages, n)


def _candidates(
    passages_by_shingle: Mapping[Words, tuple[int, ...]], shingles: Sequence[Words]
) -> list[int]:
    """Return the passages that share most shingles, most first; common shingles don't count."""
    passage_lists = [
        passages for shingle in shingles if (passages := passages_by_shingle.get(shingle))
    ]
    least_count = _SHARED * len(shingles)
    if sum(map(len, passage_lists)) < least_count:
        return []
    shared = Counter(
        chain.from_iterable(passages for passages in passage_lists if len(passages) <= _CANDIDATES)
    )
    similar = [n for n, count in shared.items() if count >= least_count]
    return sorted(similar, key=lambda n: (-shared[n], n))[:_CANDIDATES]


def _repeats(words: Words, original: Words, *, is_cut: bool) -> bool:
    """Return True if `words` repeats `original`; if `is_cut`, only its beginning."""
    if is_cut:
        return words == original[: len(words)]
    is_similar = Indel.normalized_similarity(words, original, score_cutoff=_ALIKE) > 0
    return is_similar and _numbers(words) == _numbers(original)


def _numbers(words: Words) -> list[str]:
    return sorted(w for w in words if w[0].isdigit())
