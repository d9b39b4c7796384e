"""The text of a file in any encoding."""

from tui.formats.extracted_article import ExtractionError, Limits
from tui.text.encodings.detection import NotTextError, decode


def decode_file(data: bytes, limits: Limits) -> str:
    """Return the text of `data`, with line feeds at the ends of lines.

    Raises:
        ExtractionError: If it is not text, or larger than the limits allow.
    """
    if len(data) > limits.unpacked:
        raise ExtractionError(f"it is larger than {limits.unpacked >> 20} MiB")
    try:
        text = decode(data).text
    except NotTextError as error:
        raise ExtractionError(str(error)) from error
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
