"""A dossier in Org: claims are headings, wordings quotations, notes headings with their tags."""

import re
import time

from tui.exports.dossier import Dossier, Entry, PlacedNote, reference

_NOT_IN_TAGS = re.compile(r"[^\w@]+")
_ESCAPED_LINES = re.compile(r"^(\s*)(\*|#\+|,\*|,#\+)", re.MULTILINE)


def org(dossier: Dossier) -> str:
    """Return the text of `dossier` in Org."""
    lines = ["#+TITLE: Dossier", ""]
    for entry in dossier.entries:
        lines += _entry(entry)
    if dossier.loose:
        lines += ["* Other notes", ""]
        for placed in dossier.loose:
            lines += _note(placed)
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(entry: Entry) -> list[str]:
    claim = entry.claim
    title = claim.title or (claim.wordings[0].quote if claim.wordings else "")
    lines = [f"* {' '.join(title.split())}", ""]
    for wording in claim.wordings:
        where = reference(wording.corpus_file, wording.span)
        lines += ["#+begin_quote", _text(wording.quote), f"— {where}", "#+end_quote", ""]
    for note in entry.notes:
        lines += _note(note)
    return lines


def _note(placed: PlacedNote) -> list[str]:
    note = placed.note
    tags = [_NOT_IN_TAGS.sub("_", t).strip("_") for t in note.tags]
    named = f" :{':'.join(t for t in tags if t)}:" if any(tags) else ""
    first = " ".join((note.text or placed.places[0].quote if placed.places else "").split())
    day = time.strftime("[%Y-%m-%d %a %H:%M]", time.localtime(note.created))
    lines = [f"** {note.kind_label}: {first[:60]}{named}", ":PROPERTIES:", f":ID: {note.id}"]
    lines += [f":CREATED: {day}", f":TAGS: {', '.join(note.tags)}", ":END:", ""]
    if note.text:
        lines += [_text(note.text), ""]
    for p in placed.places:
        where = f"“{p.target.title}”, {p.target.path}"
        if p.corpus_file and p.anchor.span:
            where = reference(p.corpus_file, p.anchor.span)
        state = f"{p.anchor.state}: {p.anchor.change}" if p.anchor.change else None
        became = state or str(p.anchor.state)
        lines += ["#+begin_quote", _text(p.quote), f"— {_safe(where)} ({_safe(became)})"]
        lines += ["#+end_quote", ""]
    return lines


def _text(words: str) -> str:
    """Return `words` with lines that Org would read as its own made harmless, by its own rule."""
    return _ESCAPED_LINES.sub(r"\1,\2", words)


def _safe(words: str) -> str:
    return " ".join(words.split())
