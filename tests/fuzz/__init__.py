"""Input that nobody would write: files, words of a command line, lines that are typed, acts.

What must hold: no traceback, no hang, bounded memory, and the exit codes that are documented. The
default run does less than one part in a hundred of the thorough one. A budget is counted
in entries, simulated time and processor time, never by the clock on the wall. What was ever found
is kept in `tests/regress`.
"""
