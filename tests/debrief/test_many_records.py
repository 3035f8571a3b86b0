"""A class of many records is looked at once each: what they share is worked out for the first."""

from pathlib import Path

import pytest

from simulator.debrief.learning.class_view import of_record
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.monitor import Monitor
from simulator.session.records import record_file, record_header
from tests.session.recorded import CALL, WHOLE, written


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    """Records of one call under five codes."""
    return [written(tmp_path, WHOLE[:110], CALL, f"code-{place}") for place in range(5)]


def test_a_record_is_read_folded_and_judged_with_what_the_first_left(
    many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is opened once, each entry is folded once, and no criterion is compiled again."""
    done = {"opened": 0, "folded": 0, "compiled": 0, "checked": 0}

    def counted(name: str, owner: object, attribute: str) -> None:
        usual = getattr(owner, attribute)

        def count(*args: object, **named: object) -> object:
            done[name] += 1
            return usual(*args, **named)

        monkeypatch.setattr(owner, attribute, count)

    of_record(record_file.read_record(many[0]))
    counted("opened", record_file, "lines_of")
    counted("folded", Knowledge, "after")
    counted("compiled", Monitor, "__init__")
    counted("checked", record_header, "digest_of")
    for path in many[1:]:
        record = record_file.read_record(path)
        assert len(of_record(record).findings) > 80
    assert (done["opened"], done["compiled"], done["checked"]) == (4, 0, 0)
    assert done["folded"] < 3 * 4 * 110, "words of a rule may fold one entry further"
