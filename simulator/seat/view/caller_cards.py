"""The caller's cards: the recording while it plays, the phone, the room, and loudness."""

from collections.abc import Iterable, Iterator, Sequence

from simulator.content.scenario.scenario import CallScript, Scenario
from simulator.core import acts as do
from simulator.core.describe import describe_for_seat
from simulator.core.hearing import loudness
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.profile import Profile
from simulator.core.terms import KEYS, Coverage, LineKind, LossCause, Loudness, Role
from simulator.knowledge.facts import Stamp, takes_55
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.act_catalogue import CALLER, ActSpec
from simulator.seat.view.caption_lines import HOW_LOUD
from simulator.seat.view.cards import Card, CardLine, Scale, SignStrip, loud, quiet
from simulator.seat.view.stage_texts import expects_second_5

AT_HOME = (LineKind.LANDLINE, LineKind.DIGITAL)
"""Lines with a number of an area, and without battery and signal."""
RECORDING = "recording"
"""The id of the card that is there while a recording plays."""
LATELY: Millis = 20_000
"""How long a sound in the room, and who has just gone, are taken to be next door (assumption)."""
_CELLS = 20
"""Cells of the recording's strip: with its seconds it fits beside a seat in 80 columns."""


def caller_cards(
    knowledge: Knowledge,
    script: CallScript,
    scenario: Scenario,
    profile: Profile,
    now: Millis,
    heard: Sequence[Entry],
) -> tuple[Card, ...]:
    """Return the cards at `now` (ms); `heard` is the perceived log of the seat."""
    state = ", ".join(phone_state(script, scenario.coverage, scenario.line))
    phone = loud(state, "Phone") if state else quiet("battery and signal fine", "Phone")
    lines: dict[str, tuple[str, Iterable[CardLine]]] = {
        RECORDING: ("The recording", _recording(knowledge, profile, now)),
        "room": ("Around you", (*_room(knowledge, script, now, heard), phone)),
        "loudness": ("How loud in the room", _loudness()),
    }
    found = (Card(name, title, tuple(held)) for name, (title, held) in lines.items())
    return tuple(card for card in found if card.lines)


def _recording(knowledge: Knowledge, profile: Profile, now: Millis) -> Iterator[CardLine]:
    """Yield the progress while a recording plays, with ``55`` where that will begin to count."""
    since = knowledge.since(Stamp.RECORDING, now)
    if not knowledge.facts.recording_plays or since is None:
        return
    length = profile.timings.end
    gone = min(since, length)
    cells = gone * _CELLS // length
    early = profile.switches.counts_before_request
    asks = 0 if early else min(profile.timings.request * _CELLS // length, _CELLS - 1)
    strip = "#" * cells + "." * (_CELLS - cells)
    if expects_second_5(knowledge, profile, now):
        say = "1 of 2 pressed"
    elif takes_55(knowledge.facts, profile.switches):
        say = "PRESS 55 NOW"
    else:
        say, strip = "55 does not work yet", f"{strip[:asks]}55{strip[asks + 2 :]}"
    played = "over" if gone == length else f"{gone // 1000} of {length // 1000} s"
    yield loud(f"{played}: {say}")._replace(strip=SignStrip(strip, ()))


def phone_state(
    script: CallScript, coverage: Coverage, line: LineKind = LineKind.MOBILE
) -> tuple[str, ...]:
    """Return the state of battery and signal, if the scenario uses it; a landline shows neither."""
    signs = {
        "battery nearly empty": LossCause.BATTERY in script.losses,
        "weak signal": LossCause.NETWORK in script.losses and coverage is not Coverage.NONE,
        "emergency calls only": coverage is Coverage.LIMITED,
        "no signal": coverage is Coverage.NONE,
    }
    return tuple(sign for sign, shown in signs.items() if shown) if line not in AT_HOME else ()


def near(script: CallScript, since: Millis | None) -> tuple[str, ...]:
    """Return the people near enough to overhear, by the ms since the operator answered."""
    now = since or 0
    there = [p.who for p in script.near if p.start <= now and (p.until is None or now < p.until)]
    other = script.other
    if other is not None and other.position.kind in ("room", "fixed"):
        there.append(other.who)
    return tuple(there)


def elsewhere(script: CallScript) -> tuple[str, ...]:
    """Return the other person if out of the room at first: only their sounds reach the caller."""
    other = script.other
    if other is None or other.position.kind in ("room", "fixed"):
        return ()
    return (f"{other.who} ({other.where} at first)",)


def _room(
    knowledge: Knowledge, script: CallScript, now: Millis, heard: Sequence[Entry]
) -> Iterator[CardLine]:
    """Yield three places: with the caller, next door, and away; nobody who is still to come."""
    since = knowledge.since(Stamp.ANSWERED, now) or 0
    with_you = near(script, since)
    gone = [(since - p.until, p.who) for p in script.near if p.until and p.until <= since]
    next_door = [f"{who}, going" for ago, who in gone if ago < LATELY]
    next_door += [*elsewhere(script), *_sounds_lately(now, heard)]
    away = [who for ago, who in gone if ago >= LATELY]
    yield loud(", ".join(("you", *with_you)), "Here") if with_you else CardLine("you", "Here")
    for label, found in (("Close by", next_door), ("Away", away)):
        yield CardLine(", ".join(found), label) if found else quiet("nobody", label)


def _sounds_lately(now: Millis, heard: Sequence[Entry]) -> Iterator[str]:
    """Yield the sounds of the room in the last seconds, each once."""
    recent: dict[str, None] = {}
    for entry in reversed(heard):
        if now - entry.at >= LATELY:
            break
        if entry.actor is Role.ROOM and isinstance(entry.body, do.Make):
            recent[describe_for_seat(entry.body).strip("[]")] = None
    yield from recent


def how_loud(act: ActSpec) -> Loudness:
    """Return how far an act carries in the room; for a choice of sounds, the first."""
    return loudness(REPERTOIRE[Role.CALLER][act.kind].sample(**act.fixed))


def carries(act: ActSpec) -> str:
    """Return how loud an act is in the caller's room, if that is known before the choice."""
    known = act.group in ("Keypad", "Sound") and "sound" not in act.asks
    return HOW_LOUD[how_loud(act)] if known else ""


def _loudness() -> Iterator[CardLine]:
    """Yield what is known of each act before it is done, the quietest first; of keys, the first."""
    acts = [act for act in CALLER if carries(act) and act.key not in KEYS[1:]]
    for act in sorted(acts, key=how_loud):
        level = how_loud(act)
        label = "Press a key" if act.kind == "press" else act.label
        scale = Scale(level, max(Loudness))
        yield CardLine(f"{label}: {HOW_LOUD[level]}", scale=scale)
