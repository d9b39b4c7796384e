"""The classes of the project's modules, for tests that hold rules for all of them."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import tui

EXTRAS = frozenset({"pandas", "py4j", "pyarrow", "pyspark"})
"""Packages of extras that tests do without: modules that need a missing one are passed over."""


def own_classes() -> Iterator[type]:
    """Yield the classes that the modules of the project define."""
    for module in walk_packages(tui.__path__, "tui."):
        if module.name.endswith("__main__"):
            continue
        try:
            # A module that is imported late is loaded when its type is asked for.
            classes = [v for v in vars(import_module(module.name)).values() if isinstance(v, type)]
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in EXTRAS:
                raise
            continue
        yield from (value for value in classes if value.__module__ == module.name)
