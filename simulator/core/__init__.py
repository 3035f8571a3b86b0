"""Floor 0, what a call is. Rule: pure standard library; no clock, no chance, no files."""
