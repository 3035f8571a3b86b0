"""How people speak: answers composed from the question, and what a mouth adds to a sentence."""
