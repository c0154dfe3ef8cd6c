"""Bytes to documents: formats, encodings, language, damage."""

from verbale.reading.errors import ReadingError
from verbale.reading.given import Given, give, make_document
from verbale.reading.sources import Told, files_in, read_sources

__all__ = ["Given", "ReadingError", "Told", "files_in", "give", "make_document", "read_sources"]
