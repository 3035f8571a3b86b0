"""What a reader weighs beside its frames: the words around a statement, and how plain it is."""
