"""Values swapped in sentences, and sentences rewritten without a change of any: what is noticed?

    python benchmarks/value_swaps.py [-v] [ARTICLE or FOLDER …]

The sentences are those of the seeds, and of the events if they lie beside the checkout. Of 200
swaps those count as found of which both values are reported; of 200 harmless rewritings those are
false alarms of which anything is.
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
    """A sentence, another with one value changed, and where the value is in each."""

    kind: str
    one: str
    other: str
    here: Span
    there: Span


def sentences(paths: Sequence[Path]) -> list[str]:
    """The sentences of the articles' bodies, each once."""
    found: dict[str, None] = {}
    for path in paths:
        document = load(path).document
        if document is None:
            continue
        for n, passage in enumerate(document.passages):
            words = document.on_one_line(n)
            if passage.role is Role.BODY and SHORTEST <= len(words.split()) <= LONGEST:
                found[words] = None
    return list(found)


def swapped(kind: str, one: str, span: Span, value: str) -> Swap:
    other = one[: span.start] + value + one[span.end :]
    return Swap(kind, one, other, span, Span(span.start, span.start + max(1, len(value))))


def swap_number(words: str, chance: random.Random) -> Swap | None:
    spots = [
        found
        for found in re.finditer(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})*(?![\w:/]|[.,]\d|-\d)", words)
        if not re.search(
            rf"(?:{'|'.join(MONTHS)}|May|Sept\.|Dec\.|R-|D-)\s*$", words[: found.start()]
        )
    ]
    spelt = list(re.finditer(rf"\b(?:{'|'.join(WORDS)})\b(?= [a-z]|-[a-z]+ [a-z])", words))
    if not spots and not spelt:
        return None
    found = chance.choice(spots + spelt)
    span = Span(*found.span())
    if found[0] in WORDS:
        return swapped("number", words, span, chance.choice([w for w in WORDS if w != found[0]]))
    number = int(found[0].replace(",", ""))
    changed = number + max(2, number // chance.choice((2, 3, 5)))
    return swapped("number", words, span, f"{changed:,}" if "," in found[0] else str(changed))


def swap_date(words: str, chance: random.Random) -> Swap | None:
    spots = list(re.finditer(rf"\b(?:{'|'.join(DAYS)})\b", words))
    spots += list(re.finditer(rf"(?<=[iI]n )(?:{'|'.join(MONTHS)})\b", words))
    spots += list(re.finditer(r"(?<=[iI]n )(?:19|20)\d\d\b", words))
    if not spots:
        return None
    found = chance.choice(spots)
    if found[0].isdigit():
        value = str(int(found[0]) + chance.choice((-2, -1, 1, 3)))
    else:
        value = chance.choice([w for w in (DAYS if found[0] in DAYS else MONTHS) if w != found[0]])
    return swapped("date", words, Span(*found.span()), value)


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
    return swapped("name", words, chance.choice(spots), chance.choice(PEOPLE))


def swap_quoted(words: str, chance: random.Random) -> Swap | None:
    spots = [
        Span(span.start + found.start(), span.start + found.end())
        for span in quoted_spans(words)
        if len(span.of(words).split()) >= QUOTATION
        for found in re.finditer(r"\b[a-z]{5,}\b", span.of(words))
    ]
    return (
        swapped("quote", words, chance.choice(spots), chance.choice(OTHER_WORDS)) if spots else None
    )


def swap_negation(words: str, chance: random.Random) -> Swap | None:
    if re.search(r"\b(?:not|no|never|nor|neither|without|none|nothing)\b|n['’]t\b|non-", words):
        return None
    spots = list(re.finditer(rf"{AUXILIARIES}(?= [a-z]{{4,}})", words))
    if not spots:
        return None
    found = chance.choice(spots)
    other = f"{words[: found.end()]} not{words[found.end() :]}"
    return Swap(
        "negation",
        words,
        other,
        Span(found.start(), len(words)),
        Span(found.end(), found.end() + 4),
    )


SWAPS: tuple[Callable[[str, random.Random], Swap | None], ...] = (
    swap_number,
    swap_date,
    swap_name,
    swap_quoted,
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


def rewritten(words: str, chance: random.Random) -> tuple[str, str] | None:
    """A sentence rewritten so that it says the same, and how; some of them in two ways."""
    fit = [r for r in REWRITINGS if re.search(r[1], words)]
    fit = [r for r in fit if r[0] not in {"verb", "hyphen"} or not quoted_spans(words)]
    if not fit:
        return None
    chosen = chance.sample(fit, min(len(fit), chance.choice((1, 2))))
    other = words
    for _, pattern, change in chosen:
        other = re.sub(pattern, change, other)
    return ("+".join(c[0] for c in chosen), other) if other != words else None


def loosened(words: str, chance: random.Random) -> str:
    """The sentence with a few words added before its end, outside of marks."""
    if words.endswith(".") and chance.random() < LOOSENED:
        return words[:-1] + chance.choice(ADDED) + "."
    return words


def swaps(texts: Sequence[str], chance: random.Random) -> Iterator[Swap]:
    """Swaps of all kinds in turn, some in sentences that were loosened besides."""
    while True:
        for make in SWAPS:
            swap = None
            while swap is None:
                swap = make(chance.choice(texts), chance)
            yield swap._replace(other=loosened(swap.other, chance))


def main() -> None:
    named = [Path(name) for name in sys.argv[1:] if name != "-v"]
    folders = named or [SEEDS, *sorted(EVENTS.glob("*"))]
    paths = [p for f in folders for p in (sorted(f.glob("*.txt")) if f.is_dir() else [f])]
    texts = sentences(paths)
    chance = random.Random(16)  # noqa: S311  # the same sentences each time
    kinds, found = Counter[str](), Counter[str]()
    for swap, _ in zip(swaps(texts, chance), range(COUNT), strict=False):
        pairs = compare_sentences(swap.one, swap.other)
        hit = any(p.here.meets(swap.here) and p.there.meets(swap.there) for p in pairs)
        kinds[swap.kind] += 1
        found[swap.kind] += hit
        if "-v" in sys.argv and not hit:
            print(f"missed {swap.kind}:\n  {swap.one}\n  {swap.other}")
    alarms, done = Counter[str](), 0
    while done < COUNT:
        words = chance.choice(texts)
        if (made := rewritten(words, chance)) is None:
            continue
        done += 1
        other = loosened(made[1], chance)
        if pairs := compare_sentences(words, other):
            alarms[made[0]] += 1
            if "-v" in sys.argv:
                p = pairs[0]
                print(
                    f"alarm {made[0]}: {p.kind} {p.here.of(words)!r} | {p.there.of(other)!r}\n"
                    f"  {words}\n  {other}"
                )
    print(f"{len(texts)} sentences of {len(paths)} articles")
    for kind, count in sorted(kinds.items()):
        print(f"{kind:9} {found[kind]}/{count}")
    print(f"recall {found.total() / COUNT:.3f}  false alarms {alarms.total() / COUNT:.3f}")


if __name__ == "__main__":
    main()
