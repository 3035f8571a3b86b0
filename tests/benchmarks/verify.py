"""Machine properties of every call, by the command that a user gives. Linux only."""

import sys

from tests.benchmarks.commands import cost_of
from tests.benchmarks.table import table

CASES = {"the default profile": ("iopc_2019", "5"), "all profiles": ("all", "30")}
"""The profile of each case, and the seconds of processor time that it may take."""


def main() -> int:
    """Measure and print the table."""
    rows = []
    for name, (profile, aim) in CASES.items():
        cost = cost_of("verify", "--kind", "machine", "--profile", profile)
        taken = (f"{cost.processor_s:.1f}", aim, f"{cost.seconds:.1f}", f"{cost.peak_mb:.0f}")
        rows.append([name, *taken, "500"])
    header = ["verify --kind machine", "processor, s", "aim", "by the clock, s", "peak MB", "aim"]
    print(table(header, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
