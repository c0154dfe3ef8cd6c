"""What a diplomat knows and a parser does not, as validated data in every language."""

from verbale.codebook.book import Codebook, CodebookError, Section, codebook, languages
from verbale.codebook.nations import CountryNames

__all__ = ["Codebook", "CodebookError", "CountryNames", "Section", "codebook", "languages"]
