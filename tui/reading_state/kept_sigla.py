"""Sigla of articles, as the reader knows them from the screen, for commands."""

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from tui.corpus.siglum_assignment import NO_SIGLA, SiglumAssignment
from tui.log.log_file import logger
from tui.reading_state.sigla_store import FILE, SiglaStore, corpus_key
from tui.settings import Folders
from tui.storage.sqlite_store import StoreError


def kept_sigla(
    ours: Folders, paths: Sequence[Path], keys: Collection[str] = ()
) -> SiglumAssignment:
    """Return the saved sigla of the corpus that `paths` name; write no file.

    Without paths, return the sigla of the only corpus that has all files with these `keys`.
    """
    file = ours.state / FILE
    if not file.exists():
        return NO_SIGLA
    try:
        with closing(SiglaStore(file)) as store:
            return store.of(corpus_key(paths)) if paths else store.of_files(keys)
    except StoreError as error:
        logger(__name__).warning("the letters of articles are not known: %s", error)
        return NO_SIGLA
