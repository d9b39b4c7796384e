"""The search in the other articles, for a query that has no hit in the open one."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.text.search import search


class Elsewhere(NamedTuple):
    """Hits of a query in another article."""

    document: str
    hits: int
    offset: int
    """Offset of the first hit; code points of its document's text."""


def search_elsewhere(
    corpus_files: Mapping[str, CorpusFile], document: str, query: str
) -> list[Elsewhere]:
    """Return the hits of `query` in other documents, first those after `document` in the list."""
    names = list(corpus_files)
    start = names.index(document) + 1 if document in names else 0
    results = []
    for name in (*names[start:], *names[: max(0, start - 1)]):
        article = corpus_files[name].document
        if article and (spans := search(article.text, query).hits):
            results.append(Elsewhere(name, len(spans), spans[0].start))
    return results


def describe_elsewhere(
    query: str, results: Iterable[Elsewhere], titles: DisplayTitles, key: str
) -> str:
    """Return the status line for these hits; it names the key that goes to the first one."""
    all_results = list(results)
    if not all_results:
        return f"“{query}” is in none of the articles"
    count = sum(result.hits for result in all_results)
    sigla = ", ".join(
        sorted((titles.siglum(result.document) for result in all_results), key=_in_order)
    )
    return f"“{query}” is not in this article; {count} in {sigla}: {key} goes there"


def _in_order(siglum: str) -> tuple[int, str]:
    return len(siglum), siglum
