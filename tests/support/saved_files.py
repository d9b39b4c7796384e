"""Pages, feeds and books as people save them, made of articles that are known beforehand."""

import io
import json
import zipfile
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple
from zlib import crc32


class Story(NamedTuple):
    """An article: its title and its paragraphs."""

    title: str
    paragraphs: Sequence[str]


AGROUND = Story(
    "Ferry runs aground off Vlissingen",
    tuple(
        """
The ferry Aurelia ran aground at dawn on Tuesday with ninety people aboard, the harbour master said.
Tugs pulled her free at noon, under the eyes of a crowd that had come out with flasks of coffee.
Nobody was hurt, but the ferry stays in port until divers have looked at her rudder and screws.
An inquiry opens on Monday, the ministry announced after the union of pilots had asked for one.
""".strip().split("\n")
    ),
)

STORM = Story(
    "Storm shuts the lock for a third day",
    tuple(
        """
The lock at Terneuzen stayed shut for a third day as the storm went on over the estuary.
Forty barges wait on either side, and their skippers run short of bread and of patience.
The keepers hope to open one chamber on Friday morning if the wind turns to the south as forecast.
""".strip().split("\n")
    ),
)

BREAD = Story(
    "Baker gives away a thousand loaves",
    tuple(
        """
A baker has given away a thousand loaves since the storm began, one to each skipper who asked.
She would do so again, she says, since flour is cheap and to be thanked can't be bought.
""".strip().split("\n")
    ),
)
FURNITURE = ("We use cookies", "Subscribe to our briefing", "Most read this week", "Leave a reply")


def page(story: Story, *, url: str = "https://courier.example/aground", in_head: str = "") -> str:
    """Return a page of a newspaper's site with the story in it."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    links = "".join(
        f'<li><a href="/{n}">{FURNITURE[2]}: story number {n}</a></li>' for n in range(8)
    )
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>{escape(story.title)} | The Quay Courier</title>
<link rel="canonical" href="{url}">
<meta property="og:site_name" content="The Quay Courier">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": {json.dumps(story.title)},
"datePublished": "2024-04-26T08:00:00Z", "dateModified": "2024-04-27",
"author": {{"name": "Ann Pols"}}}}
</script>{in_head}</head><body><nav><ul>{links}</ul></nav>
<div class="cookie-banner"><p>{FURNITURE[0]} to make this site better for you.</p></div>
<main><article><h1>{escape(story.title)}</h1>{body}
<aside class="newsletter"><p>{FURNITURE[1]} and get the news by mail every morning.</p></aside>
</article></main>
<section id="comments" class="comments"><h2>{FURNITURE[3]}</h2>
<p>What a day that was for the port!</p></section><footer>{links}</footer></body></html>"""


def mhtml(html: str, url: str = "https://courier.example/saved") -> bytes:
    """Return a page in one file with a picture, as a browser saves it."""
    parts = (
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {url}",
        "Subject: a page",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="--cut--"',
        "",
        "----cut--",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        f"Content-Location: {url}",
        "",
        b64encode(html.encode()).decode(),
        "----cut--",
        "Content-Type: image/png",
        "Content-Transfer-Encoding: base64",
        "",
        b64encode(b"\x89PNG" * 20).decode(),
        "----cut----",
        "",
    )
    return "\r\n".join(parts).encode()


def feed(stories: Sequence[Story], title: str = "De Bode") -> str:
    """Return an RSS feed with an entry for each story, the last one first as feeds have it."""
    entries = "".join(
        f"<item><title>{escape(s.title)}</title><link>https://bode.example/{_number(s)}</link>"
        f'<guid isPermaLink="false">bode/{_number(s)}</guid>'
        "<pubDate>Fri, 26 Apr 2024 08:15:00 GMT</pubDate><description>"
        + escape("".join(f"<p>{paragraph}</p>" for paragraph in s.paragraphs))
        + "</description></item>"
        for s in reversed(stories)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(title)}</title>{entries}</channel></rss>"
    )


def _number(story: Story) -> int:
    """A number that stays when other stories join."""
    return crc32(f"{story.title} {story.paragraphs[0][:20]}".encode())


def book(stories: Sequence[Story], title: str = "Stories of the quay") -> bytes:
    """Return an EPUB with a chapter for each story, a cover and a table of contents."""
    chapters = {
        f"OEBPS/text/chapter{n}.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x'
        f"</title></head><body><h1>{escape(s.title)}</h1>"
        + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in s.paragraphs)
        + "</body></html>"
        for n, s in enumerate(stories, 1)
    }
    names = [name.removeprefix("OEBPS/") for name in chapters]
    manifest = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(names)
    )
    toc = "".join(
        f'<li><a href="{name}">{escape(s.title) or f"Story {n}"}</a></li>'
        for n, (name, s) in enumerate(zip(names, stories, strict=True), 1)
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>Ann Pols</dc:creator>"
        "<dc:publisher>Quay Press</dc:publisher><dc:date>2024-04-26</dc:date>"
        "<dc:language>en</dc:language></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>'
        f"{manifest}</manifest><spine><itemref idref='cover'/>"
        + "".join(f'<itemref idref="c{n}"/>' for n in range(len(names)))
        + "</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    )
    return zip_file(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/content.opf": package,
            "OEBPS/nav.xhtml": f"<html><body><nav><ol>{toc}</ol></nav></body></html>",
            "OEBPS/cover.xhtml": f"<html><body><h1>{escape(title)}</h1></body></html>",
            **chapters,
        }
    )


def zip_file(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of these parts, the first one not packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for n, (name, content) in enumerate(parts.items()):
            method = zipfile.ZIP_DEFLATED if n else zipfile.ZIP_STORED
            file.writestr(zipfile.ZipInfo(name), content, method)
    return packed.getvalue()
