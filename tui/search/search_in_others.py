"""Searches the other articles for what the open one does not have."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.text.search import search


class Elsewhere(NamedTuple):
    """The hits of a query in another article."""

    document: str
    hits: int
    offset: int
    """Code point at which the first one starts."""


def search_elsewhere(
    corpus_files: Mapping[str, CorpusFile], document: str, query: str
) -> list[Elsewhere]:
    """Return where `query` stands in documents other than `document`, those after it first."""
    names = list(corpus_files)
    start = names.index(document) + 1 if document in names else 0
    found = []
    for name in (*names[start:], *names[: max(0, start - 1)]):
        other = corpus_files[name].document
        if other and (spans := search(other.text, query).hits):
            found.append(Elsewhere(name, len(spans), spans[0].start))
    return found


def describe_elsewhere(
    query: str, found: Iterable[Elsewhere], titles: DisplayTitles, key: str
) -> str:
    """Return the line that says so, with the key that goes there."""
    there = list(found)
    if not there:
        return f"“{query}” is in none of the articles"
    count = sum(each.hits for each in there)
    sigla = ", ".join(sorted((titles.siglum(each.document) for each in there), key=_in_order))
    return f"“{query}” is not in this article; {count} in {sigla}: {key} goes there"


def _in_order(siglum: str) -> tuple[int, str]:
    return len(siglum), siglum
