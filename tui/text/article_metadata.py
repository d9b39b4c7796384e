"""Metadata of an article: its outlet, days, author, language and address."""

from typing import NamedTuple


class Metadata(NamedTuple):
    """Metadata of an article; an empty value is not known."""

    outlet: str = ""
    date: str = ""
    """Day of publication in ISO 8601."""
    author: str = ""
    updated: str = ""
    """Day of the last change in ISO 8601."""
    language: str = ""
    """Language as a BCP 47 tag."""
    url: str = ""
    """Canonical address."""

    def filled_from(self, fallback: "Metadata") -> "Metadata":
        """Return the metadata with the values of `fallback` in place of empty ones."""
        return Metadata(
            *(value or substitute for value, substitute in zip(self, fallback, strict=True))
        )


NO_METADATA = Metadata()
