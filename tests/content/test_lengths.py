"""Lengths of time as people write them, and the mend that a file then tells."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from simulator.content.fields.base import WaitField, lengths_meant
from simulator.core import instant

WAIT = TypeAdapter(WaitField)

SLIPS = [
    ({"between": [1, 2]}, "write {between: [1s, 2s]}"),
    ({"between": ["1s", 2]}, "write {between: [1s, 2s]}"),
    ({"between": "1s and 2s"}, "write {between: [1s, 2s]}"),
    ({"betwen": ["1s", "2s"]}, "write {between: [1s, 2s]}"),
    ({"from": "1s", "to": "2s"}, "write {between: [1s, 2s]}"),
    ({"between": ["2s", "1s"]}, "write {between: [1s, 2s]}"),
    (["1s", "2s"], "write {between: [1s, 2s]}"),
    ("1s-2s", "write {between: [1s, 2s]}"),
    ("between 1 and 2 seconds", "write {between: [1s, 2s]}"),
    ("1 to 2 minutes", "write {between: [1m, 2m]}"),
    ("2 seconds", "write 2s"),
    ("1,5s", "write 1.5s"),
    ("20 Millis", "write 20ms"),
    (2, "write 2s"),
    ("soon", ""),
    ("0:75", ""),
    ("2 or 3 days", ""),
    ({"between": ["1s"]}, ""),
    ({"between": ["1s", "2s", "3s"]}, ""),
]


@pytest.mark.parametrize(("value", "fix"), SLIPS)
def test_a_length_as_people_write_it_is_fixed_as_files_have_it(value: object, fix: str) -> None:
    with pytest.raises(ValidationError) as caught:
        WAIT.validate_python(value)
    (error,) = caught.value.errors()
    assert error["ctx"]["fix"] == fix


@pytest.mark.parametrize("text", ["400ms", "1.5s", "2m", "1h", "0"])
def test_what_is_told_is_read(text: str) -> None:
    (length,) = lengths_meant(text)
    assert instant.parse(length) >= 0
