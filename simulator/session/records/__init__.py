"""Save a run, find it again and replay it."""
