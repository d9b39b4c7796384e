"""The share of notes that are anchored wrongly, or lost, when their article changes.

    python benchmarks/anchors.py [--count 60] [--seed 1] [--seeds 1] [FOLDER …]

It is compared with a matcher that scores quote, prefix, suffix and position as Hypothesis does.
"""

import argparse
import time
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

from rapidfuzz import fuzz
from revisions import UNDECIDABLE, Case, cases

from tui.anchoring.resolver import AnchorResolver
from tui.anchoring.result import AnchorResult, AnchorState
from tui.corpus.loader import find, load
from tui.resources import SEEDS
from tui.text.parsing.document_parser import parse_document
from tui.text.span import Span


def find_by_variorum(case: Case) -> tuple[Span | None, AnchorState]:
    """Return the passage that `variorum` finds, in code points of the new file, and its state."""
    old, new = parse_document(case.old), parse_document(case.new)
    clean_span = Span(
        old.offset_map.to_clean(case.passage.start),
        old.offset_map.to_clean(case.passage.end - 1) + 1,
    )
    selector = AnchorResolver(old, "old").create_selector(clean_span)
    result: AnchorResult = AnchorResolver(new, "new").resolve(selector)
    return (
        None if result.span is None else new.offset_map.span_to_source(result.span)
    ), result.state


def find_by_weights(case: Case) -> Span | None:
    """Return the passage that the weights 50, 20, 20 and 2 find, without floor or margin."""
    text, quote = case.new, case.passage.of(case.old)
    prefix = case.old[max(0, case.passage.start - 32) : case.passage.start]
    suffix = case.old[case.passage.end : case.passage.end + 32]
    finds = [(Span(n, n + len(quote)), 0) for n in _exact(text, quote)]
    finds = finds or _closest(text, quote, min(256, len(quote) // 2))
    best: tuple[float, Span] | None = None
    for span, errors in finds:
        score = 50 * (1 - errors / len(quote))
        score += 20 * _context(text[max(0, span.start - len(prefix)) : span.start], prefix)
        score += 20 * _context(text[span.end : span.end + len(suffix)], suffix)
        score += 2 * (1 - abs(span.start - case.passage.start) / len(text))
        if best is None or score > best[0]:
            best = score, span
    return best[1] if best else None


def _exact(text: str, quote: str) -> list[int]:
    starts, start = [], text.find(quote)
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    return starts


def _context(text: str, context: str) -> float:
    return fuzz.partial_ratio(text, context) / 100 if context else 1.0


def _closest(text: str, quote: str, most: int) -> list[tuple[Span, int]]:
    """Return the substrings of `text` with fewest edits from `quote`, if these are up to `most`."""
    ends = _ends(text, quote)
    fewest = min((errors for _, errors in ends), default=most + 1)
    if fewest > most:
        return []
    substrings = []
    for end, errors in ends:
        if errors == fewest:
            window = text[max(0, end - len(quote) - most) : end]
            back = _ends(window[::-1], quote[::-1])
            length = min(back, key=lambda e: (e[1], abs(e[0] - len(quote))))[0]
            substrings.append((Span(end - length, end), errors))
    return substrings


def _ends(text: str, pattern: str) -> list[tuple[int, int]]:
    """Return for each end in `text` the edits from `pattern` of the best match (bit-parallel)."""
    size = len(pattern)
    positions: defaultdict[str, int] = defaultdict(int)
    for n, letter in enumerate(pattern):
        positions[letter] |= 1 << n
    all_bits, top = (1 << size) - 1, 1 << (size - 1)
    more, less, errors = all_bits, 0, size
    ends = []
    for n, letter in enumerate(text, 1):
        equal = positions.get(letter, 0)
        same = equal | less
        diagonal = (((equal & more) + more) ^ more) | equal
        up = less | ~(diagonal | more) & all_bits
        down = more & diagonal
        errors += bool(up & top) - bool(down & top)
        up, down = up << 1 & all_bits, down << 1 & all_bits
        more = down | ~(same | up) & all_bits
        less = up & same
        ends.append((n, errors))
    return ends


def right(span: Span, target: Span | None) -> bool:
    """Return True if `span` covers most of `target`, and little else."""
    if target is None:
        return False
    shared = min(span.end, target.end) - max(span.start, target.start)
    return shared >= 0.5 * max(span.end - span.start, target.end - target.start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="how many, from --seed on")
    parser.add_argument("--false", action="store_true", help="print our false and lost ones")
    parser.add_argument("folders", nargs="*", type=Path, default=[SEEDS])
    options = parser.parse_args()
    corpus_files = [load(path) for path in find(options.folders)]
    documents = [corpus_file.document for corpus_file in corpus_files if corpus_file.document]
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spent = 0.0
    seeds = range(options.seed, options.seed + options.seeds)
    for case in chain.from_iterable(cases(documents, options.count, seed) for seed in seeds):
        row = tally[case.kind]
        row["cases"] += 1
        row["there"] += case.truth is not None
        began = time.perf_counter()
        span, state = find_by_variorum(case)
        spent += time.perf_counter() - began
        row["told"] += state is AnchorState.AMBIGUOUS
        for name, result in (("ours", span), ("plain", find_by_weights(case))):
            if result is not None:
                row[f"{name} {'right' if right(result, case.truth) else 'false'}"] += 1
        is_right = right(span, case.truth) if span else case.truth is None
        if options.false and not is_right:
            _tell(case, span, state)
    _print(tally, spent)


def _tell(case: Case, span: Span | None, state: AnchorState) -> None:
    print(f"{case.kind}: {state}")
    print("   was", repr(case.passage.of(case.old)))
    print("   now", repr(case.truth and case.truth.of(case.new)))
    print("   got", repr(span and span.of(case.new)))


def _print(tally: dict[str, Counter[str]], spent: float) -> None:
    total: Counter[str] = Counter()
    decidable: Counter[str] = Counter()
    print(f"{'':46}{'':12} │ ours        │ plain")
    counts = f"{'found':>6}{'false':>6}"
    print(f"{'revision':46}{'cases':>6}{'there':>6} │{counts} │{counts}")
    for kind, row in sorted(tally.items(), key=lambda item: item[0].startswith(UNDECIDABLE)):
        total.update(row)
        decidable.update({} if kind.startswith(UNDECIDABLE) else row)
        print(_row(kind, row))
    print(_row("all", total))
    for name in ("ours", "plain"):
        recall = decidable[f"{name} right"] / (decidable["there"] or 1)
        wrong = total[f"{name} false"]
        share = wrong / total["cases"]
        print(f"{name:5}: recall {recall:.2%} where it can be told;", end=" ")
        print(f"false anchors {wrong} of {total['cases']} ({share:.2%}),", end=" ")
        print(f"{decidable[f'{name} false']} of them where it can be told")
    print(f"ours: {spent / total['cases'] * 1e3:.1f} ms a case, reading both texts included")


def _row(kind: str, row: Counter[str]) -> str:
    return (
        f"{kind:46}{row['cases']:6}{row['there']:6} │{row['ours right']:6}{row['ours false']:6} │"
        f"{row['plain right']:6}{row['plain false']:6}"
    )


if __name__ == "__main__":
    main()
