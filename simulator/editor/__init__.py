"""A language server for the files of authors: what an editor shows, from what `check` knows."""
