"""What one role knows of a call: an immutable fold of the entries that it perceived."""
