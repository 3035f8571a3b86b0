"""Reports of the commands: text, JSON and the formats of other tools."""
