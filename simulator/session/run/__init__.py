"""Run a scenario to its end or live, and judge what it expects."""
