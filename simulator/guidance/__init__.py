"""What a good operator and call handler do next, and why: tables over what is known."""
