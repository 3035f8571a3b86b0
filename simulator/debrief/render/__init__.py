"""A debrief as text, Markdown, JSON or a page: pure functions of its value."""
