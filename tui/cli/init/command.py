"""`variorum init FOLDER`: write a `variorum.toml` of what the articles suggest.

It is the only command that writes into the folder of a corpus, and never over a file.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.cli.argument_parser import Parser
from tui.cli.corpus_options import add_encoding, add_log_level, add_secure, encodings_of, start
from tui.cli.corpus_options import log_level as chosen_log_level
from tui.cli.init.guesses import guess_config
from tui.cli.init.questions import Questions
from tui.cli.messages import complain, report_errors, tell
from tui.corpus.article_names import name_of
from tui.corpus.configuration.config_file import parse_config
from tui.corpus.configuration.config_text import config_text
from tui.corpus.configuration.corpus_config import CONFIG_FILE, CorpusConfig
from tui.corpus.corpus_file import CorpusFile, path_text
from tui.corpus.extracted.common_columns import common_columns
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import find_allowed, load_articles
from tui.corpus.read_ahead import read_ahead
from tui.errors import FAILED, USAGE, VariorumError
from tui.log.log_file import start_log
from tui.reading_state.kept_sigla import kept_sigla
from tui.storage.new_file import write_new
from tui.text.sanitization import clean_line

DONE = 0


class InitError(VariorumError):
    """The configuration can't be written; the message says why."""


@report_errors
def write_config(arguments: Sequence[str]) -> int:
    """Write the configuration of the folder that the command line names; return the exit code."""
    options = _parser().parse_args(arguments)
    folder = Path(options.folder)
    user_folders, settings = start(secure=options.secure)
    start_log(user_folders.log, chosen_log_level(options.log_level))
    if not folder.is_dir():
        return complain(f"{_display_path(folder)}: there is no such folder", USAGE)
    if settings.secure:
        return complain("in secure mode nothing is written into the folder of a corpus", FAILED)
    file = folder / CONFIG_FILE
    if os.path.lexists(file):
        raise _exists(file)
    if not options.yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        return complain("there is no terminal to ask on; --yes takes what is guessed", USAGE)
    encodings = encodings_of([folder], user_folders, settings, options.encoding, tells=False)
    articles = list(_articles(folder, encodings))
    if not any(article.document for article in articles):
        return complain(f"{_display_path(folder)}: no article that can be read is in it", FAILED)
    guess = guess_config(
        folder,
        articles,
        kept_sigla(user_folders, [folder]),
        common_columns(article.path for article in articles),
    )
    config = guess if options.yes else _ask_config(guess, file)
    if config is None:
        return complain("nothing was written", FAILED)
    _write(file, config)
    print(_display_path(file))  # noqa: T201  # the command line's voice
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="variorum init",
        description=f"Write {CONFIG_FILE} into a folder: title, order, letters, outlets, groups and"
        " recurring lines, as the articles suggest them and you say.",
    )
    parser.add_argument("folder", metavar="FOLDER", help="the folder of the articles")
    parser.add_argument("--yes", action="store_true", help="ask nothing, and take what is guessed")
    add_encoding(parser)
    add_secure(parser)
    add_log_level(parser)
    return parser


def _articles(folder: Path, encodings: FileEncodings) -> Iterator[CorpusFile]:
    """Yield the articles in a folder, after messages on those that can't be read."""

    def read(path: Path) -> list[CorpusFile]:
        return load_articles(path, encodings)

    for file_articles in read_ahead(find_allowed([folder], secure=False), read):
        for article in file_articles:
            if article.problem:
                tell(f"{article.id}: {article.problem}")
            yield article


def _ask_config(guess: CorpusConfig, file: Path) -> CorpusConfig | None:
    """Return the configuration that the answers make of a guess; None if none is wanted."""
    questions = Questions(input, print)
    try:
        config = questions.config(guess)
        print(f"\n{config_text(config)}")  # noqa: T201
        return config if questions.is_wanted(f"Write {_display_path(file)}?") else None
    except EOFError:
        print()  # noqa: T201
        return None


def _write(file: Path, config: CorpusConfig) -> None:
    """Write the file of a configuration.

    Raises:
        ConfigError: It could not be read back.
        InitError: A file is there, or it can't be written.
    """
    text = config_text(config)
    parse_config(text, config.folder)
    try:
        write_new(file, text.encode())
    except FileExistsError as error:
        raise _exists(file) from error
    except OSError as error:
        raise InitError(
            f"{_display_path(file)}: {error.strerror or error}", advice="nothing was written"
        ) from error


def _exists(file: Path) -> InitError:
    return InitError(
        f"{_display_path(file)} is there already",
        advice="edit it, or move it away; nothing was written",
    )


def _display_path(path: Path) -> str:
    return clean_line(path_text(str(path)), 4_000) or name_of(path)
