"""The default test suite, once: ``python -m tests.benchmarks.suite``.

It prints the time by the clock and the processor time beside the aim for two cores, without a
verdict. A test that fails is only counted.
"""

import os
import resource
import subprocess
import sys
import time

from simulator.proof.verify.worker_processes import cores
from tests.benchmarks.table import table

SUITE = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
AIM_S = 60


def main() -> int:
    """Run the suite and print the table."""
    # Byte code is kept, as it is wherever the suite is run.
    usual = {name: held for name, held in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = subprocess.run(SUITE, env=usual, capture_output=True, text=True, check=False)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = ran.stdout.strip().splitlines() or [ran.stderr.strip() or "nothing"]
    rows = [[said[-1].strip("= "), f"{cores()}", f"{clock:.0f}", f"{spent:.0f}", f"{AIM_S}"]]
    print(table(["default test suite", "cores", "s", "CPU s", "aim, s on two"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
