"""Floor 3, where calls run and are written down. Rule: only here live clock, chance and pen."""
