"""What follows from what a role knows: one table of named judgements, for all who judge it."""
