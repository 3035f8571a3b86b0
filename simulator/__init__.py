"""A simulator and trainer for silent 999 calls in the UK.

The package is a house of floors; each imports only from the floors below it. ``README.md`` beside
this file is the map. This module imports nothing, so that asking for the version costs nothing.
"""

__version__ = "0.1.0"

BANNER = "training: this cannot call 999. If this is real, call 999."
"""Safety line, shown above everything that could look like a real call."""
