"""The desk for programs: the views as JSON under ``/api/v1``, what they are, and a page that tells it."""

from verbale.web.api import description, listing, one, writing

ROUTERS = (listing.router, one.router, writing.router, writing.reading, description.router)
