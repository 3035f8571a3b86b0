"""The screens of a session in a room: large, one thing at a time, every string translated."""
