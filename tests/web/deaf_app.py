"""Something that begins as a Textual app does and then neither listens nor ends: see small_app."""

from __future__ import annotations

import os
import signal
import socket
import sys

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as test:
        sys.stdout.buffer.write(b"__GANGLION__\nD\0\0\0\5hello")
        sys.stdout.buffer.flush()
        test.sendall(f"started {os.getpid()}\n".encode())
        test.recv(1)  # for ever: the test sends nothing
