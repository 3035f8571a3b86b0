"""The fold as a value: what it depends on, what it never holds, and when to look again."""

from collections.abc import Iterable
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import log as out
from simulator.core import terms
from simulator.core.log import Body, Entry
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.terms import LineKind, LineStage, Role
from simulator.knowledge import knowledge
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.knowledge import Knowledge
from tests.seat.walking import WALKED, log_of
from tests.session.sitting import perceived
from tests.strategies import acts_of

SEATS = (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)
OF_ONE_CALL = frozenset(
    {
        *("call", "kind", "stage", "answered", "speaking", "phone_taken", "was_cut", "loss_new"),
        *("was_held", "rung_back", "left", "ended", "connected", "asked_for_55"),
        *("silent_before", "last_key", "handover", "handed_sounds", "handed_over", "heard"),
        *("signs", "replies", "unfollowed", "speaks", "other_voice", "others_said", "texts_in"),
        *("via", "text_owed", "text_waits", "text_news", "texts_out", "checks", "ledger"),
        *("news", "fresh", "passed_on", "topics", "asking", "asked_form", "asked_leading"),
        *("awaited", "ways", "code", "code_signs", "code_failures", "hear", "hear_lapsed"),
        *("whereabouts", "location", "place_given", "place_words", "address_new", "search"),
        *("markers", "earlier", "joins", "open_places", "trace", "traces", "said", "last_said"),
        *("read", "notes", "thrive", "reasons_stale", "withheld", "callback", "door_told"),
        *("eta_told", "slipped", "relayed", "silence", "worse", "listed", "owes"),
        *("officer_says", "delay_said", "services_relayed", "crew_told", "advice_waits"),
        *("advice", "asks_worse", "got_worse", "times_worse"),
        "pumps_told",
    }
)
"""Facts that a further call of an incident has of its own: of its line, its caller, and what was
said in it, done for it, and is owed in it."""
EVENTS: tuple[st.SearchStrategy[Body], ...] = (
    st.sampled_from(LineStage).map(lambda stage: out.StageEntered(stage, "T")),
    st.sampled_from(terms.IncidentStage).map(lambda stage: out.IncidentMoved(stage, "T")),
    st.sampled_from(terms.Recognised).map(lambda signal: out.SignalRecognised(signal, "T")),
    st.sampled_from(terms.Intent).map(lambda intent: out.LinePlayed(intent, "T")),
    st.just(out.CallbackFailed("nobody", "T")),
    st.sampled_from(LineKind).map(lambda kind: out.CallBegan(2, kind)),
)
DONE = tuple(
    st.tuples(st.just(role), acts_of(choice))
    for role, choices in REPERTOIRE.items()
    for choice in choices.values()
)
HAPPENED = st.one_of(*DONE, *(st.tuples(st.just(Role.NETWORK), event) for event in EVENTS))
GAPS = st.sampled_from([0, 400, 1_500, 4_000, 30_000, 125_000])


def test_of_each_fact_it_is_decided_whether_it_goes_on_into_a_further_call() -> None:
    """A new field is of one call or of the incident: left in neither list, nobody has decided."""
    lists = [OF_ONE_CALL, *map(frozenset, (knowledge._GOES_ON, knowledge._OWN_FIRST))]
    lists.append(frozenset(knowledge._OF_BOTH))
    assert sum(map(len, lists)) == len(KnownFacts._fields)
    assert frozenset().union(*lists) == frozenset(KnownFacts._fields)


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """Anything that a role may perceive, in any order: the fold knows no procedure."""
    at = 0
    entries: list[Entry] = []
    for actor, body in draw(st.lists(HAPPENED, max_size=25)):
        at += draw(GAPS)
        entries.append(Entry(len(entries), at, actor, actor, body))
    return entries


def later(entries: Iterable[Entry], by: int) -> list[Entry]:
    return [entry._replace(at=entry.at + by) for entry in entries]


@given(st.sampled_from(SEATS), logs(), st.integers(0, 25))
def test_entry_by_entry_is_the_same_as_all_at_once(
    role: Role, entries: list[Entry], cut: int
) -> None:
    """And no value that was handed out changes when the fold goes on."""
    before = Knowledge.of(role, entries[:cut])
    held = hash(before.facts), list(before.facts), dict(before.stamps)
    after = reduce(Knowledge.after, entries[cut:], before)
    whole = Knowledge.of(role, entries)
    assert after == whole
    assert hash(after.facts) == hash(whole.facts)
    assert (hash(before.facts), list(before.facts), dict(before.stamps)) == held


@given(st.sampled_from(SEATS), logs())
def test_facts_hold_no_instant(role: Role, entries: list[Entry]) -> None:
    """A call that takes place a year later has the same facts; each stamp is a year later."""
    year = 365 * 24 * 3_600_000
    today = Knowledge.of(role, entries)
    next_year = Knowledge.of(role, later(entries, year))
    assert next_year.facts == today.facts
    began = {(Stamp.CALL, ""), (Stamp.STAGE, "")}
    moved = {key: at + year for key, at in today.stamps.items() if at or key not in began}
    assert {key: at for key, at in next_year.stamps.items() if key in moved} == moved


@pytest.mark.parametrize("role", SEATS)
@pytest.mark.parametrize(("name", "profile"), WALKED[:3])
def test_only_what_is_perceived_matters(name: str, profile: str, role: Role) -> None:
    """What a flow works out, and no role perceives, adds nothing even where it is passed on."""
    of, log = log_of(name, profile)
    heard = {entry.seq: entry for entry in perceived(of, log, role)}
    unseen = out.TimerFired | out.TimerStarted | out.NoEffect | out.CallEnded
    knowledge = Knowledge(role)
    for entry in log:
        if isinstance(entry.body, unseen):
            assert knowledge.after(entry) is knowledge
            # Also if what is remembered is of another call that came to the same facts.
            again = knowledge._replace(facts=KnownFacts._make(knowledge.facts))
            assert again.after(entry) is again
        if entry.seq in heard:
            knowledge = knowledge.after(heard[entry.seq])
    assert knowledge == Knowledge.of(role, list(heard.values()))
