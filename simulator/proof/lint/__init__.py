"""Find steps and expectations of a scenario that can never happen or fail, from its file alone."""
