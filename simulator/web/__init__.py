"""The screens in a browser, on this machine: every page starts the program as a process.

It knows nothing of calls. It needs the extra ``serve`` (textual-serve, and aiohttp with it).
"""
