"""From a document to its record: the stages, in order. The only place that knows the order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from verbale.actors import find_mentions, resolve_actors
from verbale.codebook import Codebook, codebook
from verbale.events import find_events, weights_digest
from verbale.language.models import load_model
from verbale.language.parse import Parse
from verbale.language.parser import Parser
from verbale.places import find_places
from verbale.positions import find_positions
from verbale.record import Document, ReaderInfo, Record
from verbale.settings import Settings
from verbale.statements import Tagger, find_statements, load_tagger
from verbale.times import find_times, infer_published
from verbale.version import VERSION


class Reader:
    """Reads documents into records. Models and codebooks are loaded when a language is first met."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._parsers: dict[str, Parser] = {}
        self._taggers: dict[str, Tagger | None] = {}

    def read(self, document: Document) -> Record:
        """The record of one document."""
        return next(self.read_all([document]))

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Records in the order of the documents; neighbours of one language are parsed together."""
        waiting = iter(documents)
        while batch := list(islice(waiting, self.settings.batch_size)):
            for language, group in groupby(batch, key=lambda document: document.language or ""):
                members = list(group)
                parser = self.parser(language)
                tagger, info = self.tagger(language), self.info(language)
                for document, parse in zip(members, parser.parse_all(members), strict=True):
                    yield read_parse(document, parse, parser.codebook, info, tagger)

    def parser(self, language: str) -> Parser:
        """The parser of a language. Raises ``ModelError`` or ``CodebookError`` if there is none."""
        if language not in self._parsers:
            model = load_model(language, self.settings.pipelines.get(language))
            book = codebook(language, self.settings.codebook.folders)
            self._parsers[language] = Parser(model, book, batch_size=self.settings.batch_size)
        return self._parsers[language]

    def tagger(self, language: str) -> Tagger | None:
        """The statement taggers of a language, or None if none ship for it."""
        if language not in self._taggers:
            folder = self.settings.taggers.folder
            self._taggers[language] = load_tagger(language, self.settings.profile, folder)
        return self._taggers[language]

    def info(self, language: str) -> ReaderInfo:
        """What makes the records of a language."""
        parser, tagger = self.parser(language), self.tagger(language)
        models = {parser.model.name: parser.model.digest, "events": weights_digest()}
        if tagger is not None:
            models |= {network.name: network.digest for network in tagger.networks()}
        return ReaderInfo(
            version=VERSION, profile=self.settings.profile, models=models, codebook=parser.codebook.hashes()
        )


def read_parse(
    document: Document, parse: Parse, book: Codebook, info: ReaderInfo, tagger: Tagger | None = None
) -> Record:
    """The record of a parsed document."""
    if document.published is None and (published := infer_published(parse, book)) is not None:
        document = document.model_copy(update={"published": published, "published_origin": "text"})
    times, time_notes = find_times(parse, book, document.published)
    places, place_notes = find_places(parse, book)
    mentions = find_mentions(parse, book)
    statements, statement_notes = find_statements(parse, book, mentions, times, document, tagger)
    who = resolve_actors(parse, book, mentions, statements, places, document)
    encoder = tagger.encoder if tagger is not None else None
    events, event_notes = find_events(parse, book, who.actors, times, who.places, who.statements, encoder)
    proposals, positions, position_notes = find_positions(parse, book, who.actors, times, who.statements, events)
    return Record(
        reader=info,
        document=who.document,
        actors=who.actors,
        times=times,
        places=who.places,
        statements=who.statements,
        events=events,
        proposals=proposals,
        positions=positions,
        notes=(*time_notes, *place_notes, *statement_notes, *who.notes, *event_notes, *position_notes),
    )
