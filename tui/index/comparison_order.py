"""The order of comparisons: what a process has worked out of a document is of use for the next.

Nothing but time depends on it.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from heapq import heappop, heappush

from tui.matching.pairs.document_comparison import Keys


def order_for_cache(pairs: Collection[Keys]) -> list[Keys]:
    """Return the pairs in an order that uses each text's features again soon.

    The pairs of the first text come first. Then that text follows of whose pairs the largest share
    can be compared with what came before, with these pairs.
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
                    # Of equals the last: its partners are more likely to be still at hand.
                    share = tied[other] / len(beside[other])
                    heappush(waiting, (-share, -len(met), other))

    def rank(pair: Keys) -> tuple[bool, int, int]:
        earlier, later = sorted((met[pair[0]], met[pair[1]]))
        return earlier > 0, later, earlier

    return sorted(pairs, key=rank)


def comparison_runs(pairs: Collection[Keys], count: int) -> list[Sequence[Keys]]:
    """Return the pairs in `count` runs, one for each process, each in `order_for_cache`.

    The pairs of the first text are dealt out, as they are wanted first.
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
