"""A dossier in Org: claims or articles are headings, wordings quotations, notes have their tags."""

import re
import time
from collections.abc import Iterator

from tui.exports.dossier import Dossier, Entry, PlacedNote, claim_words, describe, first_words

_NOT_IN_TAGS = re.compile(r"[^\w@]+")
_ESCAPED_LINES = re.compile(r"^(\s*)(\*|#\+|,\*|,#\+)", re.MULTILINE)
_SHORT = 80
"""Code points of a claim that is only named."""


def org(dossier: Dossier) -> str:
    """Return the text of `dossier` in Org."""
    lines = [f"#+TITLE: Notes by {'article' if dossier.is_by_article else 'claim'}", ""]
    if dossier.is_by_article:
        for corpus_file, entries in dossier.articles:
            siglum = dossier.names.sigla.get(corpus_file.key, "")
            heading = f"{siglum} · {corpus_file.title}" if siglum else corpus_file.title
            lines += [f"* {_safe(heading)}", ""]
            for entry in entries:
                lines += _entry(dossier, entry)
    else:
        for entry in dossier.entries:
            lines += [f"* {_safe(claim_words(entry.claim))}", "", *_entry(dossier, entry)]
    if dossier.loose:
        lines += ["* Other notes", ""]
        for placed in dossier.loose:
            lines += _note(dossier, placed)
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(dossier: Dossier, entry: Entry) -> Iterator[str]:
    for wording in entry.claim.wordings:
        position = describe(dossier.reference(wording.corpus_file, wording.span))
        yield from ("#+begin_quote", _text(wording.quote), f"— {position}", "#+end_quote", "")
    for note in entry.notes:
        yield from _note(dossier, note)
    for placed in entry.above:
        label = _safe(placed.note.label(dossier.names.marks))
        yield from (f"Noted above: {label}, “{_safe(first_words(placed.note))}”", "")


def _note(dossier: Dossier, placed: PlacedNote) -> list[str]:
    note = placed.note
    tags = [_NOT_IN_TAGS.sub("_", t).strip("_") for t in note.tags]
    tag_list = f" :{':'.join(t for t in tags if t)}:" if any(tags) else ""
    first = " ".join((note.text or placed.places[0].quote if placed.places else "").split())
    day = time.strftime("[%Y-%m-%d %a %H:%M]", time.localtime(note.created))
    label = _safe(note.label(dossier.names.marks))
    lines = [f"** {label}: {first[:60]}{tag_list}", ":PROPERTIES:", f":ID: {note.id}"]
    lines += [f":CREATED: {day}", f":TAGS: {', '.join(note.tags)}", ":END:", ""]
    if note.text:
        lines += [_text(note.text), ""]
    for located in placed.places:
        position = f"“{located.target.title}”, {located.target.path}"
        if located.corpus_file and located.anchor.span:
            position = describe(dossier.reference(located.corpus_file, located.anchor.span))
        state = (
            f"{located.anchor.state}: {located.anchor.change}" if located.anchor.change else None
        )
        state_text = state or str(located.anchor.state)
        lines += [
            "#+begin_quote",
            _text(located.quote),
            f"— {_safe(position)} ({_safe(state_text)})",
        ]
        lines += ["#+end_quote", ""]
    if placed.also and not dossier.is_by_article:  # there the line of each passage gives it
        claims = (f"“{_safe(claim_words(claim, _SHORT))}”" for claim in placed.also)
        lines += [f"Also touches: {'; '.join(claims)}", ""]
    return lines


def _text(words: str) -> str:
    """Return `words` with Org's own escape before lines that Org would take for markup."""
    return _ESCAPED_LINES.sub(r"\1,\2", words)


def _safe(words: str) -> str:
    return " ".join(words.split())
