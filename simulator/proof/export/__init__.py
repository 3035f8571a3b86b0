"""The flow in the languages of other tools: SCXML and Promela."""
