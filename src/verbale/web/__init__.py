"""The desk: the views of a store in a browser, where persons read, compare and judge. ``verbale serve`` opens it."""
