"""`variorum matches`: what the panel would show for a whole corpus, printed.

Offsets are code points of each file's own decoded text; the same corpus gives the same bytes.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tui.library.corpus import Holding, find, load
from tui.matching.match import Found, Match, Place, Stretch
from tui.matching.reading import prepare
from tui.matching.survey import survey
from tui.text.span import Span

DONE, FAILED = 0, 1


def print_matches(arguments: Sequence[str]) -> int:
    """Print the matches of the corpus that the command line names; the exit code."""
    parser = argparse.ArgumentParser(
        prog="variorum matches", description="Print what the articles of a corpus share."
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    parser.add_argument("--json", action="store_true", help="as JSON, for other programs")
    asked = parser.parse_args(arguments)
    holdings = [load(path) for path in find(Path(name) for name in asked.paths)]
    for holding in holdings:
        if holding.problem:
            print(f"variorum: {holding.id}: {holding.problem}", file=sys.stderr)  # noqa: T201
    readable = {holding.id: holding for holding in holdings if holding.document}
    if not readable:
        print("variorum: nothing to compare: no readable .txt or .md file", file=sys.stderr)  # noqa: T201
        return FAILED
    found = list(survey([prepare(h.id, h.document) for h in readable.values() if h.document]))
    if asked.json:
        json.dump(report(readable, found), sys.stdout, ensure_ascii=False, indent=1)
        print()  # noqa: T201
    else:
        for line in listing(readable, found):
            print(line)  # noqa: T201
    return DONE


def report(holdings: Mapping[str, Holding], found: Sequence[Found]) -> dict[str, Any]:
    """The corpus, its matches and reused stretches as plain values, every unordered pair once."""
    places = _Places(holdings)
    documents = [
        {"id": h.id, "path": str(h.path), "title": h.title, "words": h.document.words}
        for h in holdings.values()
        if h.document
    ]
    matches = [
        {
            "here": places.passage(match.here),
            "there": places.passage(match.there),
            "kind": str(match.kind),
            "score": round(match.score, 4),
        }
        for match in _once(found)
    ]
    passages = [
        {"here": places.stretch(reuse.here), "there": places.stretch(reuse.there)}
        for reuse in sorted(
            (r for f in found for r in f.passages if r.here.document < r.there.document),
        )
    ]
    return {
        "documents": sorted(documents, key=lambda document: str(document["id"])),
        "matches": matches,
        "passages": passages,
    }


def listing(holdings: Mapping[str, Holding], found: Sequence[Found]) -> Iterator[str]:
    """The matches for people to read: each passage once, with what the others say below it."""
    for one in sorted(found, key=lambda f: f.document):
        holding = holdings[one.document]
        yield f"{holding.title}  ({holding.name})"
        passage = -1
        for match in one.matches:
            if match.here.passage != passage:
                passage = match.here.passage
                yield f"\n  {_words(holdings, match.here)}"
            other = holdings[match.there.document].name
            yield f"    {match.kind:<8} {match.score:.2f}  {other}: {_words(holdings, match.there)}"
        yield ""


def _once(found: Sequence[Found]) -> list[Match]:
    """Each pair of passages once, the lesser place `here`, in order of place."""
    matches = (m for f in found for m in f.matches if m.here < m.there)
    return sorted(matches, key=lambda m: (m.here, m.there))


def _words(holdings: Mapping[str, Holding], place: Place) -> str:
    document = holdings[place.document].document
    return " ".join(document.words_of(place.passage).split()) if document else ""


class _Places:
    """Places of the corpus, spoken of in the files' own code points."""

    def __init__(self, holdings: Mapping[str, Holding]) -> None:
        self._documents = {h.id: h.document for h in holdings.values() if h.document}

    def passage(self, place: Place) -> dict[str, Any]:
        return self._in_file(
            place.document, self._documents[place.document].passages[place.passage].span
        )

    def stretch(self, stretch: Stretch) -> dict[str, Any]:
        return self._in_file(stretch.document, stretch.span)

    def _in_file(self, document: str, span: Span) -> dict[str, Any]:
        start, end = self._documents[document].source.span(span)
        return {"document": document, "start": start, "end": end}
