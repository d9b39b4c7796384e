"""What every command that reads a corpus settles first: its folders, and how it is to read.

Its one rule: nothing is read of a corpus, and nothing kept, before it.
"""

import argparse
from dataclasses import replace

from tui.library.privacy import close_to_others
from tui.settings import Folders, Settings, folders, settle


def add_secure(parser: argparse.ArgumentParser) -> None:
    """Let the command line ask for secure mode."""
    parser.add_argument(
        "--secure",
        action="store_true",
        help="open no editor, shell or link, and no file outside the corpus",
    )


def start(*, secure: bool) -> tuple[Folders, Settings]:
    """The folders and the settings that hold, `secure` if asked for; raises `SettingsError`.

    What earlier runs, or others, left open of what is the user's alone is closed.
    """
    ours = folders()
    settings = settle(ours.config, secure=secure)
    offered = [path for path in (settings.index, settings.notes_folder) if path]
    close_to_others(ours, offered)
    return replace(ours, index=settings.index), settings
