"""The page: a whole report as one HTML file that loads no other file and runs no script."""

from base64 import b64encode
from hashlib import sha256

from tui.exports.report.contents import Report
from tui.exports.report.markup import Markup, element, unescaped
from tui.exports.report.sections import Sections
from tui.exports.report.stylesheet import stylesheet


def report_page(report: Report) -> str:
    """Return the page of a report.

    Its policy allows a browser to load nothing, and to use no style but its own.
    """
    style = stylesheet()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = report.title or f"What {len(report.articles)} accounts say"
    sections = Sections(report).all()
    links = (element("li", element("a", head, href=f"#{name}")) for name, head, _ in sections)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content="variorum"),
        element("title", title),
        element("style", unescaped(style)),
    )
    body = element(
        "body",
        element("a", "Skip to the report", href="#report", class_="skip"),
        element("header", element("h1", title)),
        element("nav", element("ul", *links), aria_label="Sections"),
        element("main", *(_section(*one) for one in sections), id="report"),
    )
    whole = element("html", head, body, lang="en")
    return f"<!DOCTYPE html>\n{whole}\n"


def _section(name: str, heading: str, content: Markup) -> Markup:
    return element(
        "section",
        element("h2", heading, id=f"{name}-heading"),
        content,
        id=name,
        aria_labelledby=f"{name}-heading",
    )
