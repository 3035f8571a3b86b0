"""Files nearly as large as is read, and bad in one way all over: what is slow on them is too slow.

Run as a program with the name of one, under limits of processor time and memory that the system
keeps; it says what `check` would find.
"""

import re
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

from simulator.content.yaml.reader import MAX_BYTES
from tests.fuzz.files import hold

HEAD = (
    "format: 1\nid: fuzzed\nkind: silent\nlevel: 1\nseats: [operator]\nabout: 1m\n"
    "content_note: [x]\nobjectives: [x]\noutcome: abandoned\nsources: [P1]\nreview_by: 2027-11\n"
)
ROOM = MAX_BYTES - 1_000


def _filled(piece: str, before: str = "", after: str = "") -> str:
    return before + piece * ((ROOM - len(before)) // len(piece)) + after


def _counted(piece: str, before: str = "", after: str = "") -> str:
    """Many pieces that differ by their number."""
    number = (ROOM - len(before)) // (len(piece) + 4)
    return before + "".join(piece.format(n) for n in range(number)) + after


MOST_MB = 200


def peak_mb() -> float:
    """The most memory that this process has held, in MB; 0 where the system doesn't say.

    On Linux it is read from the process itself: `getrusage` counts what the process that started it
    held at that time, and a worker of the tests holds more and more.
    """
    with suppress(OSError):
        held = Path("/proc/self/status").read_text(encoding="utf-8")
        if found := re.search(r"VmHWM:\s+(\d+) kB", held):
            return int(found[1]) * 1024 / 1_000_000
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000


LARGE = {
    "capitals": lambda: _filled("Aa, ", f'{HEAD}title: "', '"\n'),
    "one word": lambda: _filled("a", f'{HEAD}title: "', '"\n'),
    "digits": lambda: _filled("0", f'{HEAD}title: "', '"\n'),
    "digits with gaps": lambda: _filled("0 1-", f'{HEAD}title: "', '"\n'),
    "near mailboxes": lambda: _filled("a.a@", f'{HEAD}title: "', '"\n'),
    "near houses": lambda: _filled("1 Aa ", f'{HEAD}title: "', '"\n'),
    "spaces": lambda: _filled(" ", f'{HEAD}title: "A', 'B"\n'),
    "held words": lambda: _filled("hoax claims ", f'{HEAD}title: "', '"\n'),
    "open brackets": lambda: _filled("["),
    "open mappings": lambda: _filled("{a: "),
    "dashes": lambda: _filled("- "),
    "questions": lambda: _filled("? "),
    "quotes": lambda: _filled('"'),
    "empty lines": lambda: _filled("\n", HEAD, "title: x: y"),
    "comments": lambda: _filled("# x\n"),
    "list": lambda: _filled("x,", f"{HEAD}title: x\ntags: [", "]\n"),
    "wrong words": lambda: _filled("X Y,", f"{HEAD}title: x\ntags: [", "]\n"),
    "unknown keys": lambda: _counted("key{}: 1\n", f"{HEAD}title: x\n"),
    "near keys": lambda: _counted("titel{}: 1\n", f"{HEAD}title: x\n"),
    "wrong steps": lambda: _filled("- {when: {herd: x}, do: tapp}\n", f"{HEAD}title: x\ncaller:\n"),
    "wrong rules": lambda: _filled("- {nevr: {stag: x}}\n", f"{HEAD}title: x\nexpect:\n"),
    "good steps": lambda: _filled("- {when: {at: 1s}, do: tap}\n", f"{HEAD}title: x\ncaller:\n"),
    "good rules": lambda: _filled("- never: {act: tap}\n", f"{HEAD}title: x\nexpect:\n"),
    "names": lambda: _filled("Aa Bb,", f"{HEAD}title: x\ninvented: [", "]\n"),
}

if __name__ == "__main__":
    text = LARGE[sys.argv[1]]()
    assert 0.8 * MAX_BYTES < len(text) <= MAX_BYTES
    found = Counter(problem.code for problem in hold(text))
    assert peak_mb() < MOST_MB, f"{peak_mb():.0f} MB"
    sys.stdout.write(f"{dict(found) or 'nothing'}\n")
