"""View models: plain functions from records to what a page, a table or an export shows."""
