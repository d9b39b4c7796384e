"""Markdown is shown as typography, never as marks, and links lead nowhere by themselves."""

from pathlib import Path

from rich.style import Style

from tests.support.reader import Reader, reading

TEXT = """# The *great* storm

> He said **so** and `meant` it.

1. [Reuters](http://reuters.example/a)
2. two [bold]words[/bold]
"""


def style_of(reader: Reader, words: str) -> Style:
    view = reader.panes.reader
    for y in range(view.size.height):
        for segment in view.render_line(y):
            if segment.text.strip() == words:
                assert segment.style
                return segment.style
    raise AssertionError(words)


async def test_looks_are_kept_and_marks_are_gone(tmp_path: Path) -> None:
    (tmp_path / "storm.md").write_text(TEXT)
    async with reading(tmp_path, [tmp_path / "storm.md"]) as reader:
        shown = reader.shown(reader.panes.reader)
        assert reader.article == "The great storm"
        assert "▎ He said so and meant it." in shown
        assert "1. Reuters" in shown
        assert "2. two [bold]words[/bold]" in shown
        assert "**" not in shown
        assert "http" not in shown
        assert style_of(reader, "great").italic
        assert style_of(reader, "so").bold
        link = style_of(reader, "Reuters")
        assert link.italic
        assert link.link is None
        assert not any("click" in key for key in link.meta)
