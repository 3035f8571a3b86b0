"""What every screen shares: frame, leaving, themes, choosers."""
