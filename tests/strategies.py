"""Hypothesis strategies: scenarios, instants, and acts of every role."""

from dataclasses import MISSING, fields
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from simulator.content.scenario.scenario import Scenario
from simulator.core import terms
from simulator.core.acts import SAYS, Action
from simulator.core.instant import Millis, amount
from simulator.core.possible_acts import ActOptions
from simulator.core.terms import Coverage, Intent, Role, Sign, Sound, Topic
from tests.session.calls import HEAD

_SMALL: dict[str, SearchStrategy[Any]] = {
    "times": st.integers(1, 3),
    "words": st.sampled_from(["", "Yes.", "one two three four five six seven"]),
    "text": st.sampled_from(["", "as heard"]),
    "grade": st.sampled_from(["emergency", "priority", "scheduled"]),
    "force": st.just("northern_keys"),
    "place": st.sampled_from(["", "behind the old bakery"]),
    "address": st.sampled_from(["", "the flat over the old bakery"]),
    "radius": st.none() | st.integers(1, 3_000),
    "about": st.none(),
    "topic": st.none() | st.sampled_from(Topic),
}
"""Strategies for open parameters whose type alone would draw too much."""

_OF_TOPICS = ("ask", "send_text")
"""Acts whose `about` is a list of topics, and not an instant."""
_SHORT = st.lists(st.sampled_from(Topic), min_size=1, max_size=2).map(tuple)


def acts_of(choice: ActOptions) -> SearchStrategy[Action]:
    """Draw an act of one kind, with possible values."""
    drawn: dict[str, Any] = {n: st.sampled_from(v) for n, v in choice.values.items()}
    for name in choice.free:
        topics = choice.kind in _OF_TOPICS and name == "about"
        drawn[name] = _SHORT if topics else _SMALL.get(name, ...)
    needed = {f.name for f in fields(choice.make) if f.default is MISSING}
    assert needed <= set(drawn), f"{choice.kind} needs {needed - set(drawn)}"
    return st.builds(choice.make, **drawn)


def instants(most: Millis) -> SearchStrategy[Millis]:
    """Draw an instant, often a whole second, since most entries fall on those."""
    return st.integers(0, most) | st.integers(0, most // 1_000).map(lambda s: s * 1_000)


def cuts(most: Millis) -> SearchStrategy[list[Millis]]:
    """Draw instants to stop at, in order and up to `most`, some repeated."""
    return st.lists(instants(most), max_size=12).map(sorted)


_LENGTHS = st.sampled_from([0, 1, 400, 1_000, 1_500, 4_000, 12_000, 40_000])
_DURATIONS = _LENGTHS.map(amount)
_RANGES = st.tuples(_LENGTHS, _LENGTHS).map(
    lambda ends: {"between": [amount(min(ends)), amount(max(ends))]}
)
_WAITS = _DURATIONS | _RANGES
_WORDS = st.sampled_from(["Yes.", "The flat over the old bakery, please.", "Hello, is that you?"])
_ONCE = st.integers(1, 3)

_ACTS = [
    st.builds(lambda keys: {"press": keys}, st.sampled_from(["5", "55", "1", "5*5", "1155"])),
    st.sampled_from(["tap", "cough", "stay_silent", "hang_up", "lift", "answer"]),
    st.builds(lambda n, kind: {kind: n}, _ONCE, st.sampled_from(["tap", "cough"])),
    st.builds(lambda sound: {"sound": sound.value}, st.sampled_from(Sound)),
    st.builds(
        lambda intent, words, manner: {
            "say": {"intent": intent.value, "words": words, "manner": manner.value}
        },
        st.sampled_from(SAYS[Role.CALLER]),
        _WORDS,
        st.sampled_from(terms.Manner),
    ),
    st.builds(lambda words: {"text": words}, _WORDS),
]
_ROOM_ACTS = [
    st.sampled_from(["take_phone", "give_back", "hang_up", "answer", "come_closer"]),
    _ACTS[3],
    _ACTS[4],
]
_PAUSES = st.builds(lambda wait: {"pause": wait}, _WAITS)

_HEARD = [
    intent
    for intent in Intent
    if intent not in SAYS[Role.CALLER] or intent in (Intent.SPEAKS, Intent.SAYS_MISTAKE)
]
_CUES = st.one_of(
    st.builds(lambda at: {"at": at}, _DURATIONS),
    st.builds(
        lambda heard, nth, edge: {"heard": heard.value, "nth": nth, "from": edge},
        st.sampled_from(_HEARD),
        st.integers(1, 2),
        st.sampled_from(["start", "end"]),
    ),
    st.builds(
        lambda topic, nth: {"asked": topic, "nth": nth},
        st.sampled_from(["any", *(t.value for t in Topic)]),
        _ONCE,
    ),
    st.builds(
        lambda did: {"did": did}, st.sampled_from(["press", "tap", "cough", "say", "whisper"])
    ),
    st.sampled_from([{"rings": True}, {"dialled": True}]),
    st.builds(
        lambda role: {"answered": role},
        st.sampled_from([r.value for r in (Role.OPERATOR, Role.CALL_HANDLER)]),
    ),
)


def _steps(
    cue: SearchStrategy[Any], acts: list[SearchStrategy[Any]]
) -> SearchStrategy[list[dict[str, Any]]]:
    do = st.lists(st.one_of(*acts, _PAUSES), min_size=1, max_size=3)
    step = st.fixed_dictionaries(
        {"when": cue, "do": do}, optional={"after": _WAITS, "chance": st.sampled_from([0, 50, 100])}
    )
    return st.lists(step, max_size=4)


_BACKGROUND = st.lists(
    st.builds(lambda at, sound: {"at": at, "sound": sound.value}, _WAITS, st.sampled_from(Sound)),
    max_size=2,
)
_NEAR = st.lists(
    st.fixed_dictionaries(
        {"who": st.just("partner")}, optional={"from": _DURATIONS, "until": _DURATIONS}
    ),
    max_size=2,
)
_OVERHEARD = st.fixed_dictionaries(
    {
        "at_least": st.sampled_from([level.name.lower() for level in terms.Loudness if level]),
        "do": st.sampled_from(["take_phone", "hang_up", "come_closer"]),
        "after": _WAITS,
    }
)
_ANSWERS = st.fixed_dictionaries(
    {
        "by": st.lists(
            st.sampled_from([s.value for s in Sign if s is not Sign.SILENCE]),
            min_size=1,
            unique=True,
        ),
        "after": _WAITS,
    }
)
_LOSSES = _steps(
    _CUES, [st.builds(lambda cause: {"lose_line": cause.value}, st.sampled_from(terms.LossCause))]
)
_FACTS = st.dictionaries(
    st.sampled_from([topic.value for topic in Topic]),
    st.sampled_from(["yes", "no", "unknown"]),
    max_size=8,
)
_FIXES = st.fixed_dictionaries(
    {},
    optional={
        "eisec": st.just({"place": "a cell area", "radius": 900}),
        "aml": st.just({"place": "the old bakery", "radius": 20}),
    },
)
_NUMBER = st.fixed_dictionaries(
    {},
    optional={
        "markers": st.lists(st.sampled_from([m.value for m in terms.Marker]), max_size=2),
        "address": st.just("the flat over the old bakery"),
        "earlier": st.just([{"ago": "48h", "outcome": terms.Outcome.ABANDONED.value}]),
        "traces": st.just({terms.Trace.PHONE.value: "the old bakery"}),
    },
)
_SCRIPT: dict[str, SearchStrategy[Any]] = {
    "caller": _steps(_CUES, _ACTS),
    "room": _steps(_CUES | st.just({"overheard": True}), _ROOM_ACTS),
    "background": _BACKGROUND,
    "network": _LOSSES,
    "near": _NEAR,
    "overheard": _OVERHEARD,
    "answers": _ANSWERS,
    "location": _FIXES,
}
_LATER = st.lists(
    st.fixed_dictionaries({"gap": st.sampled_from(["1s", "2m"])}, optional=_SCRIPT), max_size=1
)


def _scenario(script: dict[str, Any], header: dict[str, Any]) -> Scenario:
    return Scenario.model_validate({**HEAD, **header, **script})


scenarios: SearchStrategy[Scenario] = st.builds(
    _scenario,
    st.fixed_dictionaries({}, optional=_SCRIPT),
    st.fixed_dictionaries(
        {
            "line": st.sampled_from([kind.value for kind in terms.LineKind]),
            "coverage": st.sampled_from([c.value for c in Coverage if c is not Coverage.NONE]),
        },
        optional={"facts": _FACTS, "number": _NUMBER, "calls": _LATER},
    ),
)
"""Scenarios with scripts on any cue, surroundings, lost lines, facts, data and a later call."""

keys: SearchStrategy[str] = st.sampled_from(terms.KEYS)
