"""What a call teaches: moments, turning points."""
