"""What typed words are for: by likeness to phrases, and by the frames of questions."""
