"""Ends of sentences, as sentencex finds them, with corrections.

Closing quotes, brackets and footnote marks after an end belong to its sentence. The length of a
sentence is limited.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from sentencex import get_sentence_boundaries

from tui.text.normalization.normal_forms import composed
from tui.text.normalization.unicode_properties import STOP, compiled, is_simple
from tui.text.span import Span

LONGEST = 2_000
"""Largest length of a sentence in code points; a longer one is cut at a space."""

_QUOTES = str.maketrans("“”„«»「」『』《》", "           ")
_OPENING = "“„«「『《"
_ASIDE = re.compile(r"[?!][”»]\s*$")
_ENGLISH = "en"
_LANGUAGES = (
    ("ru", re.compile("[\u0400-\u052f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
"""Languages whose abbreviations sentencex knows, with the letters that identify them."""

_CLOSING = r"[”»)\]}›」』】》〉〕]|[\"'’“](?!\w)"
_NOTE = r"\[(?:\^\w+|\d{1,3}|note \d+|citation needed)\]"
_FOOTNOTE = r"\[(?:\^?\w{1,3}|note \d+|citation needed)\]|[⁰¹²³⁴-⁹†‡]|\*(?!\w)"
_LINK = r"(?:https?://|www\.)"
_TAIL = rf"(?:{_CLOSING})*(?:{_FOOTNOTE}| {_NOTE})*\s*"
"""End of a sentence from its mark on. Rare patterns are compiled at first use."""
_LEFT_OUT = (
    rf"[.!?(\[](?:(?<=[.!?])(?={_LINK})|(?:(?<=^[(\[])|(?<=[.!?]\s[(\[]))"
    r"[^()\[\]]{1,300}[.!?][\"'”’»]?[)\]]\s+(?=[\"'“‘«(\[]?[^\W_a-z]))"
)
"""Ends that sentencex doesn't find: before a link, and after brackets around whole sentences."""
_ETHIOPIC = ("፡፡", "።")
"""Ethiopic full stop typed as two characters, and the full stop itself."""
_FOREIGN = rf"(?:[{STOP}--[.!?]]|{_ETHIOPIC[0]})+(?:{_CLOSING})*\s*"
_STOPLESS = r"[\p{Thai}\p{Lao}]"
_CLAUSES = rf"(?<={_STOPLESS}{{20}})\s+(?={_STOPLESS}{{20}})"
"""In Thai and Lao, a space between two longer clauses is the only end of a sentence."""
_NUMBERED = r"(?i:\b(?:vols?|abs|sect?|chap|eq|figs?|nos?|nr|pp|app|approx|ca|bd)\.\s+$)"
"""Abbreviations before a number."""
_INITIAL = '(?:^|[\\s("«])[\u0370-\u03ab\u0400-\u042f\u0531-\u0556]\\.\\s*$'
_TITLE = (
    r"(?:^|[\s(\[\"'“«])(?:[\p{Arabic}\p{Hebrew}]|[[\p{Lu}]--[\p{Latin}]]"
    r"|डॉ|डा|प्रो|पं|श्री|श्रीमती|मो|नं|क्र|रु|ড|ডা|মো|মি|திரு)\.\s*$"
)
"""Initials and short titles in scripts other than Latin."""
_ENGLISH_TITLE = re.compile(
    r"\b(?:M[sx]|Mmes|Profs|Revs|Govs|Amb|Atty|Sgts|Lts|Cols|Gens|Adms|Cdr|Capts|Ald|Cllr|Ste|Mts|Ft"
    r"|S(?:ra|rta)|Dra|Frl)\.\s+$"
)
"""Abbreviations before a name that sentencex doesn't know."""
_HOUR = re.compile(r"\b[ap]\.m\.\s+$")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_ORDINAL = r"(?<![\d.,])\b\d{1,2}\.\s+$"
_MONTH = (
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)\b"
)
"""Words after an ordinal number in German."""
_MILLIONS = r"\d[ \u00a0](?:Mio|Mrd|Tsd)\.\s+$"
_BEFORE = 24
"""Number of code points before an end that decide if it is an abbreviation."""
_ODD = re.compile(
    rf"[.!?…](?:[\"'”’»]*(?:\s?[\[*†‡⁰¹²³⁴-⁹]|[)\]]|{_LINK})|(?<=[a-zA-Z]\.)\s+\d"
    r"|(?<=\d\.)\s+[JFMASONDa-z]|(?<=\.)\.\.\S|(?<=[Mm](?:io|rd)\.)\s)"
)
"""A text without such signs, in an alphabet that sentencex knows, needs no corrections."""
_MARKS = ".!?…:;,"
_LAST = 400
"""Number of code points at the end of a text that decide its last mark."""
_APPENDED = (
    rf"(?:{_FOOTNOTE}|[\"'”’»)\]}}›」』】》〉〕]"
    rf"|(?:(?<=\s)|(?<=[.!?…。।۔]))(?:{_LINK}\S+|[#@]\w+))$"
)


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of `text` inside `span`, without white space at their ends."""
    excerpt = span.of(text)
    form = None if excerpt.isascii() else composed(excerpt)
    start = span.start
    for offset in _ends(form.text if form else excerpt):
        end = span.start + (form.offset(offset) if form else offset)
        yield from _split_long(text, Span(start, end).trimmed(text))
        start = end


def last_mark(text: str) -> str:
    """Return the character that ends the words of `text`; empty if it has no words.

    Closing quotes and brackets, footnote marks, and links and hashtags at the end don't count.
    """
    end_text = text[-_LAST:].rstrip()
    while end_text and not (end_text[-1] in _MARKS or end_text.rsplit(None, 1)[-1].isalpha()):
        shorter = re.sub(_APPENDED, "", end_text).rstrip()
        if shorter == end_text:
            break
        end_text = shorter
    return _ETHIOPIC[1] if end_text.endswith(_ETHIOPIC[0]) else end_text[-1:]


def _ends(excerpt: str) -> Iterator[int]:
    """Yield the ends of the sentences in the composed text `excerpt`, after their white space."""
    has_quotes = not excerpt.isascii() and any(mark in excerpt for mark in _OPENING)
    # sentencex does not divide quotations
    unquoted = excerpt.translate(_QUOTES) if has_quotes else excerpt
    language = _language(excerpt)
    boundaries = get_sentence_boundaries(language, unquoted)
    ends = [b["end_index"] for b in boundaries if not _is_abbreviation(excerpt, b["end_index"])]
    if has_quotes:
        ends = [_before_opening(excerpt, end) for end in ends]
    if not is_simple(excerpt):
        patterns = map(compiled, (_LEFT_OUT, _FOREIGN, _CLAUSES))
        matches = chain.from_iterable(pattern.finditer(excerpt) for pattern in patterns)
        ends = _correct(excerpt, sorted({*ends, *(m.end() for m in matches)}))
    elif language != _ENGLISH or _ODD.search(excerpt):
        left_out = tuple(re.finditer(_LEFT_OUT, excerpt))
        ends = _correct(excerpt, sorted({*ends, *(m.end() for m in left_out)}))
    start = 0
    for end in ends:
        if _ASIDE.search(excerpt, max(start, end - 8), end) and excerpt[end : end + 1].islower():
            continue  # “Did he go?” she asked.
        yield end
        start = end


def _language(excerpt: str) -> str:
    if not excerpt.isascii():
        for language, letter in _LANGUAGES:
            if letter.search(excerpt):
                return language
    return _ENGLISH


def _is_abbreviation(excerpt: str, end: int) -> bool:
    """Return True if an end is that of a title before a name, or of an hour before a weekday."""
    before, following = excerpt[max(0, end - _BEFORE) : end], excerpt[end : end + 1]
    if not following.isupper():
        return False
    is_hour = _HOUR.search(before) and _WEEKDAY.match(excerpt, end)
    return bool(is_hour or _ENGLISH_TITLE.search(before))


def _before_opening(excerpt: str, end: int) -> int:
    """Return `end` before the opening quotes in front of it, which belong to the next sentence."""
    while 0 < end < len(excerpt) and excerpt[end - 1] in _OPENING:
        end -= 1
    return end


def _correct(excerpt: str, ends: Iterable[int]) -> list[int]:
    """Return the corrected `ends`: moved after quotes and marks, without false ends."""
    corrected = [0]
    for end in ends:
        if end < len(excerpt) and _is_none(excerpt, end):
            continue
        tail = re.compile(_TAIL).match(
            excerpt, len(excerpt[corrected[-1] : end].rstrip()) + corrected[-1]
        )
        whole_end = max(end, tail.end() if tail else end)
        if whole_end > corrected[-1]:
            corrected.append(whole_end)
    return corrected[1:]


def _is_none(excerpt: str, end: int) -> bool:
    """Return True if an end is the point of a number or an abbreviation."""
    text_before, following = excerpt[max(0, end - _BEFORE) : end], excerpt[end]
    if following.isdigit() and (text_before[-2:-1].isdigit() or re.search(_NUMBERED, text_before)):
        return text_before.rstrip().endswith(".")
    if text_before.endswith("...") and not following.isalpha():
        return True
    if re.search(_ORDINAL, text_before):
        text_after = excerpt[end : end + _BEFORE]
        if re.match(_MONTH, text_after) or (
            following.islower() and not re.match(_LINK, text_after)
        ):
            return True
    if re.search(_MILLIONS, text_before):
        return True
    if is_simple(text_before):
        return not text_before.isascii() and re.search(_INITIAL, text_before) is not None
    return compiled(_TITLE).search(text_before) is not None


def _split_long(text: str, span: Span) -> Iterator[Span]:
    """Yield `span`, which is trimmed, in parts of limited length."""
    start, end = span
    if start < end <= start + LONGEST:
        yield span
        return
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        part_end = space if space > 0 else start + LONGEST
        yield Span(start, part_end).trimmed(text)
        start = part_end
    if last := Span(start, end).trimmed(text):
        yield last
