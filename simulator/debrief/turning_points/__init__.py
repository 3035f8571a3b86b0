"""Find the entries from which a better outcome was reachable."""
