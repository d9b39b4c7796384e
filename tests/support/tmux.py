"""A tmux server for tests; the fixture `tmux` starts one and ends it."""

import subprocess
from pathlib import Path

from tests.support.pty_session import ROOT, Session


class Tmux:
    """A separate tmux server; its clients are sessions on a pty."""

    def __init__(self, folder: Path) -> None:
        config = folder / "config"
        config.write_text("set -g status off\nset -ga terminal-overrides ',*:Tc'\n", "utf-8")
        self.base = ["tmux", "-u", "-f", str(config), "-S", str(folder / "socket")]

    def __call__(self, *arguments: str) -> str:
        process = subprocess.run(
            [*self.base, *arguments], check=True, capture_output=True, text=True
        )
        return process.stdout

    def end(self) -> None:
        """End the server and the programs in it."""
        subprocess.run([*self.base, "kill-server"], check=False, capture_output=True)

    def start(self, name: str, command: list[str]) -> Session:
        """Start a client, and run the command in it."""
        line = f"PYTHONPATH={ROOT} COLORTERM=truecolor exec {' '.join(command)}"
        client = Session([*self.base, "new-session", "-s", name, line])
        client.until(lambda: bool(self._servers()))
        client.roots = self._servers()
        return client

    def attach(self, name: str, size: tuple[int, int]) -> Session:
        """Start a client of another size on the programs of `name`."""
        client = Session([*self.base, "attach", "-t", name], size=size)
        client.roots = self._servers()
        return client

    def _servers(self) -> set[int]:
        """Return the process of the server, once it runs."""
        command = [*self.base, "list-sessions", "-F", "#{pid}"]
        process = subprocess.run(command, check=False, capture_output=True, text=True)
        return {int(number) for number in process.stdout.split()}
