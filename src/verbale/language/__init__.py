"""The parse: tokens, sentences, lemmas, syntax and names of a document, by spaCy pipelines of our own."""
