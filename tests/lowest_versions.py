"""The lowest versions that pyproject.toml allows: ``python -m tests.lowest_versions`` for pip's -c.

Only what the program itself needs. The tests' tools are the newest.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
EXTRAS = ("web", "audio")
_BOUND = re.compile(r"(?P<name>[\w.-]+)>=(?P<lowest>[\d.]+),<")


def lowest() -> Iterator[str]:
    """Yield each requirement at its lowest version.

    Raises:
        ValueError: a requirement has no lower and upper bound.
    """
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for each in (*project["dependencies"], *(line for name in EXTRAS for line in extras[name])):
        found = _BOUND.match(each)
        if found is None:
            raise ValueError(f"{each} needs a lower and an upper bound")
        yield f"{found['name']}=={found['lowest']}"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in lowest()))
