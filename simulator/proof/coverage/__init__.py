"""Which rows of the flow the scenarios exercise."""
