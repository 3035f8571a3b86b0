"""Benchmarks: scripts that print ratios. They are not tests, and pytest does not collect them.

``python -m tests.benchmarks`` measures the screens over a pseudo-terminal, beside bare Textual.
``python -m tests.benchmarks.calls`` compares whole silent calls a second with toys of the same
call on other libraries; ``python -m tests.benchmarks.startup`` compares the start-up of the command
line with bare Python's. Only here is wall-clock time read for measuring.
"""
