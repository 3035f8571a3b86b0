"""The toy call on XState, in a process of node; ``toy_xstate.mjs`` has the call."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.benchmarks.toy_call import SILENT_ENTRIES, Log

SCRIPT = Path(__file__).with_suffix(".mjs")


class Player:
    """Plays calls in node."""

    def __init__(self, folder: Path) -> None:
        """Start node; `folder` is where ``npm install xstate`` was run."""
        command = ("node", str(SCRIPT), str(folder))
        pipe = subprocess.PIPE
        self._node = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def _ask(self, what: object) -> Any:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps(what) + "\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())

    def play(self, presses: Iterable[int] = ()) -> Log:
        """Play one call to its end."""
        return [(at, what) for at, what in self._ask([*presses])]

    def run(self, calls: int) -> int:
        """Play silent calls, and return how many entries they wrote."""
        self._ask(calls)
        return calls * SILENT_ENTRIES

    def close(self) -> None:
        """Let node end."""
        assert self._node.stdin is not None
        self._node.stdin.close()
        self._node.wait()
