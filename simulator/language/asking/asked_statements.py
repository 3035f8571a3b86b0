"""Questions by the reader's own frames: what states "he's breathing" also asks "is he breathing?".

Only where neither a frame of a question nor a phrase knows the words: frames of statements are
for what is said. They count where all that they find is of one topic and one value.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from simulator.core.statements import STATEMENTS, StatementTopic
from simulator.core.terms import Topic, YesMeans
from simulator.language.asking.asked_topics import AskedTopic
from simulator.language.asking.directions import OF_WHAT_MAY_BE, has_a_turn
from simulator.language.asking.question_forms import AskedQuestion, parts_of
from simulator.language.reader import Reader

_ONLY_NAMED = (Topic.CHILDREN, Topic.LOCATION, Topic.KNOWS_PERSON)
"""What a statement has by naming a person or a place: "did the kids dial it?" asks otherwise."""
_VERB = r"(?:am|is|are|was|were|do|does|did|have|has|had|can|could|will|would)"
_INVERTED = re.compile(rf"^({_VERB}) (i|he|she|it|they|you|we|there|anybody|somebody)\b")
_DO = re.compile(r"^(i|he|she|it|they|we|there|anybody|somebody) (?:do|does|did)\b(?! not)")
_YOUR = (
    (re.compile(rf"^(?:you|ya)\b|\byou(?= {_VERB}\b)|(?<=that )you\b"), "i"),
    (re.compile(r"\byour\b"), "my"),
    (re.compile(r"\byourself\b"), "myself"),
    (re.compile(r"\byou\b"), "me"),
    (re.compile(r"\bi are\b"), "i am"),
    (re.compile(r"\banybody\b"), "somebody"),
    (re.compile(r"\bany\b"), "a"),
)


def as_statement(text: str) -> str:
    """Return a question as the caller would state it: "are you hurt" as "i am hurt"."""
    text = _DO.sub(r"\1", _INVERTED.sub(r"\2 \1", text))
    for pattern, own in _YOUR:
        text = pattern.sub(own, text)
    return text


def asked_as_stated(
    words: str, spelled: Callable[[str], str], reader: Reader
) -> tuple[AskedTopic, ...]:
    """Return what a sentence asks by the frames of statements; nothing if any of it is in doubt."""
    found: dict[str, AskedTopic] = {}
    for part in parts_of(words, spelled):
        asked = _topic(part.form, reader)
        if asked is None or (part.fragment and found):
            continue
        topic, way = asked
        before = found.setdefault(topic, AskedTopic(topic, way, part.span))
        if before.yes_means is not way:
            return ()
    return tuple(found.values())


_LEAVES_OUT = re.compile(r"\b(?:only|just|apart|except|besides|other than|alone)\b")
"""Takes away from what is stated: "is it only you that reads your texts?"."""


def _topic(form: AskedQuestion, reader: Reader) -> tuple[Topic, YesMeans] | None:
    if form.for_words or form.which or form.knows_what or form.besides or " or " in form.text:
        return None
    another_time = form.other_time not in (None, "normally") or _LEAVES_OUT.search(form.text)
    if form.denies or form.other_thing or another_time or has_a_turn(form.text):
        return None
    said = {
        next(iter(follows.items()))
        for topic, value in reader.would_state(as_statement(form.text))
        if topic is not StatementTopic.VIOLENCE  # beside any harm
        and (follows := STATEMENTS[topic].if_so if value else STATEMENTS[topic].if_not)
    }
    if len(said) != 1:
        return None
    ((topic, so),) = said
    if topic in _ONLY_NAMED or (form.possible and topic not in OF_WHAT_MAY_BE):
        return None
    if form.noticed is None:
        return topic, YesMeans.SO if so else YesMeans.NOT_SO
    return (topic, YesMeans.SEEN) if so else None
