"""A mistake that a caller explains comes to an end, whichever way danger was asked about."""

from simulator.core import acts as do
from simulator.core.terms import Topic
from tests.guidance.test_what_a_reader_struck import shipped


def test_danger_that_was_not_seen_is_asked_about_once_more_in_plain_words() -> None:
    """Asked twice for what can be seen, it settled nothing, and the call never ended (BF-7)."""
    call = shipped("phone-left-open", 48)
    about = [each.body.about for each in call.all(do.Ask) if isinstance(each.body, do.Ask)]
    asked = [topics for topics in about if Topic.IN_DANGER in topics]
    assert len(asked) == 3
    assert call.all(do.Close)
    assert not call.all(do.Deploy)
