"""A small Textual app that tells a test what becomes of it: started, each key, left.

It is run as a process: ``small_app.py PORT``. The test listens on the port; the connection closes
when the process ends, however it ends.
"""

from __future__ import annotations

import io
import os
import socket
import sys

from textual.app import App, ComposeResult
from textual.events import Key, Resize
from textual.widgets import Static


class SmallApp(App[None]):
    """Shows the last key, hands over a file on d, and leaves on either quick exit key."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, test: socket.socket) -> None:
        super().__init__()
        self._test = test

    def tell(self, line: str) -> None:
        """Tell the test something."""
        self._test.sendall(f"{line}\n".encode())

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("waiting for a key", markup=False)

    def on_mount(self) -> None:
        """Tell that it runs."""
        self.tell(f"started {os.getpid()}")

    def on_resize(self, event: Resize) -> None:
        """Tell the size."""
        self.tell(f"size {event.size.width}x{event.size.height}")

    def on_key(self, event: Key) -> None:
        """Show the key and tell it."""
        self.query_one(Static).update(f"pressed {event.key}")
        self.tell(f"key {event.key}")
        if event.key == "d":
            self.deliver_text(io.StringIO("of this session"), save_filename="session.txt")
            self.tell("delivering")
        if event.key in ("f2", "ctrl+backslash"):
            self.exit()


if __name__ == "__main__":
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as test:
        app = SmallApp(test)
        app.run()
        app.tell("left")
