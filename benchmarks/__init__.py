"""Accuracy and speed, measured against named peers and pinned floors. Not part of the package."""
