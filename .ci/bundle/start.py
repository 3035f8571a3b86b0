"""What a double click starts: the pages in a browser, until the last page is closed.

The program with "phones" in its name also lets others on the network join.
"""

import socket
import sys
from pathlib import Path

PORT = 9990
"""The port that READ ME FIRST names, for when no browser opens."""


def our_port(port: int = PORT) -> list[str]:
    """Return the option for our port; nothing if another program has it, for any free one."""
    with socket.socket() as trial:
        if sys.platform != "win32":  # There this option would share the port.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return []
    return ["--port", str(port)]


if __name__ == "__main__":
    from simulator.cli.main import entry

    lan = ["--lan"] if "phones" in Path(sys.argv[0]).stem else []
    sys.argv[1:] = ["serve", "--once", *lan, *our_port(), *sys.argv[1:]]
    entry()
