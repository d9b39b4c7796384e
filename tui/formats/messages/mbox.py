"""Mailboxes in the mbox format: an article for each message that can be read."""

import re
from collections.abc import Iterator
from hashlib import sha256

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.messages.mail import extract as extract_mail
from tui.formats.messages.mail import message_id

_DIVIDER = re.compile(
    rb"(?:\A|(?<=\n)\r?\n|(?<=\n))From [^\r\n]{1,200} \d\d:\d\d(?::\d\d)?[^\r\n]{0,40}\r?\n"
)
"""Line before each message; its time distinguishes it from a line of text that begins with
“From”."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield the articles of the mailbox `data`, in its order.

    Raises:
        ExtractionError: If it is not a mailbox, has no readable message, or exceeds a limit.
    """
    if len(data) > limits.unpacked:
        raise ExtractionError(f"it is larger than {limits.unpacked >> 20} MiB")
    if sum(1 for _ in _DIVIDER.finditer(data)) > limits.articles:
        raise ExtractionError(f"it has more than {limits.articles} messages")
    reason = ""
    keys: set[str] = set()
    for message in _messages(data):
        key = message_id(message) or sha256(message).hexdigest()[:32]
        if key in keys:
            continue
        try:
            articles = list(extract_mail(message, limits))
        except ExtractionError as error:
            reason = str(error)
            continue
        keys.add(key)
        for article in articles:
            yield article._replace(key=key)
    if not keys:
        raise ExtractionError(reason or "it is not a mailbox")


def _messages(data: bytes) -> Iterator[bytes]:
    begin = -1
    for divider in _DIVIDER.finditer(data):
        if begin >= 0:
            yield _QUOTED.sub(rb"\1", data[begin : divider.start()])
        elif divider.start():
            return
        begin = divider.end()
    if begin >= 0:
        yield _QUOTED.sub(rb"\1", data[begin:])
