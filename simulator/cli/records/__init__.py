"""Commands for recorded calls: list, debrief, review, compare."""
