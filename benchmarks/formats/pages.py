# ruff: noqa: E501  # lines of HTML
"""Web pages around an article, in the manner of three kinds of sites.

Each has navigation, a cookie notice, related links, comments and more that is not of the article.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from tui.text.document import Document, Emphasis, Role

_SECTIONS = ("Harbour", "Markets", "Weather", "Football", "Gardens", "Letters", "Archive", "Shop")
_RELATED = (
    "Ferry timetable changes for the winter season explained",
    "Five walks along the old canal that take under an hour",
    "Bakery on the quay closes its doors after ninety years",
    "How the lighthouse keeper became a beekeeper",
    "Readers choose the best soup of the province",
)
_COMMENTS = (
    ("Harriet", "Thanks for writing this up, I wish the other papers had been so quick about it."),
    ("quaysider77", "Nobody asked the people who live there. Typical! Cancel my subscription."),
    ("M. Oduya", "I disagree with quaysider77 above, but the headline could be better."),
)
_COOKIES = (
    "We and our 214 partners store cookies on your device to personalise advertising and to measure"
    " audiences. You may change your choices at any time in our privacy centre."
)
_LETTER = "Get the morning briefing in your inbox. Sign up for free, unsubscribe whenever you like."

_FIRST_BETWEEN = 2
"""Paragraphs of an article before anything is put between them."""


class Page(NamedTuple):
    """What a site says of an article besides its words."""

    title: str
    outlet: str
    author: str
    date: str
    url: str


def _inline(document: Document, start: int, end: int) -> str:
    """Return a part of the article as HTML, emphasis kept."""
    marks = [
        m
        for m in document.markup
        if start <= m.span.start
        and m.span.end <= end
        and m.emphasis in {Emphasis.STRONG, Emphasis.EMPHASIS}
    ]
    parts, at = [], start
    for mark in marks:
        if mark.span.start < at:
            continue
        tag = "strong" if mark.emphasis is Emphasis.STRONG else "em"
        parts += [
            escape(document.text[at : mark.span.start]),
            f"<{tag}>{escape(mark.span.of(document.text))}</{tag}>",
        ]
        at = mark.span.end
    return "".join([*parts, escape(document.text[at:end])])


def paragraphs(document: Document) -> list[tuple[Role, str]]:
    """Return the article's paragraphs that say something, each with its role, as HTML."""
    return [
        (p.role, _inline(document, *p.span))
        for p in document.paragraphs
        if p.role not in {Role.BOILERPLATE, Role.BYLINE}
    ]


def _blocks(document: Document, between: Sequence[str]) -> str:
    """Return the body of an article, with `between` after its second, fourth … paragraph."""
    parts: list[str] = []
    waiting = list(between)
    for n, (role, words) in enumerate(paragraphs(document)):
        match role:
            case Role.TITLE if n == 0:
                continue  # a template puts it
            case Role.HEADING | Role.TITLE:
                parts.append(f"<h2>{words}</h2>")
            case Role.CAPTION:
                parts.append(
                    f'<figure><img src="/i/{n}.jpg" alt=""><figcaption>{words}</figcaption></figure>'
                )
            case _:
                parts.append(f"<p>{words}</p>")
        if waiting and n > _FIRST_BETWEEN and n % 2:
            parts.append(waiting.pop(0))
    return "\n".join(parts)


def _first_title(document: Document) -> str:
    first = paragraphs(document)[0]
    return first[1] if first[0] is Role.TITLE else ""


def _headline(document: Document) -> str:
    words = _first_title(document)
    return f"<h1>{words}</h1>" if words else ""


def _links(words: Sequence[str], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/{n}">{escape(w)}</a></{tag}>' for n, w in enumerate(words))


def newspaper(document: Document, page: Page) -> str:
    """Return a page of a newspaper's site: elements of HTML 5, and JSON-LD."""
    share = '<div class="share-tools"><button>Share</button><button>Copy link</button></div>'
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{escape(page.title)} | {escape(page.outlet)}</title>
<link rel="canonical" href="{escape(page.url)}">
<meta property="og:site_name" content="{escape(page.outlet)}"><meta property="og:title" content="{
        escape(page.title)
    }">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{escape(page.title)}","datePublished":"{page.date}T08:15:00Z","dateModified":"{
        page.date
    }T11:00:00Z",
"author":[{{"@type":"Person","name":"{escape(page.author)}"}}]}}</script>
<style>body{{margin:0}}</style></head><body>
<div id="consent" class="cookie-banner" role="dialog"><h2>Your privacy</h2><p>{
        _COOKIES
    }</p><button>Accept all</button>
<button>Manage choices</button></div>
<header class="site-header"><a class="skip" href="#main">Skip to content</a><nav><ul>{
        _links(_SECTIONS)
    }</ul></nav></header>
<main id="main"><nav class="breadcrumb">{_links(("Home", "News", "World"), "span")}</nav>
<article>{_headline(document)}<p class="byline">By <a rel="author" href="/by/1">{
        escape(page.author)
    }</a></p>
<time datetime="{page.date}T08:15">{page.date}, 08.15</time>{share}
<div class="article-body">{
        _blocks(
            document,
            (
                '<aside class="newsletter-signup"><h3>Briefing</h3><p>'
                + _LETTER
                + "</p><form><input><button>Sign up</button></form></aside>",
                '<div class="ad-slot" data-ad="1"><span>Advertisement</span></div>',
                '<aside class="related"><h3>Read more</h3><ul>'
                + _links(_RELATED[:2])
                + "</ul></aside>",
            ),
        )
    }</div>{share}</article>
<section class="related-articles"><h2>Related articles</h2><ul>{_links(_RELATED)}</ul></section>
<section id="comments" class="comments"><h2>3 comments</h2>{
        "".join(
            f'<div class="comment"><b>{w}</b><p>{escape(c)}</p><button>Reply</button></div>'
            for w, c in _COMMENTS
        )
    }</section></main>
<aside class="sidebar"><h2>Most read</h2><ol>{_links(_RELATED[::-1])}</ol></aside>
<footer><ul>{_links(("About us", "Contact", "Terms", "Privacy", "Careers"))}</ul><p>© 2024 {
        escape(page.outlet)
    }. All rights
reserved. No part of this site may be reproduced without permission.</p></footer></body></html>"""


def portal(document: Document, page: Page) -> str:
    """Return a page of an older portal: a table and `div` elements, names in classes only."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{escape(page.outlet)} - {escape(page.title)}</title><meta name="author" content="{
        escape(page.author)
    }">
<meta name="date" content="{page.date}"><meta property="og:url" content="{escape(page.url)}">
<meta property="og:site_name" content="{
        escape(page.outlet)
    }"><script>var x = "<p>not text</p>";</script></head><body>
<div class="topbar">{_links(_SECTIONS, "span")}</div>
<div id="cookieNotice"><p>{
        _COOKIES
    } <a href="/privacy">Read more</a> <a href="#" onclick="ok()">OK</a></p></div>
<table width="100%"><tr><td class="leftnav" width="160"><ul>{
        _links(_SECTIONS)
    }</ul><div class="poll"><b>Poll of the day</b>
<p>Should the market hall stay open on Sundays?</p><a href="/v/1">Yes</a> <a href="/v/2">No</a></div></td><td>
<div id="content"><div class="story">{_headline(document)}
<div class="meta">{escape(page.author)} | {
        page.date
    } | <a href="#comments">3 comments</a> | <a href="/print">Print</a></div>
<div class="story-body">{
        _blocks(
            document,
            (
                '<div class="promo"><a href="/app">Download our app for Android and iPhone</a></div>',
                '<div class="see-also"><b>See also:</b> <a href="/1">' + _RELATED[0] + "</a></div>",
            ),
        )
    }</div>
<div class="tags">Tags: {_links(("world", "politics", "visits"), "span")}</div></div>
<div class="related-links"><h3>You may also like</h3>{_links(_RELATED, "div")}</div>
<div id="comments"><h3>Comments</h3>{
        "".join(
            f'<div class="comment-item"><div class="user">{w}</div><div class="comment-text">{escape(c)}</div></div>'
            for w, c in _COMMENTS
        )
    }
<form><textarea></textarea><input type="submit" value="Post your comment"></form></div></div></td></tr></table>
<div class="footer">Copyright {escape(page.outlet)} | {
        _links(("Imprint", "Advertise", "RSS"), "span")
    }</div></body></html>"""


def weblog(document: Document, page: Page) -> str:
    """Return a page of a weblog: entry, sidebar of widgets, box about the author."""
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="UTF-8"><title>{
        escape(page.title)
    } – {escape(page.outlet)}</title>
<meta property="article:published_time" content="{
        page.date
    }T06:00:00+00:00"><link rel="canonical" href="{escape(page.url)}">
<meta property="og:site_name" content="{escape(page.outlet)}"><meta name="author" content="{
        escape(page.author)
    }"></head>
<body class="post-template single"><div id="page" class="site"><div class="site-branding"><a href="/">{
        escape(page.outlet)
    }</a>
<p class="site-description">Notes from the edge of the map</p></div><div class="menu-main-container"><ul>{
        _links(_SECTIONS)
    }</ul></div>
<div class="content-area"><div class="site-main"><div id="post-9" class="post hentry"><div class="entry-header">
{
        _headline(document).replace("<h1>", '<h1 class="entry-title">')
    }<span class="posted-on">Posted on <time class="entry-date"
datetime="{page.date}">{page.date}</time></span></div><div class="entry-content">{
        _blocks(
            document, ('<div class="wp-block-subscribe sharedaddy"><p>' + _LETTER + "</p></div>",)
        )
    }<div class="sharedaddy sd-sharing"><h3>Share this:</h3><ul>{
        _links(("Mail", "Print", "More"))
    }</ul></div></div>
<div class="entry-footer">Posted in {_links(("World", "Travels"), "span")}</div></div>
<div class="author-box"><h4>About {
        escape(page.author)
    }</h4><p>Writes about quays, tides and the people who watch them; keeps bees.</p></div>
<div class="post-navigation"><a href="/p">Previous post: {_RELATED[1]}</a><a href="/n">Next post: {
        _RELATED[2]
    }</a></div>
<div id="comments" class="comments-area"><h2 class="comments-title">3 thoughts on this</h2><ol class="comment-list">{
        "".join(
            f'<li class="comment"><div class="comment-author">{w} says:</div><div class="comment-content"><p>{escape(c)}</p></div></li>'
            for w, c in _COMMENTS
        )
    }</ol><div id="respond"><h3>Leave a reply</h3><p>Your address will not be published. Required fields are
marked.</p></div></div></div></div><div id="secondary" class="widget-area"><div class="widget"><h2>Recent posts</h2><ul>{
        _links(_RELATED)
    }</ul>
</div><div class="widget"><h2>Archives</h2><ul>{
        _links(("March", "February", "January"))
    }</ul></div></div>
<div class="site-info">Proudly powered by a press of words</div></div>
<div class="cookie-law-info-bar"><span>{
        _COOKIES
    }</span><a href="#">Accept</a></div></body></html>"""


def magazine(document: Document, page: Page) -> str:
    """Return a page of a magazine's site, written after the reader was: its figures are unseen ones."""
    tiles = "".join(
        f'<a class="tile" href="/t/{n}"><img src="/t/{n}.webp" alt="{w}"><span class="kicker">Long read</span>'
        f'<span class="tile__hed">{w}</span></a>'
        for n, w in enumerate(_RELATED)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta property="og:title" content="{
        escape(page.title)
    }">
<meta property="og:url" content="{escape(page.url)}"><meta name="author" content="{
        escape(page.author)
    }"><title>{escape(page.title)}</title>
</head><body class="theme-dusk"><div class="drawer"><button>Menu</button>{
        _links(_SECTIONS, "div")
    }</div>
<div class="hero"><div class="hero__text">{_headline(document)}<div class="credits">Words by {
        escape(page.author)
    }</div></div></div>
<div class="layout"><div class="layout__main"><div class="prose">{
        _blocks(
            document,
            (
                '<div class="inline-offer"><strong>Enjoying this?</strong> <span>'
                + _LETTER
                + "</span><button>Join</button></div>",
                f'<div class="in-case-you-missed"><h4>In case you missed it</h4>{tiles}</div>',
                '<div class="pull-share"><a href="#">Share this story</a> <a href="#">Save for later</a></div>',
            ),
        )
    }</div><div class="topics">{_links(("Diplomacy", "Elections"), "a")}</div></div>
<div class="layout__rail"><div class="rail-box"><h3>Popular now</h3>{tiles}</div></div></div>
<div class="discussion"><h3>Join the discussion</h3>{
        "".join(
            f'<div class="post"><span class="nick">{w}</span><div class="post__body">{escape(c)}</div><span>Like · Report</span></div>'
            for w, c in _COMMENTS
        )
    }</div>
<div class="privacy-sheet"><p>{
        _COOKIES
    }</p><button>Fine by me</button></div><div class="colophon"><p>Printed on the internet since 2009 by
{escape(page.outlet)}. Write to the editors.</p></div></body></html>"""


TEMPLATES: dict[str, Callable[[Document, Page], str]] = {
    "newspaper": newspaper,
    "portal": portal,
    "weblog": weblog,
    "magazine": magazine,
}
