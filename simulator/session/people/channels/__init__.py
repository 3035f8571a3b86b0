"""People who take part by another way than a voice at the caller's end."""
