"""Files of a group session: plans, myths, help lines, handout."""
