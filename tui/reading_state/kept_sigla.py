"""Sigla of articles, as the reader knows them from the screen, for commands."""

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from tui.corpus.configuration.corpus_config import NO_CONFIG, CorpusConfig
from tui.corpus.siglum_assignment import NO_SIGLA, SiglumAssignment
from tui.log.log_file import logger
from tui.reading_state.sigla_store import FILE, SiglaStore, corpus_key
from tui.settings import Folders
from tui.storage.existence import may_exist
from tui.storage.sqlite_store import StoreError


def kept_sigla(
    user_folders: Folders,
    paths: Sequence[Path],
    keys: Collection[str] = (),
    config: CorpusConfig = NO_CONFIG,
) -> SiglumAssignment:
    """Return the saved sigla of the corpus that `paths` name; write no file.

    Without paths, return the sigla of the only corpus that has all files with these `keys`.
    `config` is the configuration of the corpus.
    """
    file = user_folders.state / FILE
    assignment = NO_SIGLA
    try:
        if may_exist(file):
            with closing(SiglaStore(file)) as store:
                assignment = store.of(corpus_key(paths)) if paths else store.of_files(keys)
    except StoreError as error:
        logger(__name__).warning("the letters of articles are not known: %s", error)
    return assignment.under(config)
