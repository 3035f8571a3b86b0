"""Thirty seats on one machine: ``python -m tests.benchmarks.seats [SECONDS] [--at-once]``.

A real server has ten calls with a caller, an operator and a call handler each. Every seat reads
its page's stream as a browser does, and acts every two seconds; with ``--at-once``, all of them at
the same instant. Printed are the milliseconds from an act to its answer, to the page that shows it,
and from a caller's act to the operator's page; the server's share of one core; its memory.

``python -m tests.benchmarks.seats --session`` joins thirty pages to a group session instead, and
prints the milliseconds from the leader's Next to each of them.

On a busy machine, ``chrt -f 5`` before it keeps others from counting as slowness of ours.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path

from simulator.web.remote_seat import RemoteSeat

CALLS = 10
SCENARIO = "partner-in-the-room"
EVERY_S = 2.0
"""How often a person in a seat acts (assumption: more often than people do)."""
DOES = {
    "caller": [{"key": "t"}, {"key": "5"}, {"key": "c"}],
    "operator": [{"key": "a"}, {"key": "1"}, {"key": "4"}, {"key": "8"}],
    "call_handler": [{"key": "a"}, {"line": "?alone"}, {"line": "# a tap"}, {"key": "r"}],
}
MOST_P99_MS, MOST_SHARE = 50, 0.5
MOST_AT_ONCE_MS, MOST_NEXT_MS = 200, 150
PAGES, PRESSES = 30, 40
"""Pages of a group session, and presses of Next."""


@contextmanager
def server() -> Iterator[tuple[int, str]]:
    """Serve in another process: its number, and its address."""
    command = [sys.executable, "-m", "simulator", "serve", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = ""
        while not address.startswith("http"):
            address = process.stdout.readline().strip().rpartition(" ")[2]
        try:
            yield process.pid, address
        finally:
            process.terminate()


class Person:
    """One person in a seat: reads the page, and acts."""

    def __init__(
        self, address: str, code: str, role: str, begun: threading.Event, *, at_once: bool
    ) -> None:
        self.answers: list[float] = []
        self.shown: list[float] = []
        self.crossed: list[float] = []
        """From an act of the caller to the operator's page."""
        self.heard_at: list[float] = []
        """When this page showed a sound of the caller."""
        self.listener: Person | None = None
        self._at_once = at_once
        self.done = 0
        self._seat, self._role, self._begun = RemoteSeat(address), role, begun
        self._seat.claim(code, role)
        self._news = threading.Condition()
        self._version = 0
        self.threads = [
            threading.Thread(target=each, daemon=True) for each in (self.read, self.act)
        ]

    def read(self) -> None:
        """Read the stream as a browser does."""
        host = "{}:{}".format(*self._seat._where)
        with closing(HTTPConnection(host)) as connection:
            headers = {"X-Seat": self._seat._token, "Accept": "text/event-stream"}
            connection.request("GET", "/api/stream", headers=headers)
            answer = connection.getresponse()
            while line := answer.readline():
                if line.startswith(b"data: ") and b'"+captions"' in line:
                    if b">Caller:<" in line:
                        self.heard_at.append(time.perf_counter())
                    with self._news:
                        self._version += 1
                        self._news.notify_all()

    def act(self) -> None:
        """Act again and again, each time a little later than the others."""
        self._begun.wait()
        time.sleep(hash((self._seat._token, 1)) % 1000 / 1000 * EVERY_S)
        for body in cycle(DOES[self._role]):
            if self._at_once:
                time.sleep(EVERY_S - time.time() % EVERY_S)
            if not self._begun.is_set():
                return
            version, start = self._version, time.perf_counter()
            said = self._seat.post("/api/act", **body)
            self.answers.append(time.perf_counter() - start)
            if said.get("done"):
                self.done += 1
                with self._news:
                    if self._news.wait_for(lambda: self._version > version, EVERY_S):  # noqa: B023
                        self.shown.append(time.perf_counter() - start)
            time.sleep(EVERY_S / 2 if self._at_once else EVERY_S)
            if self.listener is not None and said.get("done"):
                came = [at - start for at in self.listener.heard_at if at > start]
                self.crossed += came[:1]


def used_s(pid: int) -> float:
    """Return the processor's seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> int:
    """Return the most memory that a process has had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(x for x in status.splitlines() if x.startswith("VmHWM")).split()[1]) // 1024


def percentile(values: list[float], share: float) -> float:
    """Return that percentile in milliseconds."""
    return sorted(values)[int(share * (len(values) - 1))] * 1_000


def session() -> int:
    """Measure a leader's Next to thirty pages, print, and return 1 if it is too slow."""
    with server() as (_, address):
        leader = RemoteSeat(address)
        leader._token = leader.post("/api/session", plan="twenty-minutes")["token"]
        code = _code_of(leader)
        came: list[list[float]] = [[] for _ in range(PAGES)]
        for each in came:
            page = RemoteSeat(address)
            page._token = page.post("/api/look-up", code=code)["token"]
            threading.Thread(target=_follow, args=(page, each), daemon=True).start()
        time.sleep(2)
        took: list[float] = []
        for _ in range(PRESSES):
            start = time.perf_counter()
            leader.post("/api/lead", do="forward")
            time.sleep(0.7)
            took += [at - start for each in came for at in each if at > start][:PAGES]
        half, most = percentile(took, 0.5), percentile(took, 0.99)
        print(f"pages {PAGES}, Next {PRESSES}, shown {len(took)}")
        print(f"Next to page: p50 {half:.0f} ms, p99 {most:.0f} ms")
    return int(most > MOST_NEXT_MS)


def _events(seat: RemoteSeat) -> Iterator[bytes]:
    """Yield what a page of a session is sent, as a browser reads it."""
    with closing(HTTPConnection("{}:{}".format(*seat._where))) as connection:
        headers = {"X-Seat": seat._token, "Accept": "text/event-stream"}
        connection.request("GET", "/api/session-stream", headers=headers)
        answer = connection.getresponse()
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield line


def _code_of(leader: RemoteSeat) -> str:
    page = next(_events(leader)).decode()
    return re.findall(r"code: ([A-Z0-9]{6})", page)[0]


def _follow(page: RemoteSeat, came: list[float]) -> None:
    came.extend(time.perf_counter() for _ in _events(page))


def main(seconds: float, *, at_once: bool) -> int:
    """Measure, print, and return 1 if it is too slow."""
    begun = threading.Event()
    with server() as (pid, address):
        people: list[Person] = []
        for _ in range(CALLS):
            first = RemoteSeat(address)
            said = first.post("/api/open", scenario=SCENARIO, role="caller", assessed="")
            first._token = said["token"]
            first.post("/api/leave")
            people += [Person(address, said["code"], role, begun, at_once=at_once) for role in DOES]
            people[-3].listener = people[-2]
            for each in people[-3:]:
                each.threads[0].start()
            people[-3]._seat.post("/api/begin")
            people[-3]._seat.post("/api/act", key="d", answers={"number": "999"})
        for each in people:
            each.threads[1].start()
        before, start = used_s(pid), time.perf_counter()
        begun.set()
        time.sleep(seconds)
        begun.clear()
        share = (used_s(pid) - before) / (time.perf_counter() - start)
        for each in people:
            each.threads[1].join()
        answers = [took for each in people for took in each.answers]
        shown = [took for each in people for took in each.shown]
        crossed = [took for each in people for took in each.crossed]
        print(f"seats {len(people)}, acts {len(answers)}, done {sum(p.done for p in people)}")
        for name, took in (
            ("answer", answers), ("page", shown), (f"another's page ({len(crossed)})", crossed),
        ):  # fmt: skip
            half, most = percentile(took, 0.5), percentile(took, 0.99)
            print(f"act to {name}: p50 {half:.0f} ms, p99 {most:.0f} ms")
        print(f"share of one core: {share:.0%}; most memory: {memory_mb(pid)} MB")
    if at_once:
        return int(percentile(crossed, 0.99) > MOST_AT_ONCE_MS)
    return int(percentile(answers, 0.99) > MOST_P99_MS or share > MOST_SHARE)


if __name__ == "__main__":
    words = sys.argv[1:]
    if "--session" in words:
        sys.exit(session())
    numbers = [float(each) for each in words if not each.startswith("-")]
    sys.exit(main(numbers[0] if numbers else 30, at_once="--at-once" in words))
