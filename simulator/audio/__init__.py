"""Audio of a call: the sounds of a log for one listener, at telephone bandwidth.

Crying, shouting and blows are captions only and never rendered.
"""
