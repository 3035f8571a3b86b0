"""Benchmarks: scripts that print figures beside their aims. They are not tests, and pytest does not
collect them.

``python -m tests.benchmarks`` runs them all, and ``python -m tests.benchmarks PART`` one of them.
Only here is wall-clock time read for measuring.
"""
