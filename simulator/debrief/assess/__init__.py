"""Judge a log: rubric findings, coaching hints, gaps in the incident log."""
