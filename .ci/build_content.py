"""Hatch's hook: before a wheel or an editable install, build the shipped content into it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuiltContent(BuildHookInterface[Any]):
    """Reads and checks every shipped file, and writes what it holds into the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build; a file that is wrong stops the build with its message."""
        del version
        sys.path.insert(0, self.root)
        from simulator.content.library.build import build_all

        folder = Path(self.root) / "simulator" / "content" / "built"
        build_all(folder)
        build_data["artifacts"].append(f"/{folder.relative_to(self.root).as_posix()}/**/*.json")
