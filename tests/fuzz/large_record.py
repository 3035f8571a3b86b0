"""The largest record that is read, given to a command: run as a program with its words.

It says how much memory the command took.
"""

import io
import json
import sys
from pathlib import Path

from simulator.cli.main import main
from simulator.session.records.record_file import MOST_BYTES
from tests.fuzz.large import MOST_MB, peak_mb

SOURCE = Path(__file__).parents[1] / "records" / "several-calls.jsonl"
COMMANDS = (
    "records list",
    "replay RECORD",
    "debrief --full RECORD",
    "debrief --full --format html RECORD",
    "progress",
)


class _Dropped(io.StringIO):
    """An output that holds nothing, or the test would measure itself."""

    def write(self, text: str) -> int:
        return len(text)


def largest(path: Path) -> None:
    """Write a record as large as may be: in its call somebody keeps saying something new."""
    head, *lines = SOURCE.read_text(encoding="utf-8").splitlines()
    spoken = next(n for n, line in enumerate(lines) if json.loads(line)["body"].get("words"))
    entry = json.loads(lines[spoken])
    with path.open("w", encoding="utf-8") as stream:
        stream.write("\n".join([head, *lines[: spoken + 1], ""]))
        seq = spoken + 1
        while stream.tell() < MOST_BYTES - 400:
            body = entry["body"] | {"words": f"words {seq}"}
            stream.write(json.dumps(entry | {"seq": seq, "cause": None, "body": body}) + "\n")
            seq += 1


if __name__ == "__main__":
    largest(Path("kestrel.jsonl"))
    words = ["kestrel.jsonl" if word == "RECORD" else word for word in sys.argv[1].split()]
    main([*words, "--records", "."], _Dropped())
    assert peak_mb() < MOST_MB, f"{peak_mb():.0f} MB"
    sys.stdout.write(f"{peak_mb():.0f} MB\n")
