"""Bytes to documents: formats, encodings, language, damage."""

from verbale.reading.errors import ReadingError
from verbale.reading.given import Given, give, make_document
from verbale.reading.sources import Told, read_sources

__all__ = ["Given", "ReadingError", "Told", "give", "make_document", "read_sources"]
