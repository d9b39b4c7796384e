"""Values that are changed in sentences, and harmless rewritings: the share that is reported.

    python benchmarks/value_swaps.py [-v] [ARTICLE or FOLDER …]

The sentences are those of the seeds, and of the events if they lie beside the checkout. A swap
counts as found if both values are reported, of 200; a harmless rewriting is a false alarm if
anything is reported, of 200.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.collation.differences.sentence_comparison import compare_sentences
from tui.collation.quotation_marks import quoted_spans
from tui.collation.values.names import find_names
from tui.collation.values.word_lists import word_list
from tui.corpus.loader import load
from tui.resources import SEEDS
from tui.text.document import Role
from tui.text.span import Span

COUNT = 200
SHORTEST, LONGEST = 6, 45
NAME, QUOTATION, LOOSENED = 4, 5, 0.5
EVENTS = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "events"
DAYS = word_list("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = word_list("January February March April June July August September October November")
WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
PEOPLE = ("Okafor", "Lindqvist", "Kowalski", "Martinez", "Haddad", "Nakamura")
OTHER_WORDS = ("gravely", "quietly", "orchard", "harvest", "reluctant", "enormous", "promise")
AUXILIARIES = r"\b(?:is|are|was|were|has|have|had|will|would|could|should|does|did)\b"
ADDED = (" on the record", " at the time", " in a long statement")


class Swap(NamedTuple):
    """A sentence, the same with one value changed, and the span of the value in each."""

    kind: str
    one: str
    other: str
    here: Span
    there: Span


def sentences(paths: Sequence[Path]) -> list[str]:
    """Return the sentences of the articles' bodies, each once."""
    texts: dict[str, None] = {}
    for path in paths:
        document = load(path).document
        if document is None:
            continue
        for n, passage in enumerate(document.passages):
            words = document.on_one_line(n)
            if passage.role is Role.BODY and SHORTEST <= len(words.split()) <= LONGEST:
                texts[words] = None
    return list(texts)


def make_swap(kind: str, words: str, span: Span, value: str) -> Swap:
    changed = words[: span.start] + value + words[span.end :]
    return Swap(kind, words, changed, span, Span(span.start, span.start + max(1, len(value))))


def swap_number(words: str, chance: random.Random) -> Swap | None:
    spots = [
        match
        for match in re.finditer(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})*(?![\w:/]|[.,]\d|-\d)", words)
        if not re.search(
            rf"(?:{'|'.join(MONTHS)}|May|Sept\.|Dec\.|R-|D-)\s*$", words[: match.start()]
        )
    ]
    spelled = list(re.finditer(rf"\b(?:{'|'.join(WORDS)})\b(?= [a-z]|-[a-z]+ [a-z])", words))
    if not spots and not spelled:
        return None
    match = chance.choice(spots + spelled)
    span = Span(*match.span())
    if match[0] in WORDS:
        return make_swap("number", words, span, chance.choice([w for w in WORDS if w != match[0]]))
    number = int(match[0].replace(",", ""))
    new = number + max(2, number // chance.choice((2, 3, 5)))
    return make_swap("number", words, span, f"{new:,}" if "," in match[0] else str(new))


def swap_date(words: str, chance: random.Random) -> Swap | None:
    spots = list(re.finditer(rf"\b(?:{'|'.join(DAYS)})\b", words))
    spots += list(re.finditer(rf"(?<=[iI]n )(?:{'|'.join(MONTHS)})\b", words))
    spots += list(re.finditer(r"(?<=[iI]n )(?:19|20)\d\d\b", words))
    if not spots:
        return None
    match = chance.choice(spots)
    if match[0].isdigit():
        value = str(int(match[0]) + chance.choice((-2, -1, 1, 3)))
    else:
        value = chance.choice([w for w in (DAYS if match[0] in DAYS else MONTHS) if w != match[0]])
    return make_swap("date", words, Span(*match.span()), value)


def swap_name(words: str, chance: random.Random) -> Swap | None:
    spots = [n.span for n in find_names(words) if " " not in n.span.of(words)]
    spots = [
        s
        for s in spots
        if s.start > 0 and words.count(s.of(words)) == 1 and len(s.of(words)) >= NAME
    ]
    spots = [
        s for s in spots if not re.search(rf"{'|'.join(DAYS)}|{'|'.join(MONTHS)}", s.of(words))
    ]
    if not spots:
        return None
    return make_swap("name", words, chance.choice(spots), chance.choice(PEOPLE))


def swap_quotation(words: str, chance: random.Random) -> Swap | None:
    spots = [
        Span(span.start + match.start(), span.start + match.end())
        for span in quoted_spans(words)
        if len(span.of(words).split()) >= QUOTATION
        for match in re.finditer(r"\b[a-z]{5,}\b", span.of(words))
    ]
    return (
        make_swap("quote", words, chance.choice(spots), chance.choice(OTHER_WORDS))
        if spots
        else None
    )


def swap_negation(words: str, chance: random.Random) -> Swap | None:
    if re.search(r"\b(?:not|no|never|nor|neither|without|none|nothing)\b|n['’]t\b|non-", words):
        return None
    spots = list(re.finditer(rf"{AUXILIARIES}(?= [a-z]{{4,}})", words))
    if not spots:
        return None
    match = chance.choice(spots)
    changed = f"{words[: match.end()]} not{words[match.end() :]}"
    return Swap(
        "negation",
        words,
        changed,
        Span(match.start(), len(words)),
        Span(match.end(), match.end() + 4),
    )


SWAPS: tuple[Callable[[str, random.Random], Swap | None], ...] = (
    swap_number,
    swap_date,
    swap_name,
    swap_quotation,
    swap_negation,
)
FIGURES = {v: k for k, v in WORDS.items()}
REWRITINGS: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    ("marks", "[“”]", lambda _: '"'),
    ("marks", "[‘’]", lambda _: "'"),
    ("figures", r"(?<![\w.,$-])[2-9](?= [a-z])", lambda m: FIGURES[int(m[0])]),
    ("figures", rf"\b(?:{'|'.join(WORDS)})\b(?= [a-z])", lambda m: str(WORDS[m[0]])),
    ("thousands", r"(?<=\d),(?=\d{3}\b)", lambda _: ""),
    ("share", r" percent\b", lambda _: "%"),
    ("share", r"(?<=\d)%", lambda _: " percent"),
    ("million", r"(?<=\d)(?<!\.\d) million\b", lambda _: ",000,000"),
    ("title", r"\bPresident (?=[A-Z])", lambda _: "Mr. "),
    ("title", r"\b(?:Mr|Ms|Mrs)\. (?=[A-Z])", lambda _: ""),
    ("title", r"\bRepresentative (?=[A-Z])", lambda _: "Rep. "),
    ("first name", r"\bPresident Obama\b", lambda _: "President Barack Obama"),
    ("first name", r"\b(?:Barack|Donald|Mitt|Antony|Joe) (?=[A-Z])", lambda _: ""),
    ("short name", r"\bUnited States\b", lambda _: "U.S."),
    ("short name", r"\bthe (?:U\.S\.|US)(?= )", lambda _: "the United States"),
    ("short name", r"\bRepublicans\b", lambda _: "GOP"),
    ("date", rf"\b({'|'.join(MONTHS)}) (\d\d?)\b", lambda m: f"{m[2]} {m[1]}"),
    ("date", r"\bSeptember(?= \d)", lambda _: "Sept."),
    ("contraction", r"\b(do|does|did|is|was|has|have|would|could) not\b", lambda m: f"{m[1]}n't"),
    (
        "contraction",
        r"\b(do|does|did|is|was|has|have|would|could)n['’]t\b",
        lambda m: f"{m[1]} not",
    ),
    (
        "contraction",
        r"\b(I|we|you|they)['’](re|ve)\b",
        lambda m: f"{m[1]} {'are' if m[2] == 're' else 'have'}",
    ),
    ("dash", " -- |—| — ", lambda _: " – "),
    ("hyphen", r"\be-mail", lambda _: "email"),
    ("verb", r"\bsaid\b(?! that)", lambda _: "stated"),
    ("verb", r"\bshowed\b", lambda _: "revealed"),
    ("order", r"^(On \w+day), (.+?)\.$", lambda m: f"{m[2]} {m[1].lower().capitalize()}."),
)


def rewrite(words: str, chance: random.Random) -> tuple[str, str] | None:
    """Return the kind of a harmless rewriting of a sentence, and its result; some have two."""
    fitting = [r for r in REWRITINGS if re.search(r[1], words)]
    fitting = [r for r in fitting if r[0] not in {"verb", "hyphen"} or not quoted_spans(words)]
    if not fitting:
        return None
    selected = chance.sample(fitting, min(len(fitting), chance.choice((1, 2))))
    changed = words
    for _, pattern, change in selected:
        changed = re.sub(pattern, change, changed)
    return ("+".join(c[0] for c in selected), changed) if changed != words else None


def add_words(words: str, chance: random.Random) -> str:
    """Return the sentence, with a few words added before its end in about half of the cases."""
    if words.endswith(".") and chance.random() < LOOSENED:
        return words[:-1] + chance.choice(ADDED) + "."
    return words


def swaps(texts: Sequence[str], chance: random.Random) -> Iterator[Swap]:
    """Yield swaps of all kinds in turn, some in sentences with added words."""
    while True:
        for make in SWAPS:
            swap = None
            while swap is None:
                swap = make(chance.choice(texts), chance)
            yield swap._replace(other=add_words(swap.other, chance))


def main() -> None:
    paths_given = [Path(name) for name in sys.argv[1:] if name != "-v"]
    folders = paths_given or [SEEDS, *sorted(EVENTS.glob("*"))]
    paths = [p for f in folders for p in (sorted(f.glob("*.txt")) if f.is_dir() else [f])]
    texts = sentences(paths)
    chance = random.Random(16)  # noqa: S311  # the same sentences each time
    kinds, hits = Counter[str](), Counter[str]()
    for swap, _ in zip(swaps(texts, chance), range(COUNT), strict=False):
        pairs = compare_sentences(swap.one, swap.other)
        is_hit = any(p.here.meets(swap.here) and p.there.meets(swap.there) for p in pairs)
        kinds[swap.kind] += 1
        hits[swap.kind] += is_hit
        if "-v" in sys.argv and not is_hit:
            print(f"missed {swap.kind}:\n  {swap.one}\n  {swap.other}")
    alarms, rewritten = Counter[str](), 0
    while rewritten < COUNT:
        words = chance.choice(texts)
        if (rewriting := rewrite(words, chance)) is None:
            continue
        rewritten += 1
        changed = add_words(rewriting[1], chance)
        if pairs := compare_sentences(words, changed):
            alarms[rewriting[0]] += 1
            if "-v" in sys.argv:
                p = pairs[0]
                print(
                    f"alarm {rewriting[0]}: {p.kind}"
                    f" {p.here.of(words)!r} | {p.there.of(changed)!r}\n"
                    f"  {words}\n  {changed}"
                )
    print(f"{len(texts)} sentences of {len(paths)} articles")
    for kind, count in sorted(kinds.items()):
        print(f"{kind:9} {hits[kind]}/{count}")
    print(f"recall {hits.total() / COUNT:.3f}  false alarms {alarms.total() / COUNT:.3f}")


if __name__ == "__main__":
    main()
