"""A small Textual app that tells a test what becomes of it: started, each key, left.

It is run as a process: ``small_app.py PORT``. The test listens on the port; the connection closes
when the process ends, however it ends. ``small_app.py PORT deaf`` begins as a Textual app does and
then neither listens nor ends.
"""

import io
import os
import signal
import socket
import sys

from textual.app import App, ComposeResult
from textual.events import Key, Resize
from textual.widgets import Static


class SmallApp(App[None]):
    """Shows the last key, hands over a file on d, and leaves on a quick exit key."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, test: socket.socket) -> None:
        super().__init__()
        self._test = test

    def report(self, line: str) -> None:
        self._test.sendall(f"{line}\n".encode())

    def compose(self) -> ComposeResult:
        yield Static("waiting for a key", markup=False)

    def on_mount(self) -> None:
        self.report(f"started {os.getpid()}")

    def on_resize(self, event: Resize) -> None:
        self.report(f"size {event.size.width}x{event.size.height}")

    def on_key(self, event: Key) -> None:
        self.query_one(Static).update(f"pressed {event.key}")
        self.report(f"key {event.key}")
        if event.key == "d":
            self.deliver_text(io.StringIO("of this session"), save_filename="session.txt")
        if event.key in ("f2", "ctrl+l", "ctrl+backslash"):
            self.exit()


def never_end(test: socket.socket) -> None:
    """Greet as a Textual app does, and ignore everything after that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.stdout.buffer.write(b"__GANGLION__\nD\0\0\0\5hello")
    sys.stdout.buffer.flush()
    test.sendall(f"started {os.getpid()}\n".encode())
    test.recv(1)  # blocks: the test sends nothing


if __name__ == "__main__":
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as test:
        if "deaf" in sys.argv:
            never_end(test)
        app = SmallApp(test)
        app.run()
        app.report("left")
