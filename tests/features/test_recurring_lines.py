"""Lines that recur all over: shown as furniture, told, taken as text by one key; copies named."""

from pathlib import Path

import pytest

from tests.support.corpora import LETTER, story, with_lines, written
from tests.support.reader import Reader, reading


def title(reader: Reader) -> str:
    return str(reader.panes.sources.border_title)


async def go_to(reader: Reader, words: str) -> None:
    await reader.press("g")
    for _ in range(100):
        if reader.passage.startswith(words):
            return
        await reader.press("j")
    raise AssertionError(words)


@pytest.mark.slow
async def test_the_panel_says_in_how_many_articles_it_recurs_and_a_key_compares_it(
    tmp_path: Path,
) -> None:
    texts = {f"a{n}": with_lines(n, [LETTER], 3) for n in range(6)}
    async with reading(tmp_path, [written(tmp_path / "corpus", **texts)]) as reader:
        await go_to(reader, LETTER)
        assert "Not compared" in reader.sources
        assert "6 articles" in reader.sources
        assert "0/5" in title(reader)
        await reader.press("I")
        await reader.until(lambda: reader.screen.is_settled and "5/5" in title(reader))
        assert "verbatim" in reader.sources
        await reader.press("I")
        await reader.until(lambda: reader.screen.is_settled and "0/5" in title(reader))
        assert "Not compared" in reader.sources


@pytest.mark.slow
async def test_every_copy_shows_what_the_first_does_and_names_the_others(tmp_path: Path) -> None:
    text = "\n\n".join(story(1))
    texts = {"a": text, "b": text, "c": f"{story(2)[0]}\n\n{story(1)[1]}"}
    async with reading(tmp_path, [written(tmp_path / "corpus", **texts)]) as reader:
        await reader.collated()
        sentence = story(1)[1].split(".")[0]
        for _ in "ab":
            await go_to(reader, sentence)
            assert "The same text:" in reader.sources
            assert reader.sources.count("verbatim") == 1
            assert "1/1" in title(reader)
            await reader.press("n")


@pytest.mark.slow
async def test_what_an_article_repeats_shows_what_others_say_of_it(tmp_path: Path) -> None:
    texts = {"a": with_lines(1, [LETTER], 2), "b": f"{story(2)[0]}\n\n{LETTER}"}
    async with reading(tmp_path, [written(tmp_path / "corpus", **texts)]) as reader:
        seen = []
        for _ in range(60):
            if reader.passage == LETTER:
                seen.append((reader.panes.reader.passage, "verbatim" in reader.sources))
            await reader.press("j")
        assert len(set(seen)) == 2
        assert all(shown for _, shown in seen)
