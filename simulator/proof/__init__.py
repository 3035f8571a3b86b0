"""Checks of the flow and of scenarios: exploration, properties, coverage and exports."""
