"""Revisions of articles in which the new position of a chosen passage, or its loss, is known.

An article is divided into sentences of words; the chosen words are carried through every edit.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tui.text.document import Document, Role
from tui.text.span import Span

NEW = (
    "A spokesperson for the ministry declined to answer questions about the matter.",
    "The figures could not be verified independently.",
    "Markets in Asia closed slightly lower after the announcement.",
    "This story is developing and will be updated.",
    "Weather across the region is expected to improve by Tuesday.",
)
UNRELATED = (
    "Rain delayed the opening of the annual flower show until late in the afternoon.",
    "The museum will lend eleven drawings to a gallery in Lisbon next spring.",
    "Farmers along the coast have asked for help with rising feed prices.",
)
NAMES = ("Martinez", "Kowalski", "Okafor", "Lindqvist", "Ottawa", "Nairobi")
ADDED = (" according to two officials", " on Thursday evening", " in a written statement")


@dataclass(slots=True)
class Sentence:
    """A sentence, word by word; `chosen` is True for the words of the passage."""

    words: list[str]
    gap: str
    """The text between this sentence and the next."""
    chosen: list[bool] = field(default_factory=list)
    is_neighbour: bool = False
    """True if it stood next to the passage when that was chosen."""

    def copy(self) -> "Sentence":
        """Return another sentence of the same words."""
        return Sentence(list(self.words), self.gap, list(self.chosen))

    @property
    def has_passage(self) -> bool:
        """True if any of its words belong to the passage."""
        return any(self.chosen)


Text = list[Sentence]


@dataclass(frozen=True, slots=True)
class Case:
    """A passage of one text, and its span in another; None if it is not there any more."""

    kind: str
    old: str
    passage: Span
    new: str
    truth: Span | None


def divide_document(document: Document) -> Text:
    """Return the body of `document` as sentences."""
    passages = [p for p in document.passages if p.role is Role.BODY and p.duplicate_of is None]
    text: Text = []
    for n, passage in enumerate(passages):
        words = re.findall(r"\S+", document.words_of(document.passages.index(passage)))
        last = n + 1 == len(passages) or passages[n + 1].paragraph != passage.paragraph
        text.append(Sentence(words, "\n\n" if last else " ", [False] * len(words)))
    return text


def join_text(text: Text) -> tuple[str, Span | None]:
    """Return the text as one string, and the span of the chosen words."""
    parts: list[str] = []
    offset, start, end = 0, None, 0
    for sentence in text:
        for n, word in enumerate(sentence.words):
            if sentence.chosen[n]:
                start = offset if start is None else start
                end = offset + len(word)
            gap = " " if n + 1 < len(sentence.words) else sentence.gap
            parts += (word, gap)
            offset += len(word) + len(gap)
    return "".join(parts), None if start is None else Span(start, end)


def choose_passage(text: Text, rng: random.Random, length: str) -> Text:
    """Return a copy of `text` with a chosen passage: a `sentence`, `pair`, `phrase` or `word`."""
    text = [sentence.copy() for sentence in text]
    n = rng.choice([n for n, p in enumerate(text) if len(p.words) >= 9])  # noqa: PLR2004
    sentence = text[n]
    if length in {"sentence", "pair"}:
        sentence.chosen = [True] * len(sentence.words)
        if length == "pair" and n + 1 < len(text):
            text[n + 1].chosen = [True] * len(text[n + 1].words)
        return text
    size = {"phrase": 6, "word": 1}[length]
    first = rng.randrange(1, len(sentence.words) - size)
    sentence.chosen = [first <= k < first + size for k in range(len(sentence.words))]
    return text


def _first_sentence(text: Text) -> int:
    return next(n for n, sentence in enumerate(text) if sentence.has_passage)


def _new_sentence(words: str, gap: str = " ") -> Sentence:
    row = words.split()
    return Sentence(row, gap, [False] * len(row))


def _strip_marks(word: str) -> str:
    return word.strip("\"'“”‘’.,;:()")


def _change_fact(sentence: Sentence, rng: random.Random, *, names: bool) -> bool:
    """Change a number, or a name, of a sentence: of its chosen words if they have one."""
    positions = [
        n
        for n, word in enumerate(sentence.words)
        if (first := _strip_marks(word)[:1])
        and ((first.isupper() and n) if names else first.isdigit())
    ]
    positions = [n for n in positions if sentence.chosen[n]] or positions
    if not positions:
        return False
    n = rng.choice(positions)
    old = _strip_marks(sentence.words[n])
    new = rng.choice(NAMES) if names else str(rng.randrange(2, 9000))
    if new == old:
        return False
    sentence.words[n] = sentence.words[n].replace(old, new)
    return True


def number_changed(text: Text, rng: random.Random) -> bool:
    return _change_fact(text[_first_sentence(text)], rng, names=False)


def name_changed(text: Text, rng: random.Random) -> bool:
    return _change_fact(text[_first_sentence(text)], rng, names=True)


def names_exchanged(text: Text, rng: random.Random) -> bool:
    del rng
    sentence = text[_first_sentence(text)]
    positions = [
        n for n, word in enumerate(sentence.words) if n and word.isalpha() and word.istitle()
    ]
    if len(positions) < 2:  # noqa: PLR2004
        return False
    first, last = positions[0], positions[-1]
    sentence.words[first], sentence.words[last] = sentence.words[last], sentence.words[first]
    return True


def words_changed(text: Text, rng: random.Random) -> bool:
    sentence = text[_first_sentence(text)]
    small = [n for n, word in enumerate(sentence.words) if word.isalpha() and word.islower()]
    for n in rng.sample(small, min(len(small), max(1, len(sentence.words) // 8))):
        sentence.words[n] = rng.choice(["reportedly", "later", "further", "also", "sharply"])
    return bool(small)


def typing_mended(text: Text, rng: random.Random) -> bool:
    sentence = text[_first_sentence(text)]
    long = [n for n, word in enumerate(sentence.words) if len(word) > 5]  # noqa: PLR2004
    for n in rng.sample(long, min(2, len(long))):
        word = sentence.words[n]
        sentence.words[n] = word[:2] + word[3] + word[2] + word[4:]
    return bool(long)


def clause_added(text: Text, rng: random.Random) -> bool:
    sentence = text[_first_sentence(text)]
    n = rng.randrange(2, len(sentence.words))
    clause = rng.choice(ADDED).split()
    is_inside = sentence.chosen[n - 1] and sentence.chosen[n]
    sentence.words[n:n] = clause
    sentence.chosen[n:n] = [is_inside] * len(clause)
    return True


def clause_cut(text: Text, rng: random.Random) -> bool:
    sentence = text[_first_sentence(text)]
    if len(sentence.words) < 14:  # noqa: PLR2004
        return False
    n = rng.randrange(1, len(sentence.words) - 5)
    if any(sentence.chosen[n : n + 4]) and not all(sentence.chosen[n : n + 4]):
        return False
    del sentence.words[n : n + 4], sentence.chosen[n : n + 4]
    return sentence.has_passage


def put_in_before(text: Text, rng: random.Random) -> bool:
    text.insert(_first_sentence(text), _new_sentence(rng.choice(NEW)))
    return True


def put_in_after(text: Text, rng: random.Random) -> bool:
    last = max(n for n, sentence in enumerate(text) if sentence.has_passage)
    text.insert(last + 1, _new_sentence(rng.choice(NEW), text[last].gap))
    text[last].gap = " "
    return True


def put_on_top(text: Text, rng: random.Random) -> bool:
    text.insert(0, _new_sentence(rng.choice(NEW), "\n\n"))
    return True


def neighbours_rewritten(text: Text, rng: random.Random) -> bool:
    first = _first_sentence(text)
    last = max(n for n, sentence in enumerate(text) if sentence.has_passage)
    for n in (first - 1, last + 1):
        if 0 <= n < len(text):
            text[n] = _new_sentence(rng.choice(NEW), text[n].gap)
    return True


def neighbours_cut(text: Text, rng: random.Random) -> bool:
    del rng
    last = max(n for n, sentence in enumerate(text) if sentence.has_passage)
    if last + 1 < len(text):
        del text[last + 1]
    if first := _first_sentence(text):
        del text[first - 1]
    return True


def sentence_moved(text: Text, rng: random.Random) -> bool:
    passage = [sentence for sentence in text if sentence.has_passage]
    others = [sentence for sentence in text if not sentence.has_passage]
    if len(others) < 4:  # noqa: PLR2004
        return False
    target = rng.randrange(len(others))
    text[:] = others[:target] + passage + others[target:]
    return True


def paragraphs_shuffled(text: Text, rng: random.Random) -> bool:
    blocks: list[Text] = [[]]
    for sentence in text:
        blocks[-1].append(sentence)
        if "\n" in sentence.gap:
            blocks.append([])
    blocks = [block for block in blocks if block]
    rng.shuffle(blocks)
    text[:] = [sentence for block in blocks for sentence in block]
    for sentence in text[:-1]:
        sentence.gap = sentence.gap or "\n\n"
    positions = [n for n, sentence in enumerate(text) if sentence.has_passage]
    return positions == list(range(positions[0], positions[-1] + 1))


def deleted(text: Text, rng: random.Random) -> bool:
    del rng
    for n in reversed(range(len(text))):
        if text[n].has_passage:
            if n and "\n" in text[n].gap:
                text[n - 1].gap = text[n].gap
            del text[n]
    return True


def replaced(text: Text, rng: random.Random) -> bool:
    first = _first_sentence(text)
    gap = text[first].gap
    deleted(text, rng)
    text.insert(min(first, len(text)), _new_sentence(rng.choice(UNRELATED), gap))
    return True


def _lookalike(text: Text, rng: random.Random) -> Sentence | None:
    sentence = text[_first_sentence(text)].copy()
    is_changed = _change_fact(sentence, rng, names=False)
    is_changed = _change_fact(sentence, rng, names=True) or is_changed
    sentence.chosen = [False] * len(sentence.words)
    return sentence if is_changed else None


def with_lookalike(text: Text, rng: random.Random) -> bool:
    """Put in a sentence like the passage's, before it is noted: elsewhere or next to it."""
    twin = _lookalike(text, rng)
    if twin is None:
        return False
    last = max(n for n, sentence in enumerate(text) if sentence.has_passage)
    spots = [n for n in range(len(text)) if n <= _first_sentence(text) or n > last]
    text.insert(rng.choice([*spots, last + 1]), twin)
    return True


def with_copy(text: Text, rng: random.Random) -> bool:
    """Put in the passage's sentence again, before it is noted: as a caption or teaser has it."""
    twin = text[_first_sentence(text)].copy()
    twin.chosen = [False] * len(twin.words)
    last = max(n for n, sentence in enumerate(text) if sentence.has_passage)
    spots = [n for n in range(len(text) + 1) if n < _first_sentence(text) or n > last + 1]
    if not spots:
        return False
    text.insert(rng.choice(spots), twin)
    return True


def lookalike_put_in(text: Text, rng: random.Random) -> bool:
    """Remove the passage after it is noted, and put a sentence like it far from its position."""
    twin = _lookalike(text, rng)
    if twin is None:
        return False
    first = _first_sentence(text)
    deleted(text, rng)
    spots = [
        n
        for n in range(len(text))
        if abs(n - first) > 3 and not any(p.is_neighbour for p in text[max(0, n - 4) : n + 4])  # noqa: PLR2004
    ]
    if not spots:
        return False
    text.insert(rng.choice(spots), twin)
    return True


def word_elsewhere_only(text: Text, rng: random.Random) -> bool:
    """Remove the sentence; some of its words stand in another one."""
    words = [
        word
        for sentence in text
        for word, is_chosen in zip(sentence.words, sentence.chosen, strict=True)
        if is_chosen
    ]
    deleted(text, rng)
    sentence = text[rng.randrange(len(text))]
    n = rng.randrange(1, len(sentence.words))
    sentence.words[n:n] = words[:3]
    sentence.chosen[n:n] = [False] * len(words[:3])
    return True


Edit = Callable[[Text, random.Random], bool]
KEEPING: tuple[Edit, ...] = (
    number_changed,
    name_changed,
    names_exchanged,
    words_changed,
    typing_mended,
    clause_added,
    clause_cut,
    put_in_before,
    put_in_after,
    put_on_top,
    neighbours_rewritten,
    neighbours_cut,
    sentence_moved,
    paragraphs_shuffled,
)
FACTS = {number_changed, name_changed, names_exchanged}
UPROOTING = {sentence_moved, neighbours_rewritten, neighbours_cut, paragraphs_shuffled}
REWORDING = {words_changed, typing_mended, clause_added, clause_cut}
UNDECIDABLE = "undecidable"
"""The beginning of the kind of cases that count for no recall: no text can identify the sentence.

Either a fact in it has changed and no neighbour is left, which is exactly what `lookalike_put_in`
does; or a copy of it is left and no neighbour.
"""
REMOVING: tuple[Edit, ...] = (deleted, replaced, lookalike_put_in, word_elsewhere_only)
BEFORE: tuple[Edit, ...] = (with_lookalike, with_copy)
LENGTHS = ("sentence", "sentence", "sentence", "pair", "phrase", "word")


def cases(documents: list[Document], count: int, seed: int) -> Iterator[Case]:
    """Yield `count` cases of every kind of single edit, and as many of several edits at once."""
    rng = random.Random(seed)  # noqa: S311
    texts = [text for text in map(divide_document, documents) if len(text) > 6]  # noqa: PLR2004
    for edit in (*KEEPING, *REMOVING):
        for before in ((), *((before,) for before in BEFORE)):
            name = ", ".join(e.__name__ for e in (*before, edit))
            for _ in range(count):
                yield from _case(_label(name, before, (edit,)), texts, rng, before, (edit,))
    for _ in range(count * len(KEEPING)):
        edits = tuple(rng.sample(KEEPING, rng.randrange(2, 5)))
        before = (rng.choice(BEFORE),) if rng.random() < 0.3 else ()  # noqa: PLR2004
        yield from _case(_label("several kept", before, edits), texts, rng, before, edits)
        removing = (*(e for e in edits if e not in REWORDING), rng.choice(REMOVING))
        yield from _case("several, gone", texts, rng, before, removing)


def _label(name: str, before: tuple[Edit, ...], after: tuple[Edit, ...]) -> str:
    is_uprooted = not UPROOTING.isdisjoint(after)
    is_decidable = with_copy not in before and FACTS.isdisjoint(after)
    return f"{UNDECIDABLE}: {name}" if is_uprooted and not is_decidable else name


def _case(
    kind: str,
    texts: list[Text],
    rng: random.Random,
    before: tuple[Edit, ...],
    after: tuple[Edit, ...],
) -> Iterator[Case]:
    text = choose_passage(rng.choice(texts), rng, rng.choice(LENGTHS))
    if not all(edit(text, rng) for edit in before):
        return
    for n, sentence in enumerate(text):
        sentence.is_neighbour = any(p.has_passage for p in text[max(0, n - 1) : n + 2])
    old, passage = join_text(text)
    if passage is None:
        return
    for edit in after:
        if not edit(text, rng):
            return
    new, target = join_text(text)
    yield Case(kind, old, passage, new, target)
