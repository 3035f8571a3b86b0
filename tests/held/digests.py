"""Digests of what must not change: ``python -m tests.held.digests [--check | --write]``.

A line of ``digests.txt`` is a key and the first 16 hex digits of a SHA-256: the log of each
shipped scenario under each profile, force and seed, and the output of ``run``, ``flow`` and
``coverage``. ``--check`` names the keys that differ. After a change of behaviour on purpose, run
``--write`` and explain the changed lines in the commit. Only the command line is used, so the
script also runs in an older tree.
"""

import argparse
import io
import itertools
import json
import multiprocessing
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from simulator.cli.main import main as silent999

FILE = Path(__file__).with_name("digests.txt")
ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "simulator" / "content" / "data"
PROFILES = sorted(path.stem for path in (DATA / "profiles").glob("*.yaml"))
FORCES = sorted(path.stem for path in (DATA / "forces").glob("*.yaml"))
SEEDS = ("0", "1")


class Job(NamedTuple):
    """A command to run; its output has a digest, or each log in it has, or both."""

    words: tuple[str, ...]
    whole: bool = True
    logs: bool = False


def jobs() -> Iterator[Job]:
    """Yield every command, the longest first."""
    for form in ("text", "json"):
        yield Job(("coverage", "--format", form))
    for form in ("text", "mermaid"):
        yield Job(("flow", "--format", form))
    for profile in PROFILES:
        yield run_as_json(profile)
        for form in ("scxml", "promela", "tchecker"):
            yield Job(("flow", "--format", form, "--profile", profile))
        for force, seed in itertools.product(FORCES, SEEDS):
            yield logs_under(profile, force, seed)


def run_as_json(profile: str) -> Job:
    """Return the job of every scenario under its own force; the whole output counts."""
    return Job(("run", "--format", "json", "--profile", profile))


def logs_under(profile: str, force: str, seed: str, *scenarios: str) -> Job:
    """Return the job of the logs of scenarios, or of all, under a force and a seed."""
    options = ("--format", "json", "--profile", profile, "--force", force, "--seed", seed)
    return Job(("run", *scenarios, *options), whole=False, logs=True)


def digests(job: Job) -> dict[str, str]:
    """Run a job and return its digests by key."""
    out = io.StringIO()
    code = silent999(list(job.words), out, io.StringIO())
    # Some output has absolute paths, which differ from one folder of work to another.
    text = out.getvalue().replace(str(ROOT), "")
    found = {" ".join(job.words): _digest(f"{code}\n{text}")} if job.whole else {}
    for run in json.loads(text)["runs"] if job.logs else ():
        key = f"log {run['scenario']} {run['profile']} {run['force']} {run['seed']}"
        found[key] = _digest(json.dumps(run["log"]))
    return found


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def committed() -> dict[str, str]:
    """Return the digests of the committed file by key."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return {key: digest for key, _, digest in (line.rpartition(" ") for line in lines)}


def differing(found: dict[str, str], expected: dict[str, str]) -> list[str]:
    """Return what differs, a line each: changed, new or gone."""
    return [
        f"{'gone' if key not in found else 'new' if key not in expected else 'changed'}: {key}"
        for key in sorted(found.keys() | expected.keys())
        if found.get(key) != expected.get(key)
    ]


def of_all(chosen: Iterable[Job]) -> dict[str, str]:
    """Run jobs in two processes and return their digests in order of key."""
    found: dict[str, str] = {}
    with multiprocessing.Pool(2) as pool:
        for each in pool.imap_unordered(digests, chosen):
            found |= each
    return dict(sorted(found.items()))


def main() -> int:
    """Print, check or write the digests; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.held.digests")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="compare with the committed file")
    ways.add_argument("--write", action="store_true", help="write the file, and print what differs")
    options = parser.parse_args()
    found = of_all(jobs())
    if not (options.check or options.write):
        print(*(f"{key} {digest}" for key, digest in found.items()), sep="\n")
        return 0
    lines = differing(found, committed() if FILE.exists() else {})
    print(*lines[:200], f"{len(lines)} of {len(found)} digests differ", sep="\n")
    if options.write:
        text = "".join(f"{key} {digest}\n" for key, digest in found.items())
        FILE.write_text(text, encoding="utf-8")
    return int(options.check and bool(lines))


if __name__ == "__main__":
    raise SystemExit(main())
