"""Group sessions without screens: plan, pages as values, decisions and their continuations."""
