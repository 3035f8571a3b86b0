"""Pages of a group session to print: the handouts, the pack for a room, the pack for readers."""
