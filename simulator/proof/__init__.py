"""Floor 4: what can be found by searching the flow, and what a whole sitting shows."""
