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
    partners: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for first, second in pairs:
        partners[first].append(second)
        partners[second].append(first)
    numbers: dict[bytes, int] = {}
    shared_counts: defaultdict[bytes, int] = defaultdict(int)
    for start in partners:
        queue: list[tuple[float, int, bytes]] = [(0.0, 0, start)]
        while queue:
            text = heappop(queue)[2]
            if text in numbers:
                continue
            numbers[text] = len(numbers)
            for partner in partners[text]:
                if partner not in numbers:
                    shared_counts[partner] += 1
                    # Among equal shares, the partners of the latest text are most likely still in
                    # memory.
                    share = shared_counts[partner] / len(partners[partner])
                    heappush(queue, (-share, -len(numbers), partner))

    def rank(pair: Keys) -> tuple[bool, int, int]:
        earlier, later = sorted((numbers[pair[0]], numbers[pair[1]]))
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
    first_count = sum(first in pair for pair in ordered)
    rest_count = len(ordered) - first_count
    cuts = [first_count + rest_count * number // count for number in range(count + 1)]
    return [
        ordered[number:first_count:count] + ordered[cuts[number] : cuts[number + 1]]
        for number in range(count)
    ]
