"""Browsers for the tests of pages, started once for all tests of a process."""

from collections.abc import Iterator

import pytest

from tests.web.in_chromium import Browsers
from tests.web.in_firefox import Firefoxes
from tests.web.served import Served, serving


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    started = Browsers()
    yield started
    started.quit()


@pytest.fixture(scope="session")
def firefoxes() -> Iterator[Firefoxes]:
    started = Firefoxes()
    yield started
    started.quit()


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as found:
        yield found
