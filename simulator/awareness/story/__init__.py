"""A played call retold for a group: narration, playback, what changed between two runs."""
