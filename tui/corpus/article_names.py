"""Names of articles: their ids in a corpus, their keys across runs, their entries in a file.

The name of an article that is one of several in a file is `path#entry`. An entry has no `#`, no `/`
and no control character, so the last `#` separates the two.
"""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

from tui.corpus.corpus_file import path_text
from tui.text.sanitization import clean_line

_MARK = "#"
_SAFE = "~:@!$&'()*+,;=- "
_LONGEST = 120
"""Largest length of an entry, in code points; the rest of a longer one is replaced by a hash."""


def name_of(path: Path) -> str:
    """Return the name of the file at `path`, safe to show.

    Bytes that are not UTF-8 are shown as numbers.
    """
    return clean_line(path_text(path.name)) or "(no name)"


def identity_of(path: Path, entry: str = "") -> str:
    """Return the id of an article: its file's path, safe to show, and its entry in the file.

    A hash is added to a path that is ambiguous when it is shown.
    """
    identity = clean_line(path_text(str(path)), 4_000)
    path_bytes = os.fsencode(path)
    if identity.encode() != path_bytes:
        identity = f"{identity} #{hashlib.blake2b(path_bytes, digest_size=4).hexdigest()}"
    return with_entry(identity, entry)


def with_entry(name: str, entry: str) -> str:
    """Return the name of a file with an article's entry; the name alone if the entry is empty."""
    return f"{name}{_MARK}{entry}" if entry else name


def entry_of(key: str) -> str:
    """Return the entry of the article that has this key in its file."""
    safe = quote(key, safe=_SAFE, errors="replace")
    if len(safe) <= _LONGEST:
        return safe
    rest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()
    return f"{safe[:_LONGEST].rstrip('%')}~{rest}"


def split_key(key: str) -> tuple[str, str]:
    """Return the path and the entry that an article's key across runs may consist of.

    The whole key may also be the path of a file with a `#` in its name.
    """
    path, mark, entry = key.rpartition(_MARK)
    return (path, entry) if mark and path and "/" not in entry else (key, "")
