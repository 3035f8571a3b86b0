"""The front in a browser: HTML pages and one stream for each seat, from this machine.

Needs the extra ``web`` (Starlette, uvicorn, segno).
"""
