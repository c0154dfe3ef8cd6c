"""One key for the spellings of a name: scripts romanised, and the habits of several romanisations made one.

The rules are ``letters``, ``rewrites``, ``variants`` and ``patronymic`` of ``world/people.toml``. They keep vowels, so
that *Hassan* and *Hussein* stay two; the spelling that comes out is for comparison, not for reading.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verbale.actors.forms import fold
from verbale.actors.lexicon import People
from verbale.codebook import Codebook

_APOSTROPHES = re.compile("['’‘`´ʼʻʿʾʹ]")
_SEPARATORS = re.compile(r"[^\w-]+|_+")
_DOUBLE = re.compile(r"([^\W\d_])\1+")


class Speller:
    """Built once a codebook (``codebook.derived(Speller)``)."""

    def __init__(self, codebook: Codebook) -> None:
        people = codebook.section(People)
        self.letters = str.maketrans(people.letters)
        self.rewrites = [(re.compile(r.of), r.to, re.compile(r.when) if r.when else None) for r in people.rewrites]
        self.patronymic = re.compile(people.patronymic) if people.patronymic else None
        self.variants: dict[str, str] = {}
        self._key = lru_cache(maxsize=8192)(self._make)
        self.known: dict[str, str] = {}  # comparison form of a full name -> the codebook's person, if only one has it
        for forms in people.variants:
            plain = [self._plain(form) for form in forms]
            for form in plain:
                self.variants.setdefault(form, plain[0])
        doubtful: set[str] = set()
        for person in people.person:
            for form in (person.name, *person.forms):
                key = self.key(form)
                if "-" in key and self.known.setdefault(key, person.key) != person.key:
                    doubtful.add(key)
        for key in doubtful:
            del self.known[key]

    def key(self, name: str) -> str:
        """The comparison form: *Khudayberdiev* and *Chudajberdijew* have one; middle initials and patronymics go."""
        return self._key(name)

    def _make(self, name: str) -> str:
        words = [self.variants.get(word, word) for word in self._plain(name).split()]
        inner = [w for w in words[1:-1] if len(w) > 1 and not (self.patronymic and self.patronymic.search(w))]
        return "-".join([*words[:1], *inner, *words[1:][-1:]])

    def _plain(self, name: str) -> str:
        text = _APOSTROPHES.sub("", name.casefold()).translate(self.letters)
        text = _SEPARATORS.sub(" ", fold(text)).strip()
        for pattern, to, when in self.rewrites:
            if when is None or when.search(text):
                text = pattern.sub(to, text)
        return _DOUBLE.sub(r"\1", text.replace("-", " ").casefold()).strip()
