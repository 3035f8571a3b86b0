"""Shipped content built from the files as they are: an editable tree may have older."""

from pathlib import Path

import pytest

from simulator.content.files import built_content
from simulator.content.library import library
from simulator.content.library.build import build_all


def build_into(folder: Path) -> Path:
    """Build everything that is shipped into a folder, and return the folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(built_content, "BUILT", folder)
        patch.setattr(library, "_SHIPPED", {})
        build_all(folder)
    return folder
