"""A host for controllers, without a screen: it runs their workers and returns their messages."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual import on
from textual.app import App
from textual.containers import Container
from textual.message import Message

from tests.support.folders import own_folders
from tui.corpus.corpus_file import CorpusFile
from tui.workspace.workspace import Workspace

_Message = TypeVar("_Message", bound=Message)


class Recorder:
    """A collaborator of a controller: it records the calls of all its methods in one list."""

    def __init__(self, name: str, calls: list[tuple[Any, ...]], **attributes: Any) -> None:
        """Create a collaborator that has these `attributes` besides its methods."""
        self._name = name
        self._calls = calls
        vars(self).update(attributes)

    def __getattr__(self, method: str) -> Callable[..., None]:
        def record(*args: Any, **keywords: Any) -> None:
            self._calls.append((f"{self._name}.{method}", *args, *keywords.items()))

        return record


class Host(Container):
    """A host that keeps the messages of controllers, and passes each one to the listeners."""

    def __init__(self) -> None:
        super().__init__()
        self.posted: list[Message] = []
        self.listeners: list[Callable[[Message], object]] = []

    @on(Message)
    def _keep(self, message: Message) -> None:
        if type(message).__module__ == "tui.screens.messages":
            self.posted.append(message)
            for listener in self.listeners:
                listener(message)

    def of(self, kind: type[_Message]) -> list[_Message]:
        """Return the messages of one kind, in the order in which they came."""
        return [message for message in self.posted if isinstance(message, kind)]

    async def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(600):
            if condition():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"never came; posted: {self.posted}")


@asynccontextmanager
async def hosting() -> AsyncIterator[Host]:
    """Give a running host."""
    app: App[None] = App()
    async with app.run_test():
        host = Host()
        await app.mount(host)
        yield host


@asynccontextmanager
async def workspace_on(folder: Path, corpus: Path) -> AsyncIterator[Workspace]:
    """Give a workspace on `corpus`, with folders of its own."""
    workspace = Workspace([corpus], own_folders(folder))
    try:
        yield workspace
    finally:
        workspace.close()


def read(workspace: Workspace) -> dict[str, CorpusFile]:
    """Return the files of a corpus after reading it."""
    return {corpus_file.id: corpus_file for corpus_file in workspace.corpus_files()}
