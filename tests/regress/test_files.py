"""Files on which the reader once did something wrong."""

from pathlib import Path

import pytest

from tests.fuzz.files import hold

FILES = sorted((Path(__file__).parent / "files").iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_is_read_or_refused(path: Path) -> None:
    hold(path.read_bytes())
