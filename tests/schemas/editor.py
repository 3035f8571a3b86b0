"""An editor, as the YAML language server sees one: opens a file, asks, and hears what is wrong."""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Editor:
    """A conversation in the language server protocol with the program at `server`."""

    def __init__(self, server: str, folder: Path) -> None:
        self._server = subprocess.Popen(
            [server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self._number = 0
        self._problems: dict[str, list[dict[str, Any]]] = {}
        settings = {"yaml": {"schemaStore": {"enable": False}, "completion": True, "hover": True}}
        capabilities = {
            "workspace": {"configuration": False},
            "textDocument": {"hover": {"contentFormat": ["plaintext"]}},
        }
        self.ask(
            "initialize",
            {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities},
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": settings})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ask("shutdown", None)
        self._tell("exit", None)
        assert self._server.stdin
        self._server.stdin.close()
        self._server.wait(timeout=30)
        assert self._server.stdout
        self._server.stdout.close()

    def open(self, path: Path) -> list[dict[str, Any]]:
        """Open a file; what the server says is wrong with it."""
        text = path.read_text(encoding="utf-8")
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._problems.pop(path.as_uri(), None)
        self._tell("textDocument/didOpen", {"textDocument": document})
        while path.as_uri() not in self._problems:
            self._hear()
        return self._problems[path.as_uri()]

    def offered(self, path: Path, line: int, column: int) -> dict[str, str]:
        """What is offered at a place, each with what is said of it; both from 0."""
        found = self.ask("textDocument/completion", _at(path, line, column))
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _text(item.get("documentation")) for item in items}

    def told(self, path: Path, line: int, column: int) -> str:
        """What is shown of the word under the pointer; line and column from 0."""
        found = self.ask("textDocument/hover", _at(path, line, column))
        return _text(found["contents"]) if found else ""

    def ask(self, method: str, params: Any) -> Any:
        """Ask, and wait for the answer."""
        self._number += 1
        number = self._number
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while True:
            message = self._hear()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        """One message of the server; its questions are answered with nothing."""
        assert self._server.stdout
        length = 0
        while line := self._server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has gone"
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._problems[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}


def _text(documentation: Any) -> str:
    match documentation:
        case {"value": str(text)} | str(text):
            return text
        case _:
            return ""
