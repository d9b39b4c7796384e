"""`variorum add`: pages come into a folder, and what does not is told with the right exit code."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

from tests.support.command_line import ROOT, variorum
from tests.support.saved_files import AGROUND, BREAD, STORM, feed, page
from tests.support.web_server import Reply, Site, served
from tui.corpus.additions.addition_record import PAGES

pytestmark = pytest.mark.slow

INTERRUPTIBLE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from tui.cli.main import main; raise SystemExit(main(sys.argv[1:]))"
)
"""Starts the command line; a background job of a shell, as the tests may be, ignores interrupts."""
NAME = "Ferry-runs-aground-off-Vlissingen.md"


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as one:
        yield one


def test_a_page_is_saved_and_its_redirects_are_shown(site: Site, tmp_path: Path) -> None:
    last = site.add("/aground", page(AGROUND, url=""))
    first = site.redirect("/old", "/aground")
    done = variorum("add", first, "--to", str(tmp_path / "ferry"), "--private")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"saved {tmp_path}/ferry/{NAME}: {AGROUND.title}\n"
    assert done.stderr == f"variorum: {first} → {last}\n"
    assert AGROUND.paragraphs[0] in (tmp_path / "ferry" / NAME).read_text()
    listed = variorum("matches", str(tmp_path / "ferry"))
    assert AGROUND.title in listed.stdout


def test_several_pages_have_one_summary_and_failures_do_not_stop_the_rest(
    site: Site, tmp_path: Path
) -> None:
    to = ("--to", str(tmp_path / "ferry"), "--private")
    ferry = site.add("/aground", page(AGROUND, url=""))
    news = site.add("/rss", feed([STORM, BREAD]), "application/rss+xml")
    done = variorum("add", f"{site.origin}/none", ferry, ferry, news, *to)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == f"2 pages saved in {tmp_path}/ferry, 1 failed"
    assert done.stderr == f"variorum: {site.origin}/none: 404 Not Found; check the address\n"
    site.add("/aground", page(AGROUND._replace(paragraphs=AGROUND.paragraphs[:3]), url=""))
    again = variorum("add", ferry, news, *to)
    assert again.returncode == 0, again.stderr
    saved, unchanged, summary = again.stdout.splitlines()
    assert f"{NAME[:-3]}-2.md, a new version of {NAME}: {AGROUND.title}" in saved
    assert unchanged.startswith("unchanged since ")
    assert summary == f"1 page saved in {tmp_path}/ferry, 1 of them new version, 1 unchanged"


def test_the_current_folder_is_the_one_to_save_in(site: Site, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tui", "add", site.add("/a", page(AGROUND, url="")), "--private"],
        capture_output=True, text=True, check=False, cwd=tmp_path / "here",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout == f"saved {NAME}: {AGROUND.title}\n", done.stderr
    assert (tmp_path / "here" / NAME).exists()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((), "required: URL"),
        (("courier.example/a",), "begins with https://"),
        (("https://courier.example/a", "file:///etc/passwd"), "begins with https://"),
        (("https://courier.example/a", "--to", "pyproject.toml"), "this is no folder"),
        (("https://courier.example/a", "--to", "no/such/folder"), "there is no such folder"),
        (("https://courier.example/a", "--secure"), "nothing is fetched in secure mode"),
    ],
)
def test_what_is_asked_wrongly_ends_with_2_before_anything_is_fetched(
    words: tuple[str, ...], problem: str
) -> None:
    done = variorum("add", *words)
    assert done.returncode == 2
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("asked", ["environment", "configuration"])
def test_secure_mode_fetches_nothing_whichever_way_it_is_asked_for(
    site: Site, tmp_path: Path, asked: str
) -> None:
    environ = {"VARIORUM_SECURE": "1"}
    if asked == "configuration":
        (tmp_path / "home" / "variorum").mkdir(parents=True)
        (tmp_path / "home" / "variorum" / "config.toml").write_text("secure = true\n")
        environ = {"XDG_CONFIG_HOME": str(tmp_path / "home")}
    done = variorum(
        "add", f"{site.origin}/a", "--private", "--to", str(tmp_path / "new"), **environ
    )
    assert done.returncode == 2
    assert "nothing is fetched in secure mode" in done.stderr
    assert site.requests == []
    assert not (tmp_path / "new").exists()


def test_this_machine_is_not_asked_unless_the_user_says_so(site: Site, tmp_path: Path) -> None:
    done = variorum("add", f"{site.origin}/a", "--to", str(tmp_path / "new"))
    assert done.returncode == 1
    assert "127.0.0.1 is an address of this machine" in done.stderr
    assert "use --private if you trust it" in done.stderr
    assert site.requests == []
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_what_is_interrupted_keeps_what_is_saved_and_leaves_no_half_of_the_rest(
    site: Site, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    asked, ended = Event(), Event()

    def silent(_: BaseHTTPRequestHandler) -> None:
        asked.set()
        ended.wait(60)

    first = site.add("/aground", page(AGROUND, url=""))
    site.replies["/silent"] = silent
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, "add", first, f"{site.origin}/silent", "--private",
         "--to", str(tmp_path / "ferry")],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert asked.wait(60)
        running.send_signal(number)
        output, errors = running.communicate(timeout=60)
        ended.set()
    assert running.returncode == code
    assert "Traceback" not in errors
    assert f"saved {tmp_path}/ferry/{NAME}" in output
    if number == signal.SIGINT:
        assert "stopped; the pages so far are saved" in errors
        assert f"1 page saved in {tmp_path}/ferry" in output
    names = sorted(path.name for path in (tmp_path / "ferry").iterdir())
    assert names == [PAGES, NAME]
    assert not list((tmp_path / "ferry").rglob("*.tmp"))


def test_a_folder_that_can_not_be_written_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / "ferry").mkdir()
    (tmp_path / "ferry" / PAGES).write_text("a file where the folder would be")
    address = site.add("/a", page(AGROUND, url=""))
    done = variorum("add", address, "--to", str(tmp_path / "ferry"), "--private")
    assert done.returncode == 1
    assert "the page can't be saved there" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in (tmp_path / "ferry").iterdir()] == [PAGES]


def test_what_a_server_says_goes_to_no_terminal_as_it_is(site: Site, tmp_path: Path) -> None:
    site.replies["/a"] = Reply(b"x", "text/\x1b[31mred")
    site.replies["/b"] = Reply(status=302, headers={"Location": "http://\x1b]0;owned\x07/"})
    evil = AGROUND._replace(title="Ferry \x9b31m\u202eaground")
    words = [f"{site.origin}/a", f"{site.origin}/b", site.add("/c", page(evil, url=""))]
    done = variorum("add", *words, "--private", "--to", str(tmp_path / "ferry"))
    assert done.returncode == 1
    for text in (done.stdout, done.stderr):
        assert not any(sign in text for sign in "\x1b\x07\x9b\u202e")
    assert "Ferry 31maground" in done.stdout
