"""Messages of the language server's protocol: what can't be read is answered, and left.

pygls takes any length, and answers nothing that doesn't fit its types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import IO, Any

from cattrs import transform_error
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
)
from pygls.protocol import LanguageServerProtocol

MOST_BYTES = 16 * 1024 * 1024
"""The longest message that is read. A file of ours has at most 256 KiB. Our choice; no source."""
_LONGEST_LINE = 64 * 1024
_LENGTH = re.compile(rb"content-length:[ \t]*([^\r\n]*?)[ \t]*\r?\n$", re.IGNORECASE)


class MessageInput:
    """Standard input, without the messages whose length is none that a message can have.

    Where the next one begins can't be known then: all is left up to the next line that ends in a
    good length.
    """

    def __init__(self, stream: IO[bytes], refuse: Callable[[str], None]) -> None:
        self._stream = stream
        self._refuse = refuse
        self._leaving = False

    def readline(self) -> bytes:
        """Return the next line of a head; empty at the end."""
        while line := self._stream.readline(_LONGEST_LINE):
            if found := _LENGTH.search(line):
                stated = found[1].decode("ascii", "replace")[:40]
                length = int(stated) if re.fullmatch("[0-9]{1,12}", stated, re.ASCII) else 0
                self._leaving = not 0 < length <= MOST_BYTES
                if not self._leaving:
                    return b"Content-Length: %d\r\n" % length
                self._refuse(f"Content-Length: {stated}; expected 1 to {MOST_BYTES}")
            elif not self._leaving:
                return line
        return b""

    def read(self, size: int) -> bytes:
        """Return the body of a message."""
        return self._stream.read(size)


class AnsweringProtocol(LanguageServerProtocol):
    """The protocol, which answers each request that it can't take with an error."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return the message in its type; refuse one that doesn't fit, with its id."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" not in data or "method" not in data:
                raise
            if self.get_message_type(data["method"]) is None:
                self.refuse(JsonRpcMethodNotFound.of(str(data["method"])), data["id"])
            else:
                self.refuse(JsonRpcInvalidParams(_reasons(error)), data["id"])
            raise _Answered from error

    def handle_message(self, message: Any) -> None:
        """Handle a message of this protocol, and refuse any other."""
        number = getattr(message, "id", message.get("id") if isinstance(message, dict) else None)
        if getattr(message, "jsonrpc", "") != self.VERSION:
            self.refuse(JsonRpcInvalidRequest(f'expected "jsonrpc": "{self.VERSION}"'), number)
        elif self._shutdown and number is not None and hasattr(message, "method"):
            self.refuse(JsonRpcInvalidRequest("the server is shutting down"), number)
        else:
            super().handle_message(message)

    def refuse(self, error: JsonRpcException, number: Any = None) -> None:
        """Answer a message with an error; without an id if it can't be read."""
        answer = {"code": error.code, "message": error.message}
        # pygls leaves a null out, and the protocol asks for it.
        known = number if isinstance(number, int | str) else None
        self._send_data({"jsonrpc": self.VERSION, "id": known, "error": answer})


def _reasons(error: JsonRpcException) -> str:
    """Return what doesn't fit, each part with its place in the message."""
    if not isinstance(error.__cause__, Exception):
        return str(error)
    found = transform_error(error.__cause__, format_exception=lambda each, _: str(each))
    return "; ".join(map(str, found))[:500]


class _Answered(Exception):
    """A message was refused, and answered."""


def answer_unreadable(protocol: AnsweringProtocol, error: Exception) -> bool:
    """Answer a message whose text can't be read; whether it was one, or has its answer already."""
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        protocol.refuse(JsonRpcParseError(f"not JSON: {error}"[:500]))
        return True
    return isinstance(error, _Answered)
