"""The claims with exported notes: matched and grouped as on the screen."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tui.cli.matches_command import open_cache, print_cache_error
from tui.cli.messages import tell
from tui.corpus.corpus_file import CorpusFile
from tui.embedding import embedding_model
from tui.embedding.embedding_model import ModelError
from tui.exports.dossier import DossierClaim
from tui.exports.noted_claims import noted_claims
from tui.index.corpus_matcher import MatchingOptions
from tui.index.matching_run import MatchingRun, sources_of
from tui.notes.excluded_pairs import ExcludedPair
from tui.notes.note import Note


def exported_claims(
    notes: Sequence[Note],
    corpus_files: Sequence[CorpusFile],
    excluded_pairs: Sequence[ExcludedPair],
    *,
    semantic: bool,
    index: Path | None,
) -> list[DossierClaim]:
    """Return the claims of `corpus_files` that `notes` are on.

    Args:
        notes: The exported notes.
        corpus_files: The corpus.
        excluded_pairs: The pairs that the reader excluded.
        semantic: True to match by meaning, too; if that is not installed, a message is printed.
        index: A shared index to read.
    """
    with ExitStack() as stack:
        run = MatchingRun(
            sources_of(corpus_files),
            open_cache(stack),
            print_cache_error,
            options=MatchingOptions(shared_index=index),
        )
        stack.callback(run.close)
        find = partial(noted_claims, notes, corpus_files, run, excluded_pairs)
        if semantic and embedding_model.is_installed():
            try:
                return find(semantic=True)
            except ModelError as error:
                tell(f"there is no matching by meaning: {error}")
        return find()
