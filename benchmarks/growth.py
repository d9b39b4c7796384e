"""How time and memory grow with the corpus: generated articles, some of them edited copies.

    python benchmarks/growth.py [most]

Corpora of 100, 300, 1,000, 3,000 and 10,000 articles, at most `most` (3,000): a third are copies of
an earlier one with a twentieth of their words changed, in bunches of at most eight; the others have
nothing in common but the words of one vocabulary, as unevenly frequent as words are.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 300, 1_000, 3_000, 10_000)
WORDS, SENTENCES, BUNCH = 60_000, 20, 8


def main(arguments: list[str]) -> None:
    most = int(arguments[0]) if arguments else 3_000
    print("|articles|processors' time, s|a thousand, s|again, s|largest process, MB|kept, MB|")
    print("|-|-|-|-|-|-|")
    for size in (size for size in SIZES if size <= most):
        with tempfile.TemporaryDirectory() as home:
            corpus = Path(home, "corpus")
            corpus.mkdir()
            for number, text in enumerate(articles(size)):
                (corpus / f"{number:05}.txt").write_text(text)
            before = used()[0]
            index(corpus, home)
            first = used()[0] - before
            index(corpus, home)
            again, memory = used()[0] - before - first, used()[1] / 1024
            kept = sum(f.stat().st_size for f in Path(home).rglob("surveys.sqlite*")) / 1e6
            rate = 1_000 * first / size
            print(
                f"|{size:,}|{first:.1f}|{rate:.1f}|{again:.1f}|{memory:.0f}|{kept:.1f}|", flush=True
            )


def articles(size: int) -> list[str]:
    """So many articles, the same every time."""
    chance = random.Random(3)  # noqa: S311  # no secret
    vocabulary = [made_up(chance) for _ in range(WORDS)]
    weights = [1 / (n + 3) for n in range(WORDS)]
    texts: list[list[str]] = []
    copied: list[int] = []
    while len(texts) < size:
        if texts and chance.random() < 1 / 3:
            if not copied or copied.count(copied[-1]) >= BUNCH:
                copied.append(chance.randrange(len(texts)))
            copied.append(copied[-1])
            words = [
                chance.choice(vocabulary) if chance.random() < 1 / 20 else word
                for word in texts[copied[-1]]
            ]
        else:
            words = chance.choices(vocabulary, weights, k=SENTENCES * 20)
        texts.append(words)
    return ["\n\n".join(sentences(words)) for words in texts]


def sentences(words: list[str]) -> list[str]:
    return [" ".join(words[n : n + 20]).capitalize() + "." for n in range(0, len(words), 20)]


def made_up(chance: random.Random) -> str:
    syllables = chance.randrange(1, 5)
    return "".join(
        chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(syllables)
    )


def index(corpus: Path, home: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "tui", "index", str(corpus)],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": home},
        capture_output=True,
        check=True,
    )


def used() -> tuple[float, int]:
    """Seconds the processors spent for our children, and the kilobytes of the largest."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime, children.ru_maxrss


if __name__ == "__main__":
    main(sys.argv[1:])
