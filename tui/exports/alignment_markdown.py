"""Two documents beside each other as a table in Markdown."""

from collections.abc import Iterable

from tui.exports.markdown import escaped


def alignment_markdown(heads: tuple[str, str], rows: Iterable[tuple[str, str, str]]) -> str:
    """Return a table of two documents.

    Args:
        heads: The heads of the two columns, in plain words.
        rows: For each row the left passage, the sign between the two and the right passage; the
            passages are plain words, empty for a gap, and the sign has no Markdown.

    Returns:
        The table; every row is one line.
    """
    lines = [_line(heads[0], "", heads[1]), "| --- | :-: | --- |"]
    lines += [_line(*row) for row in rows]
    return "\n".join(lines) + "\n"


def _line(left: str, sign: str, right: str) -> str:
    words = [escaped(" ".join(cell.split())) for cell in (left, right)]
    return f"| {words[0]} | {sign} | {words[1]} |"
