"""A file of the corpus that is to be compared, before anything is known of it but its bytes."""

from pathlib import Path
from typing import NamedTuple

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_contents import ContentsError, read_contents
from tui.corpus.file_encodings import FOUND, FileEncodings
from tui.corpus.loader import LARGEST, digest_of, identity_of, load, refusal, unread
from tui.text.document import Document
from tui.text.encodings.detection import NotTextError


class Source(NamedTuple):
    """A file of the corpus to be surveyed."""

    name: str
    path: Path
    digest: str
    size: int
    """Bytes."""
    document: Document | None = None
    """If it has been read already."""
    encoding: str = "utf-8"
    """Encoding of the file."""
    spellings: tuple[str, ...] = ()
    """Spellings of words parted at the ends of lines that the corpus decides."""

    @property
    def content(self) -> str:
        """Key of its document record: its bytes, and how they are read."""
        return self.digest + self.path.suffix.lower()

    def read(self) -> Document | None:
        """Return its document; None if it can't be read any more."""
        exactly = FileEncodings.exactly(self.encoding, self.spellings)
        return self.document or load(self.path, exactly).document


def inspect_file(path: Path, encodings: FileEncodings = FOUND) -> Source | CorpusFile:
    """Return a file to be surveyed, or the corpus file that says why it can't be."""
    try:
        _, data = read_contents(path, LARGEST)
        decoded = encodings.decode(path, data)
    except (ContentsError, OSError) as error:
        return unread(path, error)
    except NotTextError:
        return load(path, encodings)
    if refusal(decoded, path):
        return load(path, encodings)
    spellings = encodings.spellings(decoded.text)
    digest = digest_of(data, decoded.encoding, spellings)
    return Source(identity_of(path), path, digest, len(data), None, decoded.encoding, spellings)
