"""Which topics a question asks about, and what a yes to it means."""
