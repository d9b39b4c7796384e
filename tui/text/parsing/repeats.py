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
    cut = [p.rstrip().endswith(_CUT_OFF) for p in passages]
    originals: list[int | None] = [None] * len(passages)
    exact: dict[Words, int] = {}
    near: dict[Words, tuple[int, ...]] = {}
    for n in sorted(
        range(len(passages)), key=lambda n: (cut[n], n in boilerplate, -len(words[n]), n)
    ):
        if not words[n]:
            continue
        if (same := exact.get(words[n])) is not None:
            originals[n] = same
            continue
        if len(words[n]) >= _SHORTEST:
            shingles = _shingles(words[n])
            candidates = _candidates(near, shingles)
            alike = (c for c in candidates if _repeats(words[n], words[c], cut=cut[n]))
            originals[n] = next(alike, None)
            if originals[n] is not None:
                continue
            _add(near, shingles, n)
        exact[words[n]] = n
    return originals


def _exact(text: str, spans: Sequence[Span]) -> list[int | None]:
    """Return the repeats of a long text: the first of equal passages is the original."""
    first: dict[int, int] = {}
    found: list[int | None] = []
    for n, span in enumerate(spans):
        words = span.of(text).casefold().split()
        original = first.setdefault(hash(" ".join(words)), n)
        same = original != n and spans[original].of(text).casefold().split() == words
        found.append(original if same else None)
    return found


def _shingles(words: Words) -> list[Words]:
    return list(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def _add(near: dict[Words, tuple[int, ...]], shingles: Sequence[Words], n: int) -> None:
    """Record the shingles of passage `n`."""
    fresh = dict.fromkeys(shingles, (n,))
    if len(fresh) == len(shingles) and near.keys().isdisjoint(fresh):
        near.update(fresh)
        return
    for shingle in shingles:
        some = near.get(shingle, ())
        if len(some) <= _CANDIDATES:
            near[shingle] = (*some, n)


def _candidates(near: Mapping[Words, tuple[int, ...]], shingles: Sequence[Words]) -> list[int]:
    """Return the passages that share most shingles, most first; common shingles don't count."""
    known = [some for shingle in shingles if (some := near.get(shingle))]
    least = _SHARED * len(shingles)
    if sum(map(len, known)) < least:
        return []
    shared = Counter(chain.from_iterable(some for some in known if len(some) <= _CANDIDATES))
    enough = [n for n, count in shared.items() if count >= least]
    return sorted(enough, key=lambda n: (-shared[n], n))[:_CANDIDATES]


def _repeats(words: Words, whole: Words, *, cut: bool) -> bool:
    """Return True if `words` repeats `whole`; if the passage was `cut` off, its beginning."""
    if cut:
        return words == whole[: len(words)]
    alike = Indel.normalized_similarity(words, whole, score_cutoff=_ALIKE) > 0
    return alike and _numbers(words) == _numbers(whole)


def _numbers(words: Words) -> list[str]:
    return sorted(w for w in words if w[0].isdigit())
