"""Records of format 1, one for each kind of act and form of file. Add to them, never rewrite."""
