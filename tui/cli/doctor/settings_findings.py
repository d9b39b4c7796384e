"""Findings on the user's settings: the configuration, secure mode, a shared index.

One rule: the doctor uses the same functions as the reader.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tui.cli.doctor.finding import Finding
from tui.keyboard_layouts import LATIN, LAYOUTS
from tui.lazy_imports import lazy_imports
from tui.settings import (
    NOWHERE,
    Settings,
    SettingsError,
    read_settings,
    secure_by_environment,
    shared_index_path,
)

with lazy_imports():
    from tui.index.shared import shared_index

NO_START = "the reader does not start here"


class Configuration(NamedTuple):
    """Content of `config.toml`."""

    file: Path
    settings: Settings | None
    """The settings; None if they can't be used."""
    problem: str = ""
    """The reason why they can't be used."""

    @property
    def is_there(self) -> bool:
        """True if there is a file."""
        return self.file.exists()


def read_configuration(folder: Path) -> Configuration:
    """Return the configuration in `folder`, or the problem with it."""
    file = folder / "config.toml"
    try:
        return Configuration(file, read_settings(folder))
    except SettingsError as error:
        return Configuration(file, None, str(error))


def settings_findings(
    configuration: Configuration, environ: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the findings on the settings and their effects."""
    yield _configuration(configuration)
    yield _keyboard(configuration)
    yield _secure(configuration, environ)
    yield _shared_index(configuration, environ)


def _configuration(configuration: Configuration) -> Finding:
    if configuration.problem:
        advice = "correct the error, or move the file away"
        return Finding("configuration", configuration.problem, NO_START, advice)
    if configuration.is_there:
        observation, decision = str(configuration.file), "it is used"
    else:
        has_no_home = NOWHERE in configuration.file.parents
        observation = (
            "no home folder is known" if has_no_home else f"there is no {configuration.file}"
        )
        decision = "all settings have their defaults"
    return Finding(
        "configuration", observation, decision, "that file; docs/keys.md lists the actions"
    )


def _keyboard(configuration: Configuration) -> Finding:
    configured = configuration.settings
    name = configured.keyboard if configured else ""
    if name in LAYOUTS:
        title = LAYOUTS[name].title
        decision = f"letters act like the keys at their position, by the {title} layout"
    elif name == LATIN:
        decision = "every letter means only itself"
    else:
        decision = "the layout is detected from the typed letters" if configured else NO_START
    return Finding(
        "keyboard layout",
        f"keyboard is {name} in config.toml" if name else "none is named in config.toml",
        decision,
        f"keyboard = one of {', '.join(sorted(LAYOUTS))} or {LATIN}, in quotes, in config.toml",
    )


def _secure(configuration: Configuration, environ: Mapping[str, str]) -> Finding:
    by_environment = secure_by_environment(environ)
    value = environ.get("VARIORUM_SECURE", "")
    observation = f"VARIORUM_SECURE is {value}" if value else "VARIORUM_SECURE is not set"
    configured = configuration.settings
    if configured is None:
        observation += ", config.toml can't be used"
    else:
        observation += f", secure is {'true' if configured.secure else 'not true'} in config.toml"
    if by_environment or (configured and configured.secure):
        decision = "no editor, shell or link; nothing outside the corpus"
    else:
        decision = "off, unless --secure is given" if configured else NO_START
    return Finding(
        "secure mode",
        observation,
        decision,
        "--secure, VARIORUM_SECURE=1 or secure = true in config.toml; none cancels another",
    )


def _shared_index(configuration: Configuration, environ: Mapping[str, str]) -> Finding:
    """Return the finding on the offered index and its use."""
    override = 'VARIORUM_INDEX=FILE, empty for none; index = "FILE" in config.toml'
    is_named = "VARIORUM_INDEX" in environ
    if configuration.settings is None and not is_named:
        observation = "not known, since config.toml can't be used"
        return Finding("shared index", observation, NO_START, override)
    file = shared_index_path(configuration.settings or Settings(), environ)
    origin = "VARIORUM_INDEX" if is_named else "config.toml"
    observation = f"{file or 'none'} ({origin})"
    return Finding("shared index", observation, _use_of(file), override)


def _use_of(file: Path | None) -> str:
    if file is None:
        return "everything is compared here"
    try:
        with closing(shared_index.SharedIndex(file)) as index:
            articles, comparisons = index.count()
    except shared_index.IndexRefusedError as error:
        return f"it is not used: {error}"
    return (
        f"it is read: {articles} articles, {comparisons} comparisons; entries that fit the present"
        " files are used"
    )
