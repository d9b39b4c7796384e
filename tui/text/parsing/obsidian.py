"""Obsidian's additions to Markdown: comments, block ids, links and embeds of notes, highlights.

Comments and ids are replaced by blanks before the text is parsed; the others are rules of the
parser.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

EMBED = "embed"
"""Type of the token for an embedded file; its content is the file's name."""
SKIPPED = "skipped"
"""Type of the token for source text that is not shown."""
_HIDDEN = "\ufdd0"
"""Replacement for each character of a comment before words: a character that no text has."""
_WORDS = re.compile(r"[^\S\n]*\S")
_GAP = re.compile(rf"(?:(?<=\s)|^){_HIDDEN}+\s?|{_HIDDEN}+")
_CODE = (
    r"^(?P<fence>[ \t>]*(?:`{3,}|~{3,}))[\s\S]*?(?:^(?P=fence)|\Z)"
    r"|(?P<ticks>`+)(?!`)[^\n]{0,2000}?(?P=ticks)"
)
_UNREAD = re.compile(
    rf"{_CODE}|(?P<comment>%%(?:(?!%%)[\s\S]){{0,20000}}%%)"
    r"|(?P<id>(?:(?<=\s)|^)\^[A-Za-z0-9-]+(?=[ \t]*(?:\n[ \t]*(?:\n|[-*+>]|\d+[.)])|\n?\Z)))",
    re.MULTILINE,
)
_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")


def without_comments(text: str) -> str:
    """Return `text` with blanks for comments (`%%…%%`) and block ids (`^id`) outside of code.

    Comments before words of a line are left for `split_at_comments`.
    """
    return _UNREAD.sub(_blank, text)


def split_at_comments(text: str) -> list[str]:
    """Return the parts of a line between its comments, with only one blank between two parts."""
    return _GAP.split(text) if _HIDDEN in text else [text]


def add_rules(parser: "MarkdownIt") -> None:
    """Add rules for links and embeds (`[[a|b]]`, `![[a]]`) and highlights (`==a==`) to `parser`."""
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("link", "highlight", _highlight)


def _blank(match: re.Match[str]) -> str:
    if match["comment"] is None and match["id"] is None:
        return match[0]
    in_line = "\n" not in match[0] and _WORDS.match(match.string, match.end())
    blank = _HIDDEN if in_line else " "
    return "".join("\n" if c == "\n" else blank for c in match[0])


def _wiki_link(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001  # the parser's
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        embed_mark, target, label = match[1], match[2], match[3] or ""
        if embed_mark:
            _skip(state, "![[")
            state.push(EMBED, "", 0).content = target
            _skip(state, match[0][3 + len(target) :])
        else:
            words = label.strip() or target
            label_start = match[0].rindex(words)
            _skip(state, match[0][:label_start])
            state.push("link_open", "a", 1).attrSet("href", target.strip())
            state.push("text", "", 0).content = words
            state.push("link_close", "a", -1)
            _skip(state, match[0][label_start + len(words) :])
    state.pos = match.end()
    return True


def _highlight(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001  # the parser's
    start, mark = state.pos, "=="
    if not state.src.startswith(mark, start) or state.src.startswith("===", start):
        return False
    end = state.src.find(mark, start + 2, state.posMax)
    content = state.src[start + 2 : end] if end > 0 else ""
    if not content or content != content.strip():
        return False
    if not silent:
        outer_end = state.posMax
        state.pos, state.posMax = start + 2, end
        state.push("strong_open", "mark", 1)
        state.md.inline.tokenize(state)
        state.push("strong_close", "mark", -1)
        state.posMax = outer_end
    state.pos = end + 2
    return True


def _skip(state: "StateInline", source_text: str) -> None:
    state.push(SKIPPED, "", 0).content = source_text
