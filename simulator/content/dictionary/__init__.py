"""Every word and key of the files, with its meaning, its places and an example."""
