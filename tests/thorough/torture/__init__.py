"""Whole sittings in which everything goes wrong, each drawn from one seed.

``python -m tests.thorough.torture 10000`` tries so many seeds and prints what was tried, survived
and lost; ``--first N`` begins at another seed, so that one sitting can be repeated. Every sitting
is a fork of one process that has loaded and read what all of them need; several go on at once.
"""
