"""Shipped content files and those in a user's folders, found by id."""
