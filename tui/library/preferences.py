"""What was chosen on the screen and is to be so next time: the theme. Kept as one small file."""

import json
import os
from pathlib import Path

_FILE = "preferences.json"
_LARGEST = 10_000


def theme(folder: Path) -> str | None:
    """The name of the theme last chosen; nothing if none was, or the file can't be read."""
    try:
        with (folder / _FILE).open(encoding="utf-8") as file:
            values = json.loads(file.read(_LARGEST))
    except (OSError, ValueError):
        return None
    name = values.get("theme") if isinstance(values, dict) else None
    return name if isinstance(name, str) else None


def keep_theme(folder: Path, name: str) -> None:
    """Remember `name`; a folder that can't be written to is let be: it is only a colour."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = folder / f"{_FILE}.{os.getpid()}"
        new.write_text(json.dumps({"theme": name}), encoding="utf-8")
        new.replace(folder / _FILE)
    except OSError:
        return
