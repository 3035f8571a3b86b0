"""Participants: scripts, surroundings, simulated operator and call handler, systems."""
