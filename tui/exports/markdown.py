"""A dossier in Markdown: article after article, or claim after claim, the notes on their words."""

import re
import time
from collections.abc import Iterator

from tui.anchoring.result import AnchorState
from tui.exports.dossier import (
    Dossier,
    Entry,
    LocatedTarget,
    PlacedNote,
    Reference,
    claim_words,
    first_words,
)
from tui.text.sanitization import clean_line

_MARKUP = re.compile(
    r"[\\`*<|~]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore within a word is no emphasis
    r"|\[(?=\[)|\](?=[(\[:])"
)
_LINE_STARTS = re.compile(r"^(\s*)([-+=>]|#{1,6}|\d+[.)])(?=\s|$|=|-)", re.MULTILINE)
_SHORT = 80
"""Code points of a claim that is only named."""


def markdown(dossier: Dossier) -> str:
    """Return the text of `dossier` in Markdown."""
    lines = [f"# Notes by {'article' if dossier.is_by_article else 'claim'}", ""]
    if dossier.is_by_article:
        for corpus_file, entries in dossier.articles:
            lines += _article(dossier.reference(corpus_file, entries[0].claim.wordings[0].span))
            for entry in entries:
                lines += [*_wordings(dossier, entry), *_notes(dossier, entry)]
    else:
        for entry in dossier.entries:
            lines += [f"## {escaped(claim_words(entry.claim))}", ""]
            lines += [*_wordings(dossier, entry), *_notes(dossier, entry)]
    if dossier.loose:
        lines += ["## Other notes", ""]
        for placed in dossier.loose:
            lines += _note(dossier, placed, with_places=True)
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(words: str) -> str:
    """Return `words` so that Markdown shows them unchanged.

    Only characters with a meaning in Markdown get a backslash.
    """
    return _LINE_STARTS.sub(_escape_start, _MARKUP.sub(r"\\\g<0>", words))


def code(words: str) -> str:
    """Return a name, as of a file, as code, which needs no backslashes."""
    ticks = max((len(run) for run in re.findall("`+", words)), default=0)
    fence, space = "`" * (ticks + 1), " " if ticks else ""
    return f"{fence}{space}{words}{space}{fence}"


def _escape_start(match: re.Match[str]) -> str:
    mark = match[2]
    is_number = mark[0].isdigit()
    return match[1] + (f"{mark[:-1]}\\{mark[-1]}" if is_number else f"\\{mark}")


def _article(reference: Reference) -> list[str]:
    """Return the heading of an article, and the known facts about it."""
    heading = f"{reference.siglum} · {reference.title}" if reference.siglum else reference.title
    return [f"## {escaped(heading)}", "", _joined(reference, with_title=False), ""]


def _joined(reference: Reference, *, with_title: bool = True) -> str:
    letter = [reference.siglum] if with_title and reference.siglum else []
    title = [f"“{escaped(reference.title)}”"] if with_title else []
    parts = [*letter, *title, *map(escaped, reference.facts), code(reference.name)]
    return ", ".join([*parts, *([f"paragraph {reference.paragraph}"] if with_title else [])])


def _wordings(dossier: Dossier, entry: Entry) -> Iterator[str]:
    for wording in entry.claim.wordings:
        reference = dossier.reference(wording.corpus_file, wording.span)
        source = f"paragraph {reference.paragraph}" if dossier.is_by_article else _joined(reference)
        yield from (f"> {escaped(wording.quote)}", ">", f"> — {source}", "")


def _notes(dossier: Dossier, entry: Entry) -> Iterator[str]:
    for note in entry.notes:
        yield from _note(dossier, note)
    for placed in entry.above:
        label = escaped(placed.note.label(dossier.names.marks))
        yield from (f"Noted above: {label}, “{escaped(first_words(placed.note))}”", "")


def _note(dossier: Dossier, placed: PlacedNote, *, with_places: bool = False) -> Iterator[str]:
    """Yield the lines of a note, with its positions where the heading above does not give them."""
    note = placed.note
    day = time.strftime("%Y-%m-%d", time.localtime(note.changed))
    tags = "".join(f" · #{escaped(t)}" for t in note.tags)
    yield from (f"**{escaped(note.label(dossier.names.marks))}** · {day}{tags}", "")
    if note.text:
        yield from (escaped(note.text), "")
    targets = placed.places
    if with_places or len(targets) > 1 or any(not _is_exact(target) for target in targets):
        yield from (f"- {_location(dossier, target)}" for target in targets)
        yield ""
    if placed.also and not dossier.is_by_article:  # there the line of each passage gives it
        yield from (f"Also touches: {'; '.join(_named(dossier, placed))}", "")


def _named(dossier: Dossier, placed: PlacedNote) -> Iterator[str]:
    for claim in placed.also:
        sources = dossier.sources(claim)
        yield f"“{escaped(claim_words(claim, _SHORT))}”{f' ({sources})' if sources else ''}"


def _is_exact(placed: LocatedTarget) -> bool:
    return placed.anchor.state is AnchorState.EXACT


def _location(dossier: Dossier, placed: LocatedTarget) -> str:
    """Return the position of a note's passage, with its state if it has moved or changed."""
    corpus_file, anchoring = placed.corpus_file, placed.anchor
    if corpus_file and anchoring.span:
        position = _joined(dossier.reference(corpus_file, anchoring.span))
    else:
        title = clean_line(placed.target.title)
        position = f"“{escaped(title)}”, {code(clean_line(placed.target.path, 4_000))}"
    state = "" if _is_exact(placed) else f" ({anchoring.state})"
    if anchoring.change:
        state = f" (edited: {escaped(' '.join(anchoring.change.split()))})"
    return f"“{escaped(placed.quote)}” — {position}{state}"
