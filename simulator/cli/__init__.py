"""Commands: arguments, text and exit codes. No command decides what happens in a call."""
