# ruff: noqa: E501, ISC004  # lines of HTML
"""Web pages around an article, in the manner of seven more kinds of sites, German and English.

The first two are those on which the rules of `tui/formats/web` were chosen; the others are measured
and reported only, and no rule is fitted to them.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from benchmarks.formats.pages import Page, paragraphs
from tui.text.document import Document, Role

CHOSEN_ON = ("local", "live")
"""The templates on which rules were chosen."""
_FIRST_BETWEEN = 2
"""Paragraphs of an article before anything is put between them."""
_TEASERS = (
    ("Rückhaltebecken wird im Herbst ausgebaggert", "Der Stadtrat hat am Montag mit knapper Mehrheit"
     " beschlossen, den Schlamm noch in diesem Jahr abfahren zu lassen. Anwohner fürchten den Lärm."),
    ("Freibad öffnet zwei Wochen früher als geplant", "Wer schwimmen will, kann ab dem ersten Mai"
     " ins Wasser. Der Kiosk bleibt vorerst geschlossen, weil ein Pächter fehlt."),
    ("Chor sucht Tenöre und findet einen Bäcker", "Seit dem Winter probt der Männerchor in der"
     " Backstube, und das nicht nur wegen der Brötchen."),
)  # fmt: skip
_STORIES = (
    ("Canal reopens after the longest repair in its history", "Barges queued for six miles as the"
     " gates swung open, and the lock keeper who retired during the works came back to watch."),
    ("Why the herring came back, and who is not pleased", "Scientists had written the stock off."
     " Now the nets are full again, and the quotas are being argued about all over the coast."),
    ("A village votes on whether to keep its only bus", "Eleven passengers a day are too few for the"
     " council and just enough for the driver, who has done the route since he was nineteen."),
    ("The orchestra that rehearses in a car park", "Acoustics are better than in the old hall, says"
     " its conductor, apart from the hour when the supermarket closes."),
)  # fmt: skip


def _body(
    document: Document,
    between: Sequence[str] = (),
    *,
    paragraph: str = "<p>{}</p>",
    heading: str = "<h2>{}</h2>",
    figure: str = '<figure><img src="/i.jpg" alt=""><figcaption>{}</figcaption></figure>',
    standfirst: str = "",
) -> str:
    """Return the body of an article, with `between` after its third, fifth … paragraph.

    The first paragraph is taken for the standfirst, where the site has a form for one.
    """
    parts: list[str] = []
    waiting = list(between)
    for n, (role, words) in enumerate(_without_title(document)):
        match role:
            case Role.HEADING | Role.TITLE:
                parts.append(heading.format(words))
            case Role.CAPTION:
                parts.append(figure.replace("{}", words))
            case _ if standfirst and n == 0:
                parts.append(standfirst.format(words))
            case _:
                parts.append(paragraph.format(words))
        if waiting and n >= _FIRST_BETWEEN and n % 2 == 0:
            parts.append(waiting.pop(0))
    return "\n".join([*parts, *waiting])


def _without_title(document: Document) -> Iterator[tuple[Role, str]]:
    for n, (role, words) in enumerate(paragraphs(document)):
        if n or role is not Role.TITLE:
            yield role, words


def _headline(document: Document, form: str = "<h1>{}</h1>") -> str:
    role, words = paragraphs(document)[0]
    return form.format(words) if role is Role.TITLE else ""


def _each(form: str, words: Sequence[str]) -> str:
    return "".join(form.format(escape(one), n=n) for n, one in enumerate(words))


def _pairs(form: str, pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(form.format(escape(a), escape(b), n=n) for n, (a, b) in enumerate(pairs))


def local(document: Document, page: Page) -> str:
    """Return a page of a local newspaper in German, on a publishing system with plug-ins."""
    teasers = _pairs(
        '<div class="td_module_10 td_module_wrap"><div class="td-module-thumb"><a href="/{n}"><img src="/{n}.jpg" alt=""></a></div>'
        '<div class="item-details"><h3 class="entry-title"><a href="/{n}">{}</a></h3><div class="td-excerpt">{}</div></div></div>',
        _TEASERS,
    )
    return f"""<!doctype html><html lang="de-DE"><head><meta charset="UTF-8"><title>{
        escape(page.title)
    } - {escape(page.outlet)}</title>
<meta property="og:title" content="{escape(page.title)}"><meta property="og:site_name" content="{
        escape(page.outlet)
    }">
<meta property="article:published_time" content="{
        page.date
    }T06:00:00+02:00"><link rel="canonical" href="{escape(page.url)}"></head>
<body class="post-template-default single single-post"><div class="td-header-wrap"><ul class="menu">{
        _each(
            '<li class="menu-item"><a href="/r/{n}">{}</a></li>',
            ("Lokales", "Sport", "Polizei", "Anzeigen", "Trauer", "E-Paper"),
        )
    }</ul></div>
<div id="td-outer-wrap"><div class="td-crumb-container"><span><a href="/">Start</a></span> <span><a href="/l">Lokales</a></span></div>
<article class="post type-post"><header>{_headline(document, '<h1 class="entry-title">{}</h1>')}
<div class="td-module-meta-info"><div class="td-post-author-name">Von <a href="/a">{
        escape(page.author)
    }</a></div><span class="td-post-date">
<time class="entry-date" datetime="{
        page.date
    }T06:00:00+02:00">26. April 2024</time></span><span class="td-post-views">1843</span></div></header>
<div class="td-post-sharing-top"><a class="td-social-sharing-button" href="#"><span>Teilen auf Facebook</span></a><a class="td-social-sharing-button" href="#"><span>Per WhatsApp senden</span></a></div>
<div class="td-post-content tagdiv-type">{
        _body(
            document,
            (
                '<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">- Anzeige -</span><a href="/w">Möbelhaus am Ring: nur noch bis Samstag räumen wir das Lager</a></div>',
                f'<div class="wp-block-group has-background"><h4>Das könnte Sie auch interessieren</h4>{teasers}</div>',
                '<div class="mc4wp-form"><p>Jeden Morgen um sechs: die wichtigsten Nachrichten aus der Region in Ihrem Postfach.</p><form><input type="email"><input type="submit" value="Jetzt anmelden"></form></div>',
                '<p><strong>Lesen Sie auch:</strong> <a href="/t/0">Rückhaltebecken wird im Herbst ausgebaggert</a></p>',
            ),
            figure='<figure class="wp-block-image"><a href="/g.jpg" data-caption="{}"><img src="/g.jpg" alt="{}" title="{}"></a>'
            '<figcaption class="wp-element-caption">{}</figcaption></figure>',
        )
    }</div>
<footer><ul class="td-tags"><li><span>Schlagwörter</span></li>{
        _each('<li><a href="/tag/{n}">{}</a></li>', ("Hafen", "Brücke", "Stadtrat"))
    }</ul>
<div class="td-block-row td-post-next-prev"><div><span>Vorheriger Artikel</span><a href="/p">Freibad öffnet zwei Wochen früher als geplant</a></div><div><span>Nächster Artikel</span><a href="/n">Chor sucht Tenöre und findet einen Bäcker</a></div></div>
<div class="author-box-wrap"><div class="desc"><div class="td-author-name"><a href="/a">{
        escape(page.author)
    }</a></div><div class="td-author-description">Seit 2011 in der Lokalredaktion, zuständig für Rathaus, Schulen und alles, was auf dem Marktplatz passiert.</div></div></div></footer></article>
<div class="td_block_related_posts"><h4 class="td-related-title"><a href="#">ÄHNLICHE ARTIKEL</a><a href="#">MEHR VOM AUTOR</a></h4>{
        teasers
    }</div>
<div class="comments" id="comments"><h4 class="td-comments-title">2 KOMMENTARE</h4><ol class="comment-list"><li class="comment"><article><footer>Uwe aus Nord</footer><div class="comment-content"><p>Das hätte man auch billiger haben können, aber mich fragt ja keiner.</p></div></article></li>
<li class="comment"><article><footer>Petra K.</footer><div class="comment-content"><p>Danke für den Bericht, endlich schreibt es mal jemand auf.</p></div></article></li></ol>
<div id="respond"><h3>Kommentieren Sie den Artikel</h3><p>Bitte geben Sie Ihren Kommentar ein! Ihre Adresse wird nicht veröffentlicht.</p></div></div></div>
<div class="td-footer-wrapper"><aside class="widget"><p>Die Zeitung für Stadt und Kreis, gegründet 1874. Wir berichten, was vor Ihrer Haustür geschieht.</p></aside><p>© {
        escape(page.outlet)
    } – Impressum – Datenschutz</p></div>
<div class="cmplz-cookiebanner"><p>Wir verwenden Cookies, um unsere Webseite zu verbessern. Einige sind notwendig, andere helfen uns bei der Auswertung.</p><button>Akzeptieren</button></div></body></html>"""


def live(document: Document, page: Page) -> str:
    """Return a broadcaster's page with boxes of other stories, videos and updates about it."""
    promos = _pairs(
        '<li class="gs-o-list"><div class="promo-image"><img src="/{n}.png" alt="{}"></div><div class="promo-text"><a href="/{n}"><span>{}</span></a><p>{}</p><span>2 hours ago</span></div></li>'.replace(
            'alt="{}"', 'alt=""'
        ),
        _STORIES,
    )
    player = '<div class="media-player" data-id="p0"><div class="media-placeholder"><span>This video can not be played</span></div><p class="media-caption"><span>Watch: </span>The moment the gates swing open, in half a minute</p></div>'
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{
        escape(page.title)
    } - {escape(page.outlet)}</title>
<meta property="og:title" content="{escape(page.title)}"><meta property="og:site_name" content="{
        escape(page.outlet)
    }"><link rel="canonical" href="{escape(page.url)}">
<script type="application/ld+json">{{"@type":"ReportageNewsArticle","headline":"{
        escape(page.title)
    }","datePublished":"{page.date}T08:00:00Z","author":{{"name":"{
        escape(page.author)
    }"}}}}</script></head>
<body><header role="banner"><div class="orbit"><a href="/">Homepage</a><a href="#m">Skip to content</a><a href="/help">Accessibility help</a></div>
<nav role="navigation">{
        _each('<a href="/{n}">{}</a>', ("Home", "News", "Sport", "Weather", "iPlay", "Sounds"))
    }</nav></header>
<div class="breaking-banner"><strong>Breaking</strong> <a href="/b">Two lanes of the coastal motorway closed after a lorry sheds its load of onions</a></div>
<main id="m"><article>{
        _headline(
            document,
            '<div data-component="headline-block"><h1 id="main-heading" tabindex="-1">{}</h1></div>',
        )
    }
<div data-component="byline-block"><div><div>By {
        escape(page.author)
    }</div><div>Quays correspondent</div></div><time datetime="{
        page.date
    }T08:00:00Z">26 April 2024</time></div>
<div data-component="topic-strip"><span>Live</span><ul><li><a href="/l/1">Latest updates</a></li><li><a href="/l/2">What we know</a></li></ul></div>
{
        _body(
            document,
            (
                f'<section data-component="links-block"><h2>More on this story</h2><ul>{promos}</ul></section>',
                f'<div data-component="video-block">{player}</div>',
                '<div data-component="include-block"><div class="visualisation"><h3>How deep is the canal?</h3><p>The interactive map needs a modern browser and a stable connection.</p><p>Click here to see it in full</p></div></div>',
                '<div data-component="text-block"><p>Have you been affected by the issues raised in this story? Share your experiences by writing to <a href="mailto:y@x.example">yourstory@quays.example</a>.</p><p>Please include a contact number if you are willing to speak to a journalist.</p></div>',
            ),
            paragraph='<div data-component="text-block" class="e1"><div class="e2"><p class="e3">{}</p></div></div>',
            heading='<div data-component="subheadline-block"><h2>{}</h2></div>',
            figure='<div data-component="image-block"><figure><div><span><picture><img alt="{}" src="/x.webp"></picture></span>'
            '<span role="text"><span class="visually-hidden">Image source, </span>Agency Pictures</span></div>'
            '<figcaption><span class="visually-hidden">Image caption, </span><div data-component="caption"><p>{}</p></div></figcaption></figure></div>',
            standfirst='<div data-component="text-block"><div><p><b>{}</b></p></div></div>',
        )
    }
<section data-component="tag-list"><h2>Related Topics</h2><ul>{
        _each('<li><a href="/t/{n}">{}</a></li>', ("Waterways", "Transport", "Elections"))
    }</ul></section></article>
<div class="live-stream"><h2>Live reporting</h2>{
        _pairs(
            '<div class="lx-stream__post"><h3>{}</h3><time>11:0{n}</time><p>{}</p><a href="/s/{n}">Share this post</a></div>',
            _STORIES[2:],
        )
    }</div></main>
<aside><section><h2>Top stories</h2><ul>{
        promos
    }</ul></section><section><h2>Elsewhere on the site</h2>{
        _pairs('<div class="card"><a href="/c/{n}">{}</a><p>{}</p></div>', _STORIES[::-1])
    }</section><section><h2>Most watched</h2><ol>{
        _each('<li><a href="/v/{n}">{}</a></li>', [a for a, _ in _STORIES])
    }</ol></section></aside>
<footer><p>© 2024 The broadcaster is not responsible for the content of external sites. Read about our approach to external linking.</p></footer></body></html>"""


def agency(document: Document, page: Page) -> str:
    """Return a page of a news agency: hashed classes, and its own lines after the text."""
    cards = _pairs(
        '<li class="c-1a9f"><div><a href="/{n}"><h3 class="t-0b">{}</h3></a><p class="t-77">{}</p><time>April 25, 2024</time></div></li>',
        _STORIES,
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{
        escape(page.title)
    } | {escape(page.outlet)}</title>
<meta name="article:published_time" content="{page.date}"><meta property="og:site_name" content="{
        escape(page.outlet)
    }"><link rel="canonical" href="{escape(page.url)}"></head>
<body><div id="__app"><div class="h-x1"><button>Menu</button><div>{
        _each('<a href="/{n}">{}</a>', ("World", "Business", "Markets", "Sustainability", "More"))
    }</div><div>My view</div></div>
<div class="m-2c"><div class="a-0f">{
        _headline(document, '<h1 class="t-1h">{}</h1>')
    }<div class="i-aa"><div>By <a href="/au">{
        escape(page.author)
    }</a></div><time>April 26, 2024 8:15 AM UTC Updated a day ago</time></div>
<div class="s-tt"><button>Aa</button><button>Share</button><button>Save</button></div>
<div class="b-9d">{
        _body(
            document,
            (
                '<div class="q-1"><div><span>Advertisement · Scroll to continue</span></div></div>',
                '<div class="n-3"><p class="t-77">The agency’s morning brief has all the news you need to start your day. Sign up <a href="/nl">here</a>.</p></div>',
                f'<div class="r-0"><span>Related</span>{cards}</div>',
            ),
            paragraph='<div class="p-0" data-testid="paragraph-0">{}</div>',
            figure='<div class="g-1"><div><button aria-label="open"></button><img alt="{}" src="/p.jpg"></div><div data-testid="Caption" class="g-2"><span>{}</span> <a href="/rights">Purchase Licensing Rights</a></div></div>',
        )
    }<p class="f-1">Reporting by {
        escape(page.author)
    }; Editing by Rosa Lindqvist and Tom Achterberg</p><p class="f-2">Our Standards: <a href="/std">The Principles of Trust.</a></p></div>
<div class="k-1"><a href="/rights">Purchase Licensing Rights</a></div><div class="u-1"><div><a href="/au">{
        escape(page.author)
    }</a><p>Covers ports and shipping from the North Sea desk, formerly in Singapore and Lagos.</p></div></div></div>
<div class="z-1"><h2>Read Next</h2><ul>{cards}</ul></div></div>
<div class="w-1"><h2>World</h2><ul>{
        cards
    }</ul></div><footer><p>The news and media division is the largest provider of multimedia news, reaching billions of people every day.</p></footer></div></body></html>"""


def paywall(document: Document, page: Page) -> str:
    """Return a page of a German magazine behind a paywall, whose text is there all the same."""
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{
        escape(page.title)
    } | {escape(page.outlet)}</title>
<meta property="og:site_name" content="{escape(page.outlet)}"><meta name="author" content="{
        escape(page.author)
    }"><meta name="date" content="{page.date}"><link rel="canonical" href="{
        escape(page.url)
    }"></head>
<body><div class="skiplinks"><a href="#c">Zum Inhalt springen</a></div><header class="page-head"><div>{
        _each(
            '<a href="/{n}">{}</a>', ("Politik", "Wirtschaft", "Wissen", "Kultur", "Reise", "Abo")
        )
    }</div></header>
<div class="layer"><p>Sie nutzen einen Werbeblocker? Lesen Sie uns werbefrei im Abonnement, jederzeit kündbar.</p><button>Angebote ansehen</button></div>
<main id="c"><article class="opus"><header class="opus__head"><div class="opus__kicker">Hafenpolitik</div>{
        _headline(document, '<h1><span class="opus__title">{}</span></h1>')
    }
<div class="opus__by">Von {
        escape(page.author)
    }</div><div class="opus__time">26. April 2024, 8:15 Uhr · Lesezeit: 6 Min. · <a href="#k">48 Kommentare</a></div>
<ul class="opus__tools"><li>Artikel merken</li><li>Verschenken</li><li>Vorlesen</li></ul></header>
<div class="opus__body"><div class="toc"><strong>Inhalt</strong><ol><li>Auf einer Seite lesen</li><li>Seite 2: Was die Kapitäne sagen</li></ol></div>{
        _body(
            document,
            (
                '<div class="offer-teaser"><div class="offer-teaser__text">Dieser Artikel ist Teil unseres Angebots für Abonnenten. Schön, dass Sie dabei sind. Kennen Sie schon unsere App?</div><a href="/app">Jetzt laden</a></div>',
                '<div class="zitat-box"><h3>Zum Autor</h3><p>Schreibt seit zwanzig Jahren über Flüsse und die Leute, die an ihnen wohnen. Zuletzt erschien sein Buch über Schleusen.</p></div>',
                f'<div class="mehr"><h3>Mehr zum Thema</h3>{_pairs("<div><span>Schifffahrt</span><a href=/{n}>{}</a><p>{}</p></div>", _TEASERS[:2])}</div>',
                '<div class="audio"><p>Den Artikel anhören: jetzt kostenlos, gesprochen von unserer Redaktion.</p></div>',
            ),
            standfirst='<p class="opus__vorspann">{}</p>',
            figure='<figure class="bild"><img src="/b.jpg" alt="{}"><figcaption>{} <span class="bild__quelle">© Agentur/Lichtbild</span></figcaption></figure>',
        )
    }</div></article>
<section class="newsletterbox"><h2>Der Brief am Freitag</h2><p>Unsere Redaktion empfiehlt Ihnen, was am Wochenende zu lesen lohnt. Kostenlos und ohne Werbung.</p></section>
<section id="k"><h2>Kommentare</h2><div class="beitrag"><div>Wasserwart</div><p>Ein guter Überblick, nur die Zahlen zur Tiefe stimmen seit dem Umbau nicht mehr.</p></div></section>
<section class="empfehlung"><h2>Aus der Redaktion</h2>{
        _pairs('<div class="karte"><a href="/e/{n}">{}</a><p>{}</p></div>', _TEASERS)
    }</section></main>
<footer><p>Alle Rechte vorbehalten. Vervielfältigung nur mit Genehmigung des Verlags.</p><div>{
        _each('<a href="/f/{n}">{}</a> ', ("Impressum", "AGB", "Datenschutz", "Kündigen"))
    }</div></footer></body></html>"""


def letter(document: Document, page: Page) -> str:
    """Return a page of a newsletter that is sent by mail and lies on the web as well."""
    widget = '<div class="subscription-widget-wrap"><div class="subscription-widget"><div class="preamble"><p class="cta-caption">Tidelines is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.</p></div><form><input type="email"><input type="submit" value="Subscribe"></form></div></div>'
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{
        escape(page.title)
    } - by {escape(page.author)}</title>
<meta property="og:title" content="{escape(page.title)}"><meta property="og:site_name" content="{
        escape(page.outlet)
    }"><meta name="author" content="{escape(page.author)}"><link rel="canonical" href="{
        escape(page.url)
    }"></head>
<body><div id="entry"><div class="main-menu"><a href="/">Tidelines</a><button>Subscribe</button><button>Sign in</button></div>
<div class="single-post-container"><article class="newsletter-post post"><div class="post-header">{
        _headline(document, '<h1 class="post-title">{}</h1>')
    }
<div class="pencraft"><a href="/@a">{
        escape(page.author)
    }</a><div>Apr 26, 2024</div></div><div class="post-ufi"><button><span>128</span></button><button><span>34</span></button><a href="#">Share</a></div></div>
<div class="available-content"><div class="body markup">{
        _body(
            document,
            (
                widget,
                '<p class="button-wrapper"><a class="button primary" href="/share"><span>Share Tidelines</span></a></p>',
                '<div class="digest-post-embed"><a href="/p/2"><h4>The lamp that nobody lights</h4><div>I went to see the last keeper on the coast, who keeps a diary of the ships that no longer pass.</div><div>Read full story</div></a></div>',
                '<div class="community-chat"><a href="/chat"><div>Join the chat</div><div>Available in the app and on web</div></a></div>',
            ),
            figure='<div class="captioned-image-container"><figure><a class="image-link" href="/full"><picture><img src="/x.png" alt="{}" title="{}"></picture></a><figcaption class="image-caption">{}</figcaption></figure></div>',
            standfirst='<h3 class="subtitle">{}</h3>',
        )
    }<p>Thanks for reading Tidelines! This post is public so feel free to share it.</p>{
        widget
    }</div></div></article>
<div id="discussion"><h4>Discussion about this post</h4><div class="comment-list"><div class="comment"><a href="/@m">Mara</a><div class="comment-body"><p>I grew up two streets from that quay and never knew half of this.</p></div><div>Expand full comment</div></div></div></div>
<div class="portable-archive"><div>{_each("<div>{}</div>", ("Top", "Latest", "Discussions"))}</div>{
        _pairs(
            '<div class="post-preview"><a href="/p/{n}">{}</a><div>{}</div><div>Mar 3</div></div>',
            _STORIES,
        )
    }</div></div>
<div class="footer"><div>© 2024 {
        escape(page.author)
    }</div><div>Privacy ∙ Terms ∙ Collection notice</div><div>Start your own publication on the home for great culture</div></div></div></body></html>"""


def broadsheet(document: Document, page: Page) -> str:
    """Return a page of a national paper: rendered classes, appeals, interactive islands."""
    rich = '<div data-gu-name="richLink" class="dcr-47"><div><div class="dcr-9"></div><a href="/r"><span>Canal reopens after the longest repair in its history</span><div>Read more</div></a></div></div>'
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{
        escape(page.title)
    } | World news | {escape(page.outlet)}</title>
<meta property="article:published_time" content="{
        page.date
    }T08:15:00.000Z"><meta property="article:author" content="{
        escape(page.author)
    }"><meta property="og:title" content="{escape(page.title)}"><link rel="canonical" href="{
        escape(page.url)
    }"></head>
<body><div id="bannerandheader"><div><a href="/support">Support us</a><p>Print subscriptions</p><p>Fund the independent reporting that money can’t bend</p></div><nav>{
        _each('<a href="/{n}">{}</a>', ("News", "Opinion", "Sport", "Culture", "Lifestyle"))
    }</nav></div>
<main><div class="dcr-1"><div data-gu-name="title"><a href="/w">Shipping</a></div><div data-gu-name="headline">{
        _headline(document, '<h1 class="dcr-2">{}</h1>')
    }</div>
<div data-gu-name="meta"><address><a rel="author" href="/p">{
        escape(page.author)
    }</a> <span>Harbours editor</span></address><div><details><summary>Fri 26 Apr 2024 09.15 BST</summary>Last modified on Fri 26 Apr 2024 16.02 BST</details></div><div><a href="/s">Share</a></div></div>
<div data-gu-name="body"><div class="article-body-commercial-selector" id="maincontent"><div class="dcr-3">{
        _body(
            document,
            (
                rich,
                '<gu-island name="EmailSignUp"><aside aria-label="newsletter promotion"><p>Sign up to First Tide</p><p>Our morning email breaks down the key stories of the day, telling you what’s happening and why it matters</p><div>Privacy Notice: Newsletters may contain information about charities, online advertisements, and content funded by outside parties.</div></aside></gu-island>',
                '<aside data-gu-name="pullquote"><blockquote>Nobody has asked the herring</blockquote></aside>',
                '<figure data-spacefinder-role="inline"><div class="dcr-8"><div>Interactive</div><p>Allow content provided by a third party? This article includes content from a chart service. We ask for your permission before anything is loaded.</p><button>Allow and continue</button></div></figure>',
            ),
            paragraph='<p class="dcr-4">{}</p>',
            figure='<figure id="f" data-spacefinder-role="inline" class="dcr-5"><div><picture><source><img alt="{}"></picture><button>View image in fullscreen</button></div><figcaption class="dcr-6"><span class="dcr-7"><svg></svg></span><span>{} Photograph: P. Agency/Rex</span></figcaption></figure>',
            standfirst='<div data-gu-name="standfirst"><div><p>{}</p></div></div>',
        )
    }</div><div class="dcr-60"><h2>If you have read this far, you know what independent journalism is worth</h2><p>Every week our reporters follow the boats, read the ledgers and sit through the hearings. Millions can read the result for free, because some choose to pay for it. If you can, please consider supporting us with just one contribution a month.</p><a href="/give">Continue</a></div>
<div class="submeta"><div>Explore more on these topics</div><ul>{
        _each('<li><a href="/k/{n}">{}</a></li>', ("Shipping", "Fishing industry", "features"))
    }</ul><div><a href="/s">Share</a> <a href="/reuse">Reuse this content</a></div></div></div></div></div>
<section id="onwards"><h2>More on this story</h2>{
        _pairs(
            '<li><div><a href="/o/{n}"><h3><span>{}</span></h3></a><div>{}</div><span>1d ago</span></div></li>',
            _STORIES,
        )
    }</section>
<section id="comments"><h2>Comments (41)</h2><p>Sign in or create your account to join the discussion</p><div><div>tidewaiter</div><p>Forty years at sea and not one word of this surprises me.</p></div></section>
<section id="most-viewed"><h2>Most viewed</h2><ol>{
        _each('<li><a href="/m/{n}">{}</a></li>', [a for a, _ in _STORIES])
    }</ol></section></main>
<footer><p>Original reporting and incisive analysis, direct to you every morning</p><ul>{
        _each(
            '<li><a href="/f/{n}">{}</a></li>', ("Help", "Complaints", "Contact us", "Tip us off")
        )
    }</ul></footer></body></html>"""


def tables(document: Document, page: Page) -> str:
    """Return a page from the days of tables: fonts, line breaks, no paragraphs, no classes."""
    title = _headline(document, '<font size="5"><b>{}</b></font><br>')
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><TITLE>{
        escape(page.title)
    }</TITLE></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="760" BORDER="0"><TR><TD COLSPAN="3"><A HREF="/"><IMG SRC="logo.gif" ALT="{
        escape(page.outlet)
    }"></A> <FONT SIZE="1">Freitag, 26. April 2024</FONT></TD></TR>
<TR><TD VALIGN="top" WIDTH="130" BGCOLOR="#EEEEEE">{
        _each(
            '<A HREF="{n}.html"><FONT SIZE="2">{}</FONT></A><BR>',
            ("Startseite", "Nachrichten", "Kleinanzeigen", "Gästebuch", "Wetter"),
        )
    }<HR><FONT SIZE="1">Diese Seite wurde 10.482 mal besucht.<BR>Optimiert für 800 mal 600 Punkte.</FONT></TD>
<TD VALIGN="top"><FONT FACE="Verdana" SIZE="2">{title}<I>von {escape(page.author)}</I><BR><BR>{
        _body(
            document,
            (
                '<TABLE ALIGN="right" WIDTH="150" BORDER="1"><TR><TD><FONT SIZE="1"><B>Siehe auch</B><BR><A HREF="a.html">Chor sucht Tenöre und findet einen Bäcker</A><BR><A HREF="b.html">Freibad öffnet zwei Wochen früher als geplant</A></FONT></TD></TR></TABLE>',
                '<CENTER><A HREF="w.html"><IMG SRC="banner.gif" ALT="Werbung"></A></CENTER>',
            ),
            paragraph="{}<br><br>",
            heading="<b>{}</b><br><br>",
            figure='<TABLE ALIGN="left" WIDTH="200"><TR><TD><IMG SRC="b.jpg" ALT="{}"><BR><FONT SIZE="1">{}</FONT></TD></TR></TABLE>',
        )
    }<A HREF="druck.html">Druckversion</A> | <A HREF="mail.html">Artikel verschicken</A> | <A HREF="#">Seitenanfang</A></FONT></TD>
<TD VALIGN="top" WIDTH="160"><TABLE BGCOLOR="#DDDDFF"><TR><TD><FONT SIZE="1"><B>Umfrage der Woche</B><BR>Soll die Markthalle auch am Sonntag öffnen?<BR><INPUT TYPE="radio"> Ja<BR><INPUT TYPE="radio"> Nein</FONT></TD></TR></TABLE>
<FONT SIZE="1"><B>Meistgelesen</B><BR>{
        _pairs('<A HREF="t{n}.html">{}</A><BR>{}<BR><BR>', _TEASERS)
    }</FONT></TD></TR>
<TR><TD COLSPAN="3" ALIGN="center"><FONT SIZE="1">© 2001-2024 {
        escape(page.outlet)
    }. Nachdruck, auch auszugsweise, nur mit Genehmigung.</FONT></TD></TR></TABLE></BODY></HTML>"""


SITES: dict[str, Callable[[Document, Page], str]] = {
    "local": local,
    "live": live,
    "agency": agency,
    "paywall": paywall,
    "letter": letter,
    "broadsheet": broadsheet,
    "tables": tables,
}
