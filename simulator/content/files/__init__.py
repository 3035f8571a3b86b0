"""Where files are found, and which kind of file each one is."""
