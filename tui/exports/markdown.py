"""A dossier in Markdown: each claim, every source's wording with its reference, the notes."""

import re
import time

from tui.anchoring.result import AnchorState
from tui.exports.dossier import Dossier, Entry, LocatedTarget, PlacedNote, reference

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
_LINE_STARTS = re.compile(r"^(\s*)([-+=>]|\d+[.)])(?=\s|$|=|-)", re.MULTILINE)


def markdown(dossier: Dossier) -> str:
    """Return the text of `dossier` in Markdown."""
    lines = ["# Dossier", ""]
    for entry in dossier.entries:
        lines += _entry(entry)
    if dossier.loose:
        lines += ["## Other notes", ""]
        for placed in dossier.loose:
            lines += [*_note(placed), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(words: str) -> str:
    """Return `words` as Markdown shows them, none of it read as markup."""
    return _LINE_STARTS.sub(_escape_start, _MARKUP.sub(r"\\\1", words))


def _escape_start(found: re.Match[str]) -> str:
    mark = found[2]
    return found[1] + (f"\\{mark}" if len(mark) == 1 else f"{mark[:-1]}\\{mark[-1]}")


def _entry(entry: Entry) -> list[str]:
    claim = entry.claim
    title = claim.title or (claim.wordings[0].quote if claim.wordings else "")
    lines = [f"## {escaped(' '.join(title.split()))}", ""]
    for wording in claim.wordings:
        where = escaped(reference(wording.corpus_file, wording.span))
        lines += [f"> {escaped(wording.quote)}", ">", f"> — {where}", ""]
    for note in entry.notes:
        lines += [*_note(note), ""]
    return lines


def _note(placed: PlacedNote) -> list[str]:
    note = placed.note
    day = time.strftime("%Y-%m-%d", time.localtime(note.changed))
    tags = "".join(f" · #{escaped(t)}" for t in note.tags)
    lines = [f"**{escaped(note.kind_label)}** · {day}{tags}", ""]
    if note.text:
        lines += [escaped(note.text), ""]
    return [*lines, *(f"- {_location(p)}" for p in placed.places)]


def _location(placed: LocatedTarget) -> str:
    """Return a passage of a note, and what became of it if it isn't where it was."""
    corpus_file, anchoring = placed.corpus_file, placed.anchor
    if corpus_file and anchoring.span:
        where = reference(corpus_file, anchoring.span)
    else:
        where = f"“{placed.target.title}”, {placed.target.path}"
    became = "" if anchoring.state is AnchorState.EXACT else f" ({anchoring.state})"
    if anchoring.change:
        became = f" (edited: {anchoring.change})"
    return escaped(" ".join(f"“{placed.quote}” — {where}{became}".split()))
