"""Changes of files since they were read, and the new positions of their passages.

A file is read again only if its stamp differs. It counts as changed only if its bytes differ.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_change import FileChange
from tui.corpus.file_contents import LARGEST, ContentsError, Stamp, read_contents, stamp_of
from tui.corpus.loader import digest_of
from tui.lazy_imports import lazy_imports
from tui.storage.disk_timeout import DiskTimeoutError
from tui.text.boilerplate_lines import lines_in_text
from tui.text.document import Document

with lazy_imports():
    import difflib

    from tui.corpus.extracted import extracted_changes


class FileChanges:
    """Changes of the files of one corpus, as far as their disks answer."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, Stamp, FileChange | None]] = {}
        """For each document: the digest of its content, the last stamp seen, and the change it
        meant."""
        self._silent: set[str] = set()
        """Ids of documents whose disk did not answer; `forget_silence` lets them be checked
        again."""
        self._extracts: dict[Path, tuple[Stamp, Mapping[str, str] | None]] = {}
        """For each file with extracted articles: the last stamp seen, and its articles' digests by
        entry; None if they can't be read."""
        self._marked: dict[str, tuple[CorpusFile, FileChange]] = {}
        """For each article that a new configuration changes: the article as it was read, and the
        change."""

    def mark(self, changes: Iterable[tuple[CorpusFile, FileChange]]) -> None:
        """Count articles as changed until they are read again, although their files did not change.

        The reason is a change of the corpus configuration.
        """
        self._marked.update(
            {corpus_file.id: (corpus_file, change) for corpus_file, change in changes}
        )

    def forget_silence(self) -> None:
        """Check the files again whose disks did not answer."""
        self._silent.clear()

    def check(self, corpus_files: Iterable[CorpusFile]) -> Mapping[str, FileChange]:
        """Return the changes of `corpus_files`, by id; files that are read in part are skipped."""
        changes: dict[str, FileChange] = {}
        corpus_files = list(corpus_files)
        extracted_files = [article for article in corpus_files if article.file_digest]
        for corpus_file in corpus_files:
            if corpus_file.file_digest:
                continue
            if corpus_file.stamp is None or corpus_file.partial or corpus_file.id in self._silent:
                continue
            try:
                revision = self._revision(corpus_file, corpus_file.stamp)
            except DiskTimeoutError:
                self._silent.add(corpus_file.id)
                continue
            if revision:
                changes[corpus_file.id] = revision
        if extracted_files:
            changes.update(
                extracted_changes.extracted_changes(extracted_files, self._extracts, self._silent)
            )
        for corpus_file in corpus_files if self._marked else ():
            marked_file, change = self._marked.get(corpus_file.id, (None, None))
            if marked_file is corpus_file and change:
                changes.setdefault(corpus_file.id, change)
        return changes

    def _revision(self, corpus_file: CorpusFile, read_stamp: Stamp) -> FileChange | None:
        """Return the change of one file; None if there is none.

        Raises:
            DiskTimeoutError: If the disk doesn't answer in time.
        """
        try:
            stamp = stamp_of(corpus_file.path)
            if stamp == read_stamp:
                return None
            digest, seen_stamp, revision = self._seen.get(corpus_file.id, ("", read_stamp, None))
            if digest != corpus_file.digest or seen_stamp != stamp:
                _, data = read_contents(corpus_file.path, LARGEST)
                is_same = _digest(data, corpus_file) == corpus_file.digest
                revision = None if is_same else FileChange.CHANGED
                self._seen[corpus_file.id] = corpus_file.digest, stamp, revision
        except DiskTimeoutError:
            raise
        except FileNotFoundError:
            return FileChange.GONE
        except (ContentsError, OSError):
            return FileChange.CHANGED
        return revision


def _digest(data: bytes, corpus_file: CorpusFile) -> str:
    """Return the digest of bytes that are read as those of a file were."""
    boilerplate: Sequence[str] = ()
    if corpus_file.rules.boilerplate:
        text = data.decode(corpus_file.encoding, errors="replace")
        boilerplate = lines_in_text(corpus_file.rules.boilerplate, text)
    return digest_of(data, corpus_file.encoding, corpus_file.spellings, boilerplate)


class PassageAlignment:
    """Map from the passages of a file when it was read to its present passages."""

    def __init__(self, old: Document, new: Document) -> None:
        self._before, self._after = old, new
        self._old_numbers, self._new_numbers = [0], [0]
        for block in difflib.SequenceMatcher(None, _lines(old), _lines(new)).get_matching_blocks():
            self._old_numbers += range(block.a, block.a + block.size)
            self._new_numbers += range(block.b, block.b + block.size)

    def carry_offset(self, offset: int) -> int:
        """Return the present offset of the code point at `offset`.

        If its passage is gone, return an offset in the passage that stands there now.
        """
        old_passages, new_passages = self._before.passages, self._after.passages
        if not old_passages or not new_passages:
            return 0
        number = self._before.passage_at(offset)
        run = bisect_right(self._old_numbers, number) - 1
        limit = (
            self._new_numbers[run + 1] if run + 1 < len(self._new_numbers) else len(new_passages)
        )
        index = min(
            self._new_numbers[run] + number - self._old_numbers[run], limit, len(new_passages) - 1
        )
        span = new_passages[index].span
        return min(span.start + max(0, offset - old_passages[number].span.start), span.end - 1)


def _lines(document: Document) -> list[str]:
    return [document.on_one_line(n) for n in range(len(document.passages))]
