"""The order of comparisons, in which the features of a document are reused soon.

It affects only the running time.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from heapq import heappop, heappush

from tui.matching.pairs.document_comparison import Keys


def order_for_cache(pairs: Collection[Keys]) -> list[Keys]:
    """Return the pairs in an order in which the features of each text are soon used again.

    The pairs of the first text come first. The next text is the one with the largest share of
    partners among the texts so far; its pairs with these texts follow.
    """
    beside: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for one, two in pairs:
        beside[one].append(two)
        beside[two].append(one)
    met: dict[bytes, int] = {}
    tied: defaultdict[bytes, int] = defaultdict(int)
    for start in beside:
        waiting: list[tuple[float, int, bytes]] = [(0.0, 0, start)]
        while waiting:
            text = heappop(waiting)[2]
            if text in met:
                continue
            met[text] = len(met)
            for other in beside[text]:
                if other not in met:
                    tied[other] += 1
                    # Among equal shares, the partners of the latest text are most likely still in
                    # memory.
                    share = tied[other] / len(beside[other])
                    heappush(waiting, (-share, -len(met), other))

    def rank(pair: Keys) -> tuple[bool, int, int]:
        earlier, later = sorted((met[pair[0]], met[pair[1]]))
        return earlier > 0, later, earlier

    return sorted(pairs, key=rank)


def comparison_runs(pairs: Collection[Keys], count: int) -> list[Sequence[Keys]]:
    """Return the pairs in `count` runs, one for each process, each in `order_for_cache`.

    The pairs of the first text are distributed over all runs, as they are needed first.
    """
    ordered = order_for_cache(pairs)
    if not ordered:
        return []
    first = next(iter(pairs))[0]
    begun = sum(first in pair for pair in ordered)
    left = len(ordered) - begun
    cuts = [begun + left * number // count for number in range(count + 1)]
    return [
        ordered[number:begun:count] + ordered[cuts[number] : cuts[number + 1]]
        for number in range(count)
    ]
