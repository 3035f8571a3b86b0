"""Serve the screens to a browser on this machine; every page starts a process.

Needs the extra ``serve`` (textual-serve and aiohttp).
"""
