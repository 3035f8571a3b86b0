"""What a call is: flow, acts, hearing, log. Only the standard library; no clock, no files."""
