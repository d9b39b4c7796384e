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
    stored: Callable[[str], StoredArticle],
    found: Sequence[DocumentMatches],
    grouping: Grouping,
) -> Manifest:
    """Write the index of a corpus in `folder`, in place of an existing one.

    Args:
        folder: The folder; it is made if it is not there.
        records: The record of each article.
        stored: Returns an article as it is stored, by its id; asked twice for each.
        found: The matches of each article.
        grouping: The claims.

    Raises:
        OSError: If the folder can't be written.
    """
    numbers = {name: number for number, name in enumerate(sorted(records))}
    by_name = {one.document: one for one in found}
    ordered = [(number, by_name[name]) for name, number in numbers.items()]

    def articles() -> index_rows.Rows:
        for name, number in numbers.items():
            copies = by_name[name].copies
            heading = index_rows.heading_of(corpus_file_of(stored(name)))
            first = numbers[copies[0]] if copies else number
            yield index_rows.article_row(number, name, heading, first)

    def texts() -> index_rows.Rows:
        for number, one in ordered:
            article = stored(one.document)
            yield index_rows.text_row(number, article, one.repeats, one.boilerplate)

    def each(rows: index_rows.RowsOf) -> index_rows.Rows:
        for number, one in ordered:
            yield from rows(number, one, numbers)

    tables = {
        Table.ARTICLES: articles(),
        Table.TEXTS: texts(),
        Table.COPIES: each(index_rows.copy_rows),
        Table.MATCHES: each(index_rows.match_rows),
        Table.REUSE: each(index_rows.reuse_rows),
        Table.CLAIMS: index_rows.claim_rows(grouping.claims, numbers),
        Table.MEMBERS: index_rows.member_rows(grouping.claims, numbers),
        Table.INDIRECT: index_rows.indirect_rows(grouping.indirect_matches, numbers),
    }
    written = new_files(folder)
    files: dict[Table, list[TableFile]] = {
        table: list(write_rows(written, table, rows)) for table, rows in tables.items()
    }
    manifest = new_manifest(len(numbers), len(grouping.claims), files)
    publish(folder, written, manifest)
    return manifest
