"""One call or session, many seats: who sits where, and what each device may receive."""
