"""Export the flow to other tools: SCXML and Promela."""
