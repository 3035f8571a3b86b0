"""What one person does alone at this machine: calls as files, links, and a call to watch."""
