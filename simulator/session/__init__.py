"""Run calls and record them: only here is a clock read, a random number drawn or a log written."""
