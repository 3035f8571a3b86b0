"""Questions that more than a sign answers: those of officers, and those put in writing."""
