"""Reader of archives: each file in a zip or gzip file is read by the reader of its format."""

from collections.abc import Iterator

from tui.formats.containers.archive import Member, members
from tui.formats.detection import FileFormat, detect_format
from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.registry import extract as extract_as
from tui.text.encodings.detection import NotTextError, decode


def extract(data: bytes, limits: Limits) -> Iterator[ExtractedArticle]:
    """Yield the articles in an archive; files that can't be read are left out.

    Raises:
        ExtractionError: If it is damaged, exceeds a limit, or has no article.
    """
    count = 0
    for member in members(data, limits):
        for article in _articles(member, limits):
            count += 1
            if count > limits.articles:
                raise ExtractionError(f"it has more than {limits.articles} articles")
            yield article
    if not count:
        raise ExtractionError("it has no article that can be read")


def _articles(member: Member, limits: Limits) -> Iterator[ExtractedArticle]:
    """Yield the articles of one file in an archive; none if it can't be read."""
    file_format = detect_format(member.data, member.name)
    if file_format is None or file_format is FileFormat.ARCHIVE:
        return
    try:
        if file_format in {FileFormat.PLAIN, FileFormat.MARKDOWN}:
            is_markdown = file_format is FileFormat.MARKDOWN
            yield ExtractedArticle(decode(member.data).text, is_markdown, key=member.name)
            return
        for article in extract_as(file_format, member.data, limits):
            key = f"{member.name}:{article.key}" if article.key else member.name
            yield article._replace(key=key)
    except (ExtractionError, NotTextError):
        return
