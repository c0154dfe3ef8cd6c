"""Views written in the formats of others."""
