"""Find steps and expectations of a scenario that no run can reach."""
