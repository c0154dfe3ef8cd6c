"""Statements against named peers: the same texts, the same parse and the same scorers in one run."""
