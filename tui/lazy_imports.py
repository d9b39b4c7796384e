"""Lazy imports: a module that is imported here is executed when one of its names is first used.

Start-up is a feature, and most runs need few of the modules. A file says so at its top, where its
other imports are; type checkers and import-linter see an ordinary import:

    with lazy_imports():
        from tui.search import corpus_search

A module, not a name in it, is imported so: a name would have to be looked up at once. The standard
library's `importlib.util.LazyLoader` works in the same way, but lets two threads execute one module
before Python 3.11.9.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock, local
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    Loader = object  # importlib.abc needs 20 ms, and only type checkers ask

_KNOWN_BEFORE = frozenset(
    {"__class__", "__file__", "__loader__", "__name__", "__package__", "__path__"} | {"__spec__"}
)
"""The attributes of a module that the import system sets and asks for before it is executed."""

_this_thread = local()


@contextmanager
def lazy_imports() -> Iterator[None]:
    """Import modules lazily in the block, in this thread; those that are there stay as they are."""
    _this_thread.is_lazy = True
    try:
        yield
    finally:
        _this_thread.is_lazy = False


def executed_modules() -> frozenset[str]:
    """Return the names of the modules that are imported and executed."""
    return frozenset(
        name for name, module in tuple(sys.modules.items()) if type(module) is not _LazyModule
    )


class _LazyModule(ModuleType):
    """A module that is executed when one of its attributes is first asked for."""

    def __getattribute__(self, name: str) -> Any:
        if name not in _KNOWN_BEFORE:
            loader = ModuleType.__getattribute__(self, "__spec__").loader
            if isinstance(loader, _LazyLoader):
                loader.execute(self)
        return ModuleType.__getattribute__(self, name)


class _LazyLoader(Loader):
    """A loader that puts off the execution of its module, and lets one thread do it."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._lock = RLock()
        self._is_executing = False

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__class__ = _LazyModule

    def execute(self, module: ModuleType) -> None:
        """Execute `module` once; other threads wait until that is done."""
        with self._lock:
            spec = module.__spec__
            if self._is_executing or spec is None or spec.loader is not self:
                return
            self._is_executing = True
            try:
                self._loader.exec_module(module)
            finally:
                self._is_executing = False
            spec.loader = module.__loader__ = self._loader
            module.__class__ = ModuleType

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)


class _LazyFinder:
    """A finder for the modules that are imported lazily; it finds none outside of such a block."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not getattr(_this_thread, "is_lazy", False):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _LazyLoader(spec.loader)
        return spec


sys.meta_path.insert(0, _LazyFinder())
