"""A session in a room: its plan, where it is, what is decided and what follows. No screens."""
