"""What is passed on of a call, in sentences: who says it, under what pressure, and when."""
