"""Commands for people who take a call, lead a session or listen."""
