"""Writing of a partitioned index on one machine, from a matching run that has ended."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tui.index.cache.document_record import DocumentRecord
from tui.index.partitioned import index_rows
from tui.index.partitioned.manifest import Manifest, new_files, new_manifest, publish
from tui.index.partitioned.stored_article import StoredArticle, corpus_file_of
from tui.index.partitioned.table_files import TableFile, write_rows
from tui.index.partitioned.tables import Table
from tui.matching.claim_values import Grouping
from tui.matching.matches import DocumentMatches


def write_partitioned(
    folder: Path,
    records: Mapping[str, DocumentRecord],
    stored_article: Callable[[str], StoredArticle],
    matches: Sequence[DocumentMatches],
    grouping: Grouping,
) -> Manifest:
    """Write the index of a corpus to `folder`, in place of an existing one.

    Args:
        folder: The folder; it is made if it is missing.
        records: The record of each article.
        stored_article: Returns the stored form of an article by its id; called twice for each.
        matches: The matches of each article.
        grouping: The claims.

    Raises:
        OSError: If the folder can't be written.
    """
    numbers = {name: number for number, name in enumerate(sorted(records))}
    matches_of = {document_matches.document: document_matches for document_matches in matches}
    ordered = [(number, matches_of[name]) for name, number in numbers.items()]

    def articles() -> index_rows.Rows:
        for name, number in numbers.items():
            copies = matches_of[name].copies
            heading = index_rows.heading_of(corpus_file_of(stored_article(name)))
            first = numbers[copies[0]] if copies else number
            yield index_rows.article_row(number, name, heading, first)

    def texts() -> index_rows.Rows:
        for number, document_matches in ordered:
            yield index_rows.text_row(
                number,
                stored_article(document_matches.document),
                document_matches.repeats,
                document_matches.boilerplate,
            )

    def of_each(rows_of: index_rows.RowsOf) -> index_rows.Rows:
        for number, document_matches in ordered:
            yield from rows_of(number, document_matches, numbers)

    tables = {
        Table.ARTICLES: articles(),
        Table.TEXTS: texts(),
        Table.COPIES: of_each(index_rows.copy_rows),
        Table.MATCHES: of_each(index_rows.match_rows),
        Table.REUSE: of_each(index_rows.reuse_rows),
        Table.CLAIMS: index_rows.claim_rows(grouping.claims, numbers),
        Table.MEMBERS: index_rows.member_rows(grouping.claims, numbers),
        Table.INDIRECT: index_rows.indirect_rows(grouping.indirect_matches, numbers),
    }
    generation = new_files(folder)
    files: dict[Table, list[TableFile]] = {
        table: list(write_rows(generation, table, rows)) for table, rows in tables.items()
    }
    manifest = new_manifest(len(numbers), len(grouping.claims), files)
    publish(folder, generation, manifest)
    return manifest
