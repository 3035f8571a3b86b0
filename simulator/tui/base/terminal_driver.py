"""Textual's terminal driver, which looks for an exit key before it handles any other input."""

import os
from codecs import getincrementaldecoder
from contextlib import suppress
from select import select
from threading import Thread
from typing import cast

from textual.drivers.linux_driver import LinuxDriver

from simulator.tui.base.quick_exit import KeyWatch, QuickExit


class TerminalDriver(LinuxDriver):
    """Reads the terminal in a thread of its own, ahead of the thread that handles the keys.

    Textual takes 90 s for 24,000 pasted characters, and a key after them waits as long.
    """

    def run_input_thread(self) -> None:
        """Handle keys from a pipe. Nothing else uses `fileno` while this thread runs."""
        terminal = self.fileno
        self.fileno, pipe = os.pipe()
        os.set_blocking(pipe, False)
        ahead = Thread(target=self._read_ahead, args=(terminal, pipe), daemon=True)
        ahead.start()
        try:
            super().run_input_thread()
        finally:
            ahead.join()
            os.close(self.fileno)
            os.close(pipe)
            self.fileno = terminal

    def _sigcont_application(self, *_: object) -> None:
        """Start again, but only after a stop: the kernel also sends SIGCONT for a closed window.

        A second start reads the first one's pipe, and its writer fails with the closed terminal,
        so that the app waits for ever to write.
        """
        if self._must_signal_resume:
            super()._sigcont_application()

    def _read_ahead(self, terminal: int, pipe: int) -> None:
        """Pass input on as valid UTF-8; leave on an exit key, or if the terminal is gone."""
        decode, watch = getincrementaldecoder("utf-8")("replace").decode, KeyWatch()
        with suppress(OSError):
            while not self.exit_event.is_set():
                if not select([terminal], [], [], 0.1)[0]:
                    continue
                new = os.read(terminal, 4_096)
                if not new or watch.leaves(new):
                    break
                with suppress(BlockingIOError):  # More than 64 KB wait: the rest is dropped.
                    os.write(pipe, decode(new).encode())
        if not self.exit_event.is_set():
            cast("QuickExit", self._app).action_quick_exit()
