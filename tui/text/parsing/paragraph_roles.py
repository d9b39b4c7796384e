"""Roles of an article's paragraphs: title, caption, credit, boilerplate.

Only form and position decide. A role that the format states, as for a Markdown heading, stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tui.text.boilerplate_lines import BoilerplateLines
from tui.text.document import Paragraph, Role
from tui.text.normalization.normal_forms import composed
from tui.text.normalization.unicode_properties import is_simple, is_stop, needs_no_stop
from tui.text.parsing.blocks import Blocks
from tui.text.sentences import last_mark, sentences
from tui.text.span import Span
from tui.text.tokens import count, normalized_tokens

_BOILERPLATE_LONGEST = 12
_BOILERPLATE = frozenset({
    "ad", "advertisement", "advertisements", "advertising", "advertizement", "sponsored",
    "promoted", "related", "share", "newsletter", "newsletters", "menu", "search", "home",
    "print", "comment", "comments", "cookies", "log in", "sign in", "sponsored content",
    "related articles", "related article", "related stories", "related topics", "related news",
    "related posts", "loading", "loading comments", "most read", "most popular", "trending now",
    "back to top", "next article", "previous article", "print this page", "leave a comment",
    "log in to comment", "accept all cookies", "continue reading", "get the app",
    "download our app", "no translation available",
    "anzeige", "werbung", "mehr zum thema", "weiterlesen", "kommentare", "zum seitenanfang",
    "publicité", "à lire", "commentaires", "retour en haut", "publicidad", "leer más",
    "comentarios", "publicidade", "leia mais", "pubblicità", "leggi tutto", "commenti",
    "advertentie", "lees meer", "reacties", "reklama", "czytaj więcej", "annons", "läs mer",
    "реклама", "подробнее", "комментарии", "广告", "阅读更多", "相关阅读", "版权所有", "広告",
    "関連記事", "続きを読む", "광고", "관련기사", "إعلان", "اقرأ أيضا", "اقرأ المزيد", "विज्ञापन",
    "यह भी पढ़ें",
})  # fmt: skip
_STARTS = (
    "epaper", "e-paper", "read more", "read also", "read next", "see also", "watch more",
    "watch next", "listen next", "also read", "more on this", "you may also like",
    "you might also like", "share this", "share on", "follow us", "join us", "sign up",
    "subscribe", "skip to", "click here", "load more", "show more", "show comments",
    "all rights reserved", "copyright ©", "copyright (c)", "(c)", "©", "listen to this article",
    "story continues below", "article continues below", "advertisement - story continues below",
    "lesen sie auch", "lesen sie mehr", "auch interessant", "alle rechte vorbehalten",
    "teilen auf", "newsletter abonnieren", "lire aussi", "à lire aussi", "lire la suite",
    "partager sur", "tous droits réservés", "abonnez-vous", "lea también", "lee también",
    "suscríbete", "suscríbase", "compartir en", "todos los derechos reservados", "leia também",
    "assine", "todos os direitos reservados", "leggi anche", "iscriviti alla", "condividi su",
    "tutti i diritti riservati", "lees ook", "alle rechten voorbehouden", "czytaj też",
    "czytaj także", "zobacz też", "wszelkie prawa zastrzeżone", "läs också", "läs även",
    "читайте также", "подписывайтесь", "все права защищены", "相关阅读", "版权所有", "関連記事",
    "اقرأ أيضا", "اقرأ أيضًا", "جميع الحقوق محفوظة",
)  # fmt: skip
_BOILERPLATE_STARTS = tuple(f"{start} " for start in _STARTS)
_LABELS = ("tags:", "topics:", "related:")
_FILE_NAME = re.compile(
    r"^\d{8,}\b | ^\S+\.(?:jpe?g|png|gif|webp|svg|mp4)\b | ^\w+_\w+_\w+$",
    re.IGNORECASE | re.VERBOSE,
)
_MARGIN = " \t\u00a0.,:;!?*•·|»«›‹>-–—_[]\"'“”‘’"
_BREADCRUMB = re.compile(r"^[•»>›|]\s*\S")
_NAME = r"(?:[A-Z][\w.'’-]*|and|de|van|von|[,&|])"
_CREDIT = re.compile(
    rf"""(?x) ^\W* (?:
      (?i:(?:additional\ |with\ )?reporting\ (?:contributed\ )?by |
      (?:written|edited|compiled|contributed|posted)\ by |
      (?:photo|picture|image|video|graphic|illustration)s?(?:\ credit|\ by)?\s*[:/] | credit: |
      (?:photo|picture|image|video|graphic|illustration)\ by\  |
      source: )\ ?\S.* |
      (?:[Bb]y|BY|Von|Par|Por)(?:\ {_NAME}){{1,12}}
    ) \W* $"""
)
_CREDIT_LONGEST = 25
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"""(?ix) ^\W*
      (?:(?:first\ |last\ )?(?:published|updated|posted|last\ modified)\b[\s:]*(?:on\ |at\ )?)?
      (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+)?
      (?: {_DAY}\s+{_MONTH}\s*,?\s*\d{{4}} | {_MONTH}\s+{_DAY}\s*,?\s*\d{{4}}
        | \d{{4}}-\d\d-\d\d | \d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}} )
      (?:[\s,|–—-]+(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,20}})? \W* $"""
)
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’]+(?:[ ,/-]{1,2}[A-Z][A-Z.'’]+){0,4}"  # BEIJING, NEW YORK, WASHINGTON/KYIV
    r"(?:,?\s[A-Z][a-z]+\.?(?:\s\d{1,2})?){0,2}"  # Fla., April 26
    r"(?:\s\([A-Za-z/ ]{2,20}\))?"  # (Reuters)
    r"\s*(?:\s-{1,2}|[–—][–—-]?|:|\s_)\s+(?=\S)"
)
_DATELINE_LONGEST = 80
_HALTS = frozenset(":;…")
"""Characters that end a line like a full stop."""
_LETTERS_TO_A_WORD = 2
"""Number of letters that count as a word in scripts without spaces."""
_CLAUSES = 3
"""Number of clauses from which a line of a script without stops is not a caption."""
_SENTENCES = 3
"""Number of sentences from which a line is body text, not a headline or caption."""
_BULLET = re.compile(r"^(?:[-*•‣◦–]|\d{1,2}[.)])\s")
_HEADLINE_LONGEST = 32
_SUBTITLE_LONGEST = 45
_HEADING_LONGEST = 10
_CAPTION_LONGEST = 45
_SITE_NAME_LONGEST = 5


@dataclass(frozen=True, slots=True)
class _Line:
    """Words of a paragraph and the features of its form."""

    text: str
    count: int
    """Number of words between white space; in scripts without spaces, two letters are a word."""

    @property
    def is_boilerplate(self) -> bool:
        if not any(c.isalpha() for c in self.text):
            return True
        short = self.count <= _BOILERPLATE_LONGEST
        words = self.text.strip(_MARGIN).lower()
        if short and (
            words in _BOILERPLATE
            or words.startswith(_LABELS)
            or f"{words} ".replace(":", " ").startswith(_BOILERPLATE_STARTS)
        ):
            return True
        return bool(self.count <= _CAPTION_LONGEST and _FILE_NAME.match(self.text))

    @property
    def is_credit(self) -> bool:
        return self.count <= _CREDIT_LONGEST and bool(_CREDIT.match(self.text))

    @property
    def is_date(self) -> bool:
        return self.count <= _BOILERPLATE_LONGEST and bool(_DATE.match(self.text))

    @property
    def is_headline(self) -> bool:
        return (
            1 < self.count <= _HEADLINE_LONGEST
            and not self._is_stopped
            and not _BULLET.match(self.text)
            and not self.text[0].islower()
            and not self.is_text
        )

    @property
    def is_unfinished(self) -> bool:
        mark = last_mark(self.text)
        if needs_no_stop(mark) and (len(self.text.split()) >= _CLAUSES or self._is_parted):
            return False
        return not (mark in _HALTS or is_stop(mark) or _BULLET.match(self.text))

    @property
    def _is_stopped(self) -> bool:
        """True if it ends like a statement."""
        mark = last_mark(self.text)
        return mark in _HALTS or is_stop(mark, questions=False)

    @property
    def _is_parted(self) -> bool:
        """True if it has two sentences or more."""
        return len(list(islice(sentences(self.text, Span(0, len(self.text))), 2))) > 1

    @property
    def is_text(self) -> bool:
        """True if it has three sentences, or two divided by a stop that no headline has."""
        if is_simple(self.text) and sum(map(self.text.count, ".!?…։")) < _SENTENCES - 1:
            return False
        span = Span(0, len(self.text))
        texts = [s.of(self.text) for s in islice(sentences(self.text, span), _SENTENCES)]
        is_first_stopped = len(texts) > 1 and is_stop(last_mark(texts[0]), questions=False)
        return len(texts) == _SENTENCES or (is_first_stopped and not last_mark(texts[0]).isascii())

    @property
    def capitals(self) -> float:
        """Share of its longer words that start with a capital; 1 if there are no longer words."""
        if self.text.lower() == self.text.upper():
            return 1.0
        long = [w for w in self.text.split() if len(w) > 3] or self.text.split()  # noqa: PLR2004
        return sum(w.strip("“‘\"'(")[:1].isupper() for w in long) / len(long)


def assign_roles(blocks: Blocks, boilerplate: BoilerplateLines) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `blocks`, each with its role.

    Those in `boilerplate` have this role, whatever their form.
    """
    texts = [p.span.of(blocks.text) for p in blocks.paragraphs]
    lines = [_line(text) for text in texts]
    roles = [p.role for p in blocks.paragraphs]
    stated = {n for n, text in enumerate(texts) if text in boilerplate}
    for n in stated:
        roles[n] = Role.BOILERPLATE
    free = [n for n in range(len(lines)) if n not in blocks.settled and n not in stated]
    for n in free:
        roles[n] = _by_form(lines[n])
    for n in _breadcrumbs(lines, free):
        roles[n] = Role.BOILERPLATE
    top = _name_title(lines, roles, free)
    for n in free:
        if roles[n] is Role.BODY and n > top:
            roles[n] = _inside(lines, n)
    return tuple(p._replace(role=role) for p, role in zip(blocks.paragraphs, roles, strict=True))


def dateline(text: str, span: Span) -> Span:
    """Return the span of place and agency at the start of the paragraph `span` (`BEIJING -`).

    Return an empty span if there are none.
    """
    match = _DATELINE.match(text, span.start, min(span.end, span.start + _DATELINE_LONGEST))
    return Span(span.start, match.end() if match else span.start).trimmed(text)


def _line(text: str) -> _Line:
    head = composed(text[:2_000]).text
    words, letters = count(head)
    return _Line(head if len(text) <= 2_000 else head + ".", words + letters // _LETTERS_TO_A_WORD)  # noqa: PLR2004


def _by_form(line: _Line) -> Role:
    if line.is_boilerplate:
        return Role.BOILERPLATE
    if line.is_credit:
        return Role.BYLINE
    if line.is_date:
        return Role.DATELINE
    return Role.BODY


def _breadcrumbs(lines: Sequence[_Line], free: Sequence[int]) -> list[int]:
    """Return the lines of a navigation trail at the top: bulleted, one with an arrow."""
    trail: list[int] = []
    for n in free:
        if not _BREADCRUMB.match(lines[n].text):
            break
        trail.append(n)
    has_arrow = any(lines[n].text.rstrip().endswith(("»", "›", ">")) for n in trail)
    return trail if has_arrow else []


def _name_title(lines: Sequence[_Line], roles: list[Role], free: Sequence[int]) -> int:
    """Assign title and subtitle at the top of the article; return the last index that was used."""
    if Role.TITLE in roles:
        return _name_repeats(lines, roles, roles.index(Role.TITLE))
    body_lines = [n for n in free if roles[n] is Role.BODY]
    if len(body_lines) < 2 or not lines[body_lines[0]].is_headline:  # noqa: PLR2004  # a title titles something
        return -1
    title, second = body_lines[0], body_lines[1]
    if lines[second].text[0].islower():
        return -1
    roles[title] = Role.TITLE
    is_subtitle = second == title + 1 and len(body_lines) > 2  # noqa: PLR2004
    if is_subtitle and lines[second].count <= _SUBTITLE_LONGEST and lines[second].is_headline:
        roles[second] = Role.SUBTITLE
    return _name_repeats(lines, roles, title)


def _name_repeats(lines: Sequence[_Line], roles: list[Role], title: int) -> int:
    """Assign the role of a title to each further line that repeats the title."""
    words = normalized_tokens(lines[title].text)
    for n, line in enumerate(lines):
        if (
            roles[n] is Role.BODY
            and line.count < 2 * len(words)
            and normalized_tokens(line.text) == words
        ):
            roles[n] = Role.TITLE
    return title


def _inside(lines: Sequence[_Line], n: int) -> Role:
    """Return the role of a line inside the body: heading, caption, name of the site, or body."""
    line = lines[n]
    if not line.is_unfinished or line.count > _CAPTION_LONGEST or line.is_text:
        return Role.BODY
    is_last = n == len(lines) - 1
    if is_last and line.count <= _SITE_NAME_LONGEST and re.search(r"\s[|–—-]\s", line.text):
        return Role.BOILERPLATE
    if not is_last and line.count <= _HEADING_LONGEST and line.capitals > 0.5:  # noqa: PLR2004
        return Role.HEADING
    return Role.CAPTION if line.count > 2 else Role.BODY  # noqa: PLR2004
