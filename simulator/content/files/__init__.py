"""Content files on disk: paths, ids, kinds and headers."""
