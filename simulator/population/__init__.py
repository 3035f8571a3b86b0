"""Many calls at once: the flow as arrays, callers and staff as data, a day as one pass."""
