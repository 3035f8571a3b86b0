"""What free words in a message say to a question: the one place where a role's knowledge reads."""
