"""Ask an implementation of the flow what the vectors in a folder ask, and compare its answers.

    python run_vectors.py FOLDER COMMAND ...

It imports nothing of silent999. The folder is of ``silent999 flow --format vectors``; its README
says how COMMAND is asked. Exit codes: 0 all as in the vectors, 1 not, 2 wrong usage.
"""

# ruff: noqa: T201
import json
import subprocess
import sys
from pathlib import Path


class Implementation:
    """A program that answers each line with one."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def answer(self, question: object) -> object:
        """Ask it; its answer, or None if it stopped."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return None
        line = self._process.stdout.readline()
        return json.loads(line) if line else None

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=60)


def differences(file: Path, implementation: Implementation) -> tuple[int, list[str]]:
    """Play the calls of a file; the number of answers, and each that differs."""
    vectors = json.loads(file.read_text(encoding="utf-8"))
    given = {key: vectors[key] for key in ("profile", "switches", "timings")}
    answers, found = 0, []
    for number, call in enumerate(vectors["calls"], 1):
        implementation.answer({"begin": call["begin"], **given})
        for place, step in enumerate(call["steps"], 1):
            answers += 1
            got = implementation.answer(step["ask"])
            if got != step["answer"]:
                where = f"{file.name}, call {number}, step {place}: {json.dumps(step['ask'])}"
                found.append(f"{where}\n  expected {json.dumps(step['answer'])}\n  got {got}")
                break  # What follows depends on it.
    return answers, found


def main(words: list[str]) -> int:
    """Run all files of a folder."""
    files = sorted(Path(words[0]).glob("*.json")) if len(words) > 1 else []
    if not files:
        print("usage: run_vectors.py FOLDER COMMAND ...; FOLDER has *.json", file=sys.stderr)
        return 2
    implementation = Implementation(words[1:])
    answers, found = 0, list[str]()
    for file in files:
        more, wrong = differences(file, implementation)
        answers, found = answers + more, found + wrong
    implementation.close()
    for each in found:
        print(each)
    print(f"{answers} answers, {len(found)} calls differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
