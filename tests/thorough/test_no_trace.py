"""A group session leaves nothing on the machine that serves it: every system call is watched."""

import html
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.web.remote_seat import NoAnswer, RemoteSeat
from tests.tools import needs_tool
from tests.web.test_sessions import joined, parts

pytestmark = [pytest.mark.thorough, needs_tool("strace")]

WRITES = "open,openat,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat"
_CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<what>.*)\) = \d")


def written(trace: Path) -> list[str]:
    """Return the system calls that made or could change a file, devices apart."""
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        call = _CALL.match(line)
        if call is None or '"/dev/' in line:
            continue
        if call["name"] not in ("open", "openat") or re.search("O_WRONLY|O_RDWR|O_CREAT", line):
            found.append(line)
    return found


def test_a_session_that_is_led_voted_on_and_ended_writes_no_file(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-o", str(trace), "-e", f"trace={WRITES}"]
    # Byte code is of the program, and not of what is done with it.
    command += [sys.executable, "-B", "-m", "simulator", "serve", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = ""
        while not address.startswith("http"):
            address = process.stdout.readline().strip().rpartition(" ")[2]
        lead, one = RemoteSeat(address), RemoteSeat(address)
        lead._token = lead.post("/api/session", plan="twenty-minutes")["token"]
        page = next(parts(lead))["page"]
        code = re.search(r"group's code: (\w+)", html.unescape(page))
        assert code is not None
        one._token = joined(one, code[1])["token"]
        lead.post("/api/lead", do="jump", place="3")
        one.post("/api/vote", place="0")
        lead.post("/api/lead", do="jump", place="2")
        lead.post("/api/lead", do="go_on")
        with pytest.raises(NoAnswer, match="no call here has that code"):
            one.look_up("BBBBBB")
        lead.post("/api/lead", do="end")
        # strace itself would let go of the server, and not end it.
        child = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0]
        os.kill(int(child), signal.SIGTERM)
    assert "openat" in trace.read_text()
    assert written(trace) == []
