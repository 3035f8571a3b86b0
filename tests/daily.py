"""What is tried every day of what the thorough tests try in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def one_a_day(profiles: Iterable[str], daily: str = "iopc_2019") -> list[Any]:
    """Profiles for `parametrize`: one is tried every day, all of them in the thorough tests."""
    return [
        pytest.param(each, marks=[] if each == daily else pytest.mark.thorough) for each in profiles
    ]
