"""Programs that some tests need and pip doesn't install: ``needs_tool("spin")`` marks such a test.

Without its tool a test is skipped, and the summary counts it. `.ci/run` lists in `SILENT999_TOOLS`
what it has installed: a test that needs one of these runs whatever is found here, and any skip for
another reason fails the run. So a check can't pass by being absent.
"""

import os
import shutil
from pathlib import Path

import pytest

REQUIRED = "SILENT999_TOOLS"
"""Environment variable: the required tools, separated by spaces."""
NODE_MODULES = Path(__file__).resolve().parent.parent / "node_modules"
SARIF_SCHEMA = NODE_MODULES / "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
AXE = NODE_MODULES / "axe-core/axe.min.js"
SCION = NODE_MODULES / "@scion-scxml/scxml/lib/runtime/facade.js"

PROGRAMS: dict[str, tuple[str, ...]] = {
    "axe-core": (str(AXE),),
    "chromium-driver": ("chromedriver",),
    "chromium": ("chromium", "chromium-browser", "google-chrome", "chrome"),
    "espeak-ng": ("espeak-ng",),
    "firefox-esr": ("firefox-esr", "firefox"),
    "fish": ("fish",),
    "gcc": ("gcc",),
    "groff": ("groff",),
    "jest-sarif": (str(SARIF_SCHEMA),),
    "multimon-ng": ("multimon-ng",),
    "poppler-utils": ("pdftotext",),
    "scion": (str(SCION),),
    "spin": ("spin",),
    "strace": ("strace",),
    "tck-reach": ("tck-reach",),
    "tmux": ("tmux",),
    "zsh": ("zsh",),
}
"""The names under which each tool is installed, the preferred one first; an absolute path is a file
that comes with it."""


def path_of(tool: str) -> str | None:
    """Return the path of a tool on this machine, or None."""
    for name in PROGRAMS[tool]:
        found = shutil.which(name, mode=os.F_OK if "/" in name else os.F_OK | os.X_OK)
        if found:
            return found
    return None


def needs_tool(*tools: str) -> pytest.MarkDecorator:
    """Mark tests that need every one of these tools."""
    assert set(tools) <= PROGRAMS.keys()
    return pytest.mark.needs_tool(*tools)


def absent(tools: tuple[str, ...]) -> list[str]:
    """Return the missing tools that are not required."""
    required = os.environ.get(REQUIRED, "").split()
    return [tool for tool in tools if tool not in required and path_of(tool) is None]
