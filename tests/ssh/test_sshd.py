"""Through a real sshd on loopback: open, scroll, note, lose the connection, come back to both."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty_session import ROOT, Session
from tests.support.reader_session import place, ready
from tui.resources import SEEDS

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/sbin")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SSHD is None, reason="sshd is not installed (Debian: openssh-server)"),
    pytest.mark.skipif(shutil.which("ssh") is None, reason="ssh is not installed"),
]


class Server:
    """An sshd of our own, which lets only our key in."""

    def __init__(self, folder: Path) -> None:
        assert SSHD
        self.folder = folder
        folder.mkdir(mode=0o700)
        for name in ("host", "user"):
            key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(key, check=True)
        (folder / "user.pub").rename(folder / "allowed")
        (folder / "allowed").chmod(0o600)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        lines = [
            f"Port {self.port}",
            "ListenAddress 127.0.0.1",
            f"HostKey {folder / 'host'}",
            f"AuthorizedKeysFile {folder / 'allowed'}",
            f"PidFile {folder / 'pid'}",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "PermitRootLogin prohibit-password",
        ]
        (folder / "sshd_config").write_text("\n".join(lines) + "\n")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self.log = (folder / "log").open("w")
        self.process = subprocess.Popen(
            [SSHD, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=self.log
        )
        self._await()

    def _await(self) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        pytest.skip(f"sshd does not run here: {(self.folder / 'log').read_text()[-200:]}")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.log.close()

    def client(self, home: Path, *words: str) -> Session:
        """A client on a terminal of its own, in which the reader is started."""
        remote = (
            f"cd {ROOT} && HOME={home} XDG_STATE_HOME={home}/state XDG_CONFIG_HOME={home}/config"
            f" XDG_DATA_HOME={home}/data XDG_CACHE_HOME={home}/cache"
            f" exec {sys.executable} -m tui {SEEDS}"
        )
        options = [
            "StrictHostKeyChecking=no",
            f"UserKnownHostsFile={self.folder / 'known'}",
            "IdentitiesOnly=yes",
            "LogLevel=ERROR",
        ]
        given = [part for option in options for part in ("-o", option)]
        command = ["ssh", "-F", "none", "-tt", *words, *given, "-i", str(self.folder / "user")]
        to = ["-p", str(self.port), f"{getpass.getuser()}@127.0.0.1", remote]
        return Session([*command, *to], size=(120, 40))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("ssh") / "server")
    yield made
    made.close()


def until_gone(home: Path) -> None:
    """Let time pass until no reader of this home is left."""
    end = time.monotonic() + 20
    mark = f"HOME={home}".encode()
    while time.monotonic() < end:
        left = []
        for environ in Path("/proc").glob("[0-9]*/environ"):
            try:
                left += [environ] if mark in environ.read_bytes() else []
            except OSError:
                continue
        if not left:
            return
        time.sleep(0.1)
    raise AssertionError("the reader outlived its connection")


def test_note_and_place_survive_a_dropped_connection(server: Server, tmp_path: Path) -> None:
    with server.client(tmp_path) as session:
        ready(session)
        assert 1000 not in session.emulator.modes_on, "the mouse is off over SSH"
        session.press("jjjjjj]]")
        session.until_quiet(1.0)
        there = place(session)
        assert not there.startswith("1/")
        session.press("a")
        session.until_text("Ctrl-S save")
        session.press("seen over the wire\x13")
        session.until_text("Noted")
        session.press("a")
        session.until_text("Ctrl-S save")
        session.press("half a thou")
        session.until_quiet(1.0)
        session.process.kill()
    until_gone(tmp_path)
    kept = [path for name in ("data", "state") for path in (tmp_path / name).rglob("*")]
    assert {path.name for path in kept} >= {"notes.sqlite", "places.sqlite"}
    assert not [path for path in kept if path.stat().st_mode & 0o077]
    with server.client(tmp_path, "-C") as session:
        ready(session)
        assert place(session) == there
        session.press("o")
        session.until_text("all notes")
        session.until_text("┃   seen over the wire")
        session.press("\x1b")
        session.until(lambda: "all notes" not in session.emulator.text())
        session.press("a")
        session.until_text("half a thou")
        session.until_quiet(0.6)
        session.press("\x1b")
        session.until(lambda: "Ctrl-S save" not in session.emulator.text())
        session.press("q")
        assert session.ended() == 0
        assert session.left_behind() == []


def test_a_resized_window_is_followed_through_the_connection(
    server: Server, tmp_path: Path
) -> None:
    with server.client(tmp_path) as session:
        ready(session)
        session.press("jjjj")
        session.until_quiet()
        there = place(session)
        session.resize(90, 30)
        session.until(lambda: "meanings" not in session.emulator.text())
        session.until_quiet(0.6)
        assert place(session) == there
        before = session.emulator.cells()
        session.press("\x0c")
        session.until_quiet(0.6)
        assert session.emulator.cells() == before
        session.press("q")
        assert session.ended() == 0
