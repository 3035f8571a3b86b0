"""Base models and field types shared by the models of all content files."""
