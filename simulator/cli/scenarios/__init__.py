"""Commands for authors: check, run, test, list, show, new."""
