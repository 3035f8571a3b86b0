"""Messages that no editor should send: each is answered, and the server goes on."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

ORDINARY = {"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
START = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"processId": None, "rootUri": None, "capabilities": {}},
}


def framed(message: object, length: object = None) -> bytes:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    stated = len(body) if length is None else length
    return f"Content-Length: {stated}\r\n\r\n".encode() + body


def hover(line: object, character: object = 0) -> dict[str, Any]:
    where = {"textDocument": {"uri": "file:///a.yaml"}}
    position = {"line": line, "character": character}
    params = {**where, "position": position}
    return {"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": params}


def answers(sent: bytes) -> Iterator[dict[str, Any]]:
    """Yield what the server answers, up to the answer to an ordinary request after it."""
    whole = framed(START) + sent + framed(ORDINARY) + framed({"jsonrpc": "2.0", "method": "exit"})
    ran = subprocess.run(
        [sys.executable, "-m", "simulator", "lsp"],
        input=whole,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    left = ran.stdout
    while left:
        head, _, rest = left.partition(b"\r\n\r\n")
        length = int(head.split(b"\r\n")[0].split(b":")[1])
        yield json.loads(rest[:length])
        left = rest[length:]


REFUSED = [
    # what is sent; the id and the code of the answer, and what it says
    (framed(hover(0), 999999999999), None, -32600, "999999999999"),
    (framed(hover(0), -5), None, -32600, "-5"),
    (framed(hover(0), "many"), None, -32600, "many"),
    (framed(b"", 0), None, -32600, "Content-Length: 0"),
    (framed(hover(-1)), 7, -32602, "line"),
    (framed(hover(0, -3)), 7, -32602, "character"),
    (framed(hover("one")), 7, -32602, "line"),
    (framed(hover(10**12)), 7, -32602, "line"),
    (framed({"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover"}), 7, -32602, "params"),
    (framed(b"{"), None, -32700, ""),
    (framed(b"[" * 200_000), None, -32700, ""),
    (framed(b'"\xff"'), None, -32700, ""),
    (framed(b"[]"), None, -32600, ""),
    (framed({"jsonrpc": "1.0", "id": 7, "method": "shutdown"}), 7, -32600, "jsonrpc"),
    (framed({"jsonrpc": "2.0", "id": 7, "method": "nothing/known"}), 7, -32601, ""),
]


def test_messages_that_no_editor_should_send_are_answered_and_the_server_goes_on() -> None:
    """Each is refused with its id, if it can be read, and what is wrong with it; none ends it."""
    found = list(answers(b"".join(sent for sent, *_ in REFUSED)))
    errors = [each for each in found if "error" in each]
    told = [(each["id"], each["error"]["code"]) for each in errors]
    assert told == [(number, code) for _, number, code, _ in REFUSED]
    for each, (*_, says) in zip(errors, REFUSED, strict=True):
        assert says in each["error"]["message"]
    assert "Traceback" not in str(errors)
    assert any(each.get("id") == 99 and "error" not in each for each in found)


def test_a_message_cut_off_at_its_end_leaves_quietly() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "simulator", "lsp"],
        input=framed(START) + b"Content-Length: 5000\r\n\r\n{",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.stderr == b""
