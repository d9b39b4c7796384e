"""What is to be so next time: the theme chosen, and what was read. Kept as one small file."""

import os
from pathlib import Path

_FILE = "preferences.json"
_LARGEST = 100_000


def theme(folder: Path) -> str | None:
    """The name of the theme last chosen; nothing if none was, or the file can't be read."""
    name = _values(folder).get("theme")
    return name if isinstance(name, str) else None


def paths(folder: Path) -> list[str]:
    """The files and folders that were read last; none if that is not known."""
    kept = _values(folder).get("paths")
    return [path for path in kept if isinstance(path, str)] if isinstance(kept, list) else []


def keep_paths(folder: Path, named: list[str]) -> None:
    """Remember what is read, so that `variorum` alone goes on there."""
    _keep(folder, "paths", named)


def keep_theme(folder: Path, name: str) -> None:
    """Remember `name`; a folder that can't be written to is let be: it is only a colour."""
    _keep(folder, "theme", name)


def _values(folder: Path) -> dict[str, object]:
    try:
        with (folder / _FILE).open(encoding="utf-8") as file:
            import json  # noqa: PLC0415  # start-up: only where something was kept

            values = json.loads(file.read(_LARGEST))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _keep(folder: Path, name: str, value: object) -> None:
    import json  # noqa: PLC0415  # start-up, as above

    values = _values(folder)
    if values.get(name) == value:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = folder / f"{_FILE}.{os.getpid()}"
        new.touch(mode=0o600)
        new.write_text(json.dumps({**values, name: value}), encoding="utf-8")
        new.replace(folder / _FILE)
    except OSError:
        return
