"""Progress over many records, and what reviewers add to them."""
