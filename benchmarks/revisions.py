"""Revisions of articles in which it is known where a chosen passage went, or that it is gone.

An article is taken apart into sentences of words; those chosen are carried through every edit.
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
class Piece:
    """A sentence, word by word; `chosen` tells which words are the passage's."""

    words: list[str]
    gap: str
    """What stands between this sentence and the next."""
    chosen: list[bool] = field(default_factory=list)
    beside: bool = False
    """Whether it stood next to the passage when that was chosen."""

    def copy(self) -> "Piece":
        """Another piece of the same words."""
        return Piece(list(self.words), self.gap, list(self.chosen))

    @property
    def here(self) -> bool:
        """Whether any of its words are the passage's."""
        return any(self.chosen)


Text = list[Piece]


@dataclass(frozen=True, slots=True)
class Case:
    """A passage of one text, and where it is in another; no span if it is there no more."""

    kind: str
    old: str
    passage: Span
    new: str
    truth: Span | None


def taken_apart(document: Document) -> Text:
    """The body of `document` as pieces."""
    said = [p for p in document.passages if p.role is Role.BODY and p.duplicate_of is None]
    text: Text = []
    for n, passage in enumerate(said):
        words = re.findall(r"\S+", document.words_of(document.passages.index(passage)))
        last = n + 1 == len(said) or said[n + 1].paragraph != passage.paragraph
        text.append(Piece(words, "\n\n" if last else " ", [False] * len(words)))
    return text


def written(text: Text) -> tuple[str, Span | None]:
    """The text put together, and the span of the words chosen."""
    out: list[str] = []
    at, start, end = 0, None, 0
    for piece in text:
        for n, word in enumerate(piece.words):
            if piece.chosen[n]:
                start = at if start is None else start
                end = at + len(word)
            gap = " " if n + 1 < len(piece.words) else piece.gap
            out += (word, gap)
            at += len(word) + len(gap)
    return "".join(out), None if start is None else Span(start, end)


def chosen(text: Text, rng: random.Random, length: str) -> Text:
    """A copy of `text` with a passage chosen: a `sentence`, `pair`, `phrase` or `word`."""
    text = [piece.copy() for piece in text]
    n = rng.choice([n for n, p in enumerate(text) if len(p.words) >= 9])  # noqa: PLR2004
    piece = text[n]
    if length in {"sentence", "pair"}:
        piece.chosen = [True] * len(piece.words)
        if length == "pair" and n + 1 < len(text):
            text[n + 1].chosen = [True] * len(text[n + 1].words)
        return text
    size = {"phrase": 6, "word": 1}[length]
    first = rng.randrange(1, len(piece.words) - size)
    piece.chosen = [first <= k < first + size for k in range(len(piece.words))]
    return text


def _at(text: Text) -> int:
    return next(n for n, piece in enumerate(text) if piece.here)


def _sentence(words: str, gap: str = " ") -> Piece:
    row = words.split()
    return Piece(row, gap, [False] * len(row))


def _bare(word: str) -> str:
    return word.strip("\"'“”‘’.,;:()")


def _swapped(piece: Piece, rng: random.Random, *, names: bool) -> bool:
    """Change a number, or a name, of `piece` (of the words chosen if they have one)."""
    fits = [
        n
        for n, word in enumerate(piece.words)
        if _bare(word) and ((_bare(word)[0].isupper() and n) if names else _bare(word)[0].isdigit())
    ]
    fits = [n for n in fits if piece.chosen[n]] or fits
    if not fits:
        return False
    n = rng.choice(fits)
    old = _bare(piece.words[n])
    new = rng.choice(NAMES) if names else str(rng.randrange(2, 9000))
    if new == old:
        return False
    piece.words[n] = piece.words[n].replace(old, new)
    return True


def number_changed(text: Text, rng: random.Random) -> bool:
    return _swapped(text[_at(text)], rng, names=False)


def name_changed(text: Text, rng: random.Random) -> bool:
    return _swapped(text[_at(text)], rng, names=True)


def names_exchanged(text: Text, rng: random.Random) -> bool:
    del rng
    piece = text[_at(text)]
    fits = [n for n, word in enumerate(piece.words) if n and word.isalpha() and word.istitle()]
    if len(fits) < 2:  # noqa: PLR2004
        return False
    a, b = fits[0], fits[-1]
    piece.words[a], piece.words[b] = piece.words[b], piece.words[a]
    return True


def words_changed(text: Text, rng: random.Random) -> bool:
    piece = text[_at(text)]
    small = [n for n, word in enumerate(piece.words) if word.isalpha() and word.islower()]
    for n in rng.sample(small, min(len(small), max(1, len(piece.words) // 8))):
        piece.words[n] = rng.choice(["reportedly", "later", "further", "also", "sharply"])
    return bool(small)


def typing_mended(text: Text, rng: random.Random) -> bool:
    piece = text[_at(text)]
    long = [n for n, word in enumerate(piece.words) if len(word) > 5]  # noqa: PLR2004
    for n in rng.sample(long, min(2, len(long))):
        word = piece.words[n]
        piece.words[n] = word[:2] + word[3] + word[2] + word[4:]
    return bool(long)


def clause_added(text: Text, rng: random.Random) -> bool:
    piece = text[_at(text)]
    n = rng.randrange(2, len(piece.words))
    added = rng.choice(ADDED).split()
    inside = piece.chosen[n - 1] and piece.chosen[n]
    piece.words[n:n] = added
    piece.chosen[n:n] = [inside] * len(added)
    return True


def clause_cut(text: Text, rng: random.Random) -> bool:
    piece = text[_at(text)]
    if len(piece.words) < 14:  # noqa: PLR2004
        return False
    n = rng.randrange(1, len(piece.words) - 5)
    if any(piece.chosen[n : n + 4]) and not all(piece.chosen[n : n + 4]):
        return False
    del piece.words[n : n + 4], piece.chosen[n : n + 4]
    return piece.here


def put_in_before(text: Text, rng: random.Random) -> bool:
    text.insert(_at(text), _sentence(rng.choice(NEW)))
    return True


def put_in_after(text: Text, rng: random.Random) -> bool:
    last = max(n for n, piece in enumerate(text) if piece.here)
    text.insert(last + 1, _sentence(rng.choice(NEW), text[last].gap))
    text[last].gap = " "
    return True


def put_on_top(text: Text, rng: random.Random) -> bool:
    text.insert(0, _sentence(rng.choice(NEW), "\n\n"))
    return True


def neighbours_rewritten(text: Text, rng: random.Random) -> bool:
    at = _at(text)
    last = max(n for n, piece in enumerate(text) if piece.here)
    for n in (at - 1, last + 1):
        if 0 <= n < len(text):
            text[n] = _sentence(rng.choice(NEW), text[n].gap)
    return True


def neighbours_cut(text: Text, rng: random.Random) -> bool:
    del rng
    last = max(n for n, piece in enumerate(text) if piece.here)
    if last + 1 < len(text):
        del text[last + 1]
    if at := _at(text):
        del text[at - 1]
    return True


def sentence_moved(text: Text, rng: random.Random) -> bool:
    moving = [piece for piece in text if piece.here]
    rest = [piece for piece in text if not piece.here]
    if len(rest) < 4:  # noqa: PLR2004
        return False
    to = rng.randrange(len(rest))
    text[:] = rest[:to] + moving + rest[to:]
    return True


def paragraphs_shuffled(text: Text, rng: random.Random) -> bool:
    blocks: list[Text] = [[]]
    for piece in text:
        blocks[-1].append(piece)
        if "\n" in piece.gap:
            blocks.append([])
    blocks = [block for block in blocks if block]
    rng.shuffle(blocks)
    text[:] = [piece for block in blocks for piece in block]
    for piece in text[:-1]:
        piece.gap = piece.gap or "\n\n"
    pieces = [n for n, piece in enumerate(text) if piece.here]
    return pieces == list(range(pieces[0], pieces[-1] + 1))


def deleted(text: Text, rng: random.Random) -> bool:
    del rng
    for n in reversed(range(len(text))):
        if text[n].here:
            if n and "\n" in text[n].gap:
                text[n - 1].gap = text[n].gap
            del text[n]
    return True


def replaced(text: Text, rng: random.Random) -> bool:
    first = _at(text)
    gap = text[first].gap
    deleted(text, rng)
    text.insert(min(first, len(text)), _sentence(rng.choice(UNRELATED), gap))
    return True


def _lookalike(text: Text, rng: random.Random) -> Piece | None:
    piece = text[_at(text)].copy()
    done = _swapped(piece, rng, names=False)
    done = _swapped(piece, rng, names=True) or done
    piece.chosen = [False] * len(piece.words)
    return piece if done else None


def with_lookalike(text: Text, rng: random.Random) -> bool:
    """Before the passage is noted: a sentence like its own, elsewhere or next to it."""
    twin = _lookalike(text, rng)
    if twin is None:
        return False
    last = max(n for n, piece in enumerate(text) if piece.here)
    spots = [n for n in range(len(text)) if n <= _at(text) or n > last]
    text.insert(rng.choice([*spots, last + 1]), twin)
    return True


def with_copy(text: Text, rng: random.Random) -> bool:
    """Before the passage is noted: its sentence once more, as a caption or teaser has it."""
    twin = text[_at(text)].copy()
    twin.chosen = [False] * len(twin.words)
    last = max(n for n, piece in enumerate(text) if piece.here)
    spots = [n for n in range(len(text) + 1) if n < _at(text) or n > last + 1]
    if not spots:
        return False
    text.insert(rng.choice(spots), twin)
    return True


def lookalike_put_in(text: Text, rng: random.Random) -> bool:
    """After it is noted: the passage goes and another of the same making comes, far from there."""
    twin = _lookalike(text, rng)
    if twin is None:
        return False
    at = _at(text)
    deleted(text, rng)
    spots = [
        n
        for n in range(len(text))
        if abs(n - at) > 3 and not any(p.beside for p in text[max(0, n - 4) : n + 4])  # noqa: PLR2004
    ]
    if not spots:
        return False
    text.insert(rng.choice(spots), twin)
    return True


def word_elsewhere_only(text: Text, rng: random.Random) -> bool:
    """The sentence goes, but its words stand here and there in other sentences."""
    words = [w for piece in text for w, yes in zip(piece.words, piece.chosen, strict=True) if yes]
    deleted(text, rng)
    piece = text[rng.randrange(len(text))]
    n = rng.randrange(1, len(piece.words))
    piece.words[n:n] = words[:3]
    piece.chosen[n:n] = [False] * len(words[:3])
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
"""What starts so counts for no recall: nothing in the text tells which sentence it is.

Either a fact changed in it and nothing around it is left, which is to the letter what
`lookalike_put_in` does; or a copy of it is left and nothing around it.
"""
REMOVING: tuple[Edit, ...] = (deleted, replaced, lookalike_put_in, word_elsewhere_only)
BEFORE: tuple[Edit, ...] = (with_lookalike, with_copy)
LENGTHS = ("sentence", "sentence", "sentence", "pair", "phrase", "word")


def cases(documents: list[Document], count: int, seed: int) -> Iterator[Case]:
    """`count` cases of every kind of single edit, and as many of several edits at once."""
    rng = random.Random(seed)  # noqa: S311
    texts = [text for text in map(taken_apart, documents) if len(text) > 6]  # noqa: PLR2004
    for edit in (*KEEPING, *REMOVING):
        for before in ((), *((before,) for before in BEFORE)):
            name = ", ".join(e.__name__ for e in (*before, edit))
            for _ in range(count):
                yield from _case(_label(name, before, (edit,)), texts, rng, before, (edit,))
    for _ in range(count * len(KEEPING)):
        several = tuple(rng.sample(KEEPING, rng.randrange(2, 5)))
        before = (rng.choice(BEFORE),) if rng.random() < 0.3 else ()  # noqa: PLR2004
        yield from _case(_label("several kept", before, several), texts, rng, before, several)
        gone = (*(e for e in several if e not in REWORDING), rng.choice(REMOVING))
        yield from _case("several, gone", texts, rng, before, gone)


def _label(name: str, before: tuple[Edit, ...], after: tuple[Edit, ...]) -> str:
    uprooted = not UPROOTING.isdisjoint(after)
    told = with_copy not in before and FACTS.isdisjoint(after)
    return f"{UNDECIDABLE}: {name}" if uprooted and not told else name


def _case(
    kind: str,
    texts: list[Text],
    rng: random.Random,
    before: tuple[Edit, ...],
    after: tuple[Edit, ...],
) -> Iterator[Case]:
    text = chosen(rng.choice(texts), rng, rng.choice(LENGTHS))
    if not all(edit(text, rng) for edit in before):
        return
    for n, piece in enumerate(text):
        piece.beside = any(p.here for p in text[max(0, n - 1) : n + 2])
    old, passage = written(text)
    if passage is None:
        return
    for edit in after:
        if not edit(text, rng):
            return
    new, truth = written(text)
    yield Case(kind, old, passage, new, truth)
