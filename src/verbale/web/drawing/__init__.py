"""Drawings that are laid out here and sent as SVG."""
