"""What is said on the line: the purposes, the lines to choose from, and what typed words mean."""
