"""The sounds of a call, at telephone bandwidth, for the pages of a seat and of a session.

Crying, shouting and blows are captions only and never rendered.
"""
