"""Clusters for tests: corpora that use every part of matching, and a master with workers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from tests.support.corpora import LETTER, RARE, story, written

SMALL_JVM = (
    "--conf", "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "--conf", "spark.driver.memory=600m",
    "--conf", "spark.sql.codegen.wholeStage=false",
    "--conf", "spark.sql.adaptive.enabled=false",
    "--conf", "spark.driver.bindAddress=127.0.0.1",
    "--conf", "spark.driver.host=127.0.0.1",
)  # fmt: skip
"""Settings with which little is compiled: a test has few rows and many stages."""
_PATIENCE = 600


def missing(
    needs: Collection[str],
    find: Callable[[str], object],
    which: Callable[[str], str | None],
    environ: Mapping[str, str],
) -> str:
    """Return what is missing for tests with these marks; empty if nothing is."""
    packages = ["pyarrow"] * bool(needs) + ["pyspark", "pandas"] * (needs != {"parquet"})
    absent = [name for name in packages if needs and find(name) is None]
    if needs - {"parquet"} and which("java") is None:
        absent.append("java")
    if absent:
        return f"{', '.join(absent)} missing: see docs/cluster.md"
    if "standalone" in needs and not environ.get("VARIORUM_TEST_SPARK"):
        return "a master and workers are started by `make test-spark` alone"
    return ""


def every_kind(folder: Path) -> Path:
    """Return a corpus with all that stages treat apart.

    Copies of a text, retellings, a line that recurs, a sentence that more articles share with a few
    words changed than a stem pair may have, repeats, an empty file, Markdown and a page.
    """
    chance = Random(7)  # noqa: S311  # no secret
    articles: dict[str, str] = {}
    shared = (
        "the tug {} towed the burning ferry Ouwerkerk past the pier of Vlissingen before {} dawn"
    )
    for number in range(80):
        title, *paragraphs = story(number)
        sentence = shared.format(chance.choice(RARE), chance.choice(RARE)).capitalize()
        articles[f"n{number:02}"] = "\n\n".join([title, *paragraphs, f"{sentence}.", LETTER])
    for number in range(12):
        title, first, second, third = story(number)
        words = [w if chance.random() > 0.15 else chance.choice(RARE) for w in second.split()]
        articles[f"r{number:02}"] = "\n\n".join([title, " ".join(words), third, third, first])
    articles["copy"] = articles["n05"]
    articles["same"] = articles["n05"]
    corpus = written(folder / "corpus", **articles)
    (corpus / "empty.txt").write_text("  \n")
    (corpus / "marked.md").write_text(f"# A list\n\n* {story(3)[1]}\n\n> {story(4)[2]}\n")
    (corpus / "page.html").write_text(
        "<html><head><title>A page</title></head><body><article>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in story(6))
        + "</article></body></html>"
    )
    return corpus


def generation(index: Path) -> str:
    """Return the name that all bytes of an index decide."""
    (folder,) = [path.name for path in index.iterdir() if path.is_dir() and path.name[0] != "."]
    return folder


class Cluster:
    """A standalone master and its workers, on this machine."""

    def __init__(self, master: str, workers: list[subprocess.Popen[bytes]]) -> None:
        self.master = master
        self.workers = workers

    def kill(self, number: int) -> None:
        """Kill a worker and its executors, as the loss of its machine would."""
        os.killpg(self.workers[number].pid, 9)
        self.workers[number].wait()


@contextmanager
def standalone(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Give a cluster with workers of one core each; all its processes end with the context."""
    port = _free_port()
    master = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        options = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]
        _start(stack, folder / "master", "org.apache.spark.deploy.master.Master", options)
        _until(lambda: _is_open(port))
        processes = []
        for number in range(workers):
            options = ["--host", "127.0.0.1", "--cores", "1", "--memory", "1g"]
            options += ["--webui-port", "0", "--work-dir", str(folder / f"work{number}"), master]
            name = "org.apache.spark.deploy.worker.Worker"
            processes.append(_start(stack, folder / f"worker{number}", name, options))
        yield Cluster(master, processes)


def _start(stack: ExitStack, log: Path, name: str, options: list[str]) -> subprocess.Popen[bytes]:
    import pyspark  # noqa: PLC0415  # an extra that may be missing

    log.parent.mkdir(parents=True, exist_ok=True)
    out = stack.enter_context(log.open("wb"))
    process = subprocess.Popen(
        [str(Path(pyspark.__file__).parent / "bin" / "spark-class"), name, *options],
        stdout=out,
        stderr=subprocess.STDOUT,
        env={
            **os.environ,
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
        },
        start_new_session=True,
    )
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, 9)
    except ProcessLookupError:
        return
    process.wait()


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("the master never came")
        time.sleep(0.1)


def _is_open(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
