"""The other person there: moves, talks, listens, asks who it is, may take the phone.

They act each 10 to 90 seconds, and sooner on what they notice: a key tone, a whisper, a lit screen,
a voice from the phone, each only as near as it carries (practice2 8.2; shares there and here are
assumptions, that he listens is [R2]). They never act on what they do not perceive: what the call
handler says into an earpiece across the room is not heard, and nobody there knows what is radioed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from simulator.content.scenario.other_person import OtherPersonText
from simulator.core import acts as do
from simulator.core import flow
from simulator.core.hearing import STAFF
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, LineStage, Manner, Role, Sound, UnitStatus
from simulator.language.lines import LineBook, choose
from simulator.language.purposes import FurtherPurpose
from simulator.language.speaking.heard_words import names_emergency
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.people.whereabouts import BESIDE, KEY_HEARD, NEXT_ROOM, Whereabouts
from simulator.session.random_stream import RandomStream

MOVES = (10_000, 90_000)
"""Between two moves (practice2 8.2)."""
NOTICES_AFTER = (1_500, 5_000)
"""From what is noticed to what is done about it (assumption)."""
REPLIES_AFTER = (700, 2_500)
"""With the phone in hand: from the end of a sentence to an answer (assumption)."""
ANSWERS_SILENCE: Millis = 9_000
"""With the phone in hand, after so long a silence they speak themselves (assumption)."""
SETTLES: Millis = 20_000
"""After doing something about it, nothing else is done for so long (assumption)."""
LONG_CALL: Millis = 240_000
"""A call is long from here on: then a person may leave (assumption)."""
LEAVES_BY: Millis = 720_000
RETURNS = (60_000, 600_000)
"""From leaving to coming back: within ten minutes (practice2 8.2)."""
SHOUTS_AGAIN: Millis = 60_000
"""Between two shouts (assumption)."""
MOST_ANGER = 3
MOST_ASKED = 2
"""How often they ask who it is: then they talk of other things (assumption)."""
_HEARD_THROUGH_WALLS = 25
"""Percent: words in a speaking voice are made out from another room (assumption)."""
_ACTS_ON_IT = 30
"""Percent of the moves of an angry person who knows of a call, in the room (assumption)."""
_LISTENED = (*flow.BEFORE_POLICE, *flow.IN_RECORDED_SERVICE, flow.FIRST, flow.HANDLER)
_P = FurtherPurpose


class Aim(NamedTuple):
    """What follows from what a person wants: shares in percent, all assumptions."""

    nearer: int
    off: int
    """The rest is talk."""
    takes: int = 0
    """The phone, once they know of the call."""
    coaches: int = 0
    ends: int = 0
    """The call, with the phone in hand; else they give it back or keep talking."""


AIMS: Mapping[str, Aim] = {
    "that nobody comes": Aim(35, 20, takes=15, coaches=30, ends=40),
    "to know who it is": Aim(45, 15, takes=10, coaches=5, ends=20),
    "the phone": Aim(45, 15, takes=50, coaches=5, ends=60),
    "to find them": Aim(50, 30, takes=30, ends=60),
    "to keep them there": Aim(35, 15, takes=20, coaches=15, ends=40),
    "to be let in": Aim(45, 15),
    "to be left alone": Aim(10, 60),
    "nothing": Aim(15, 30),
}
_ANGER = {"calm": 0, "charming": 0, "rising": 1, "angry": 2}


class _Planned(NamedTuple):
    """An act of the other person, and where they are after it."""

    due: Millis
    act: do.Action
    metres: int | None
    moves: bool


_Act = tuple[Millis, do.Action, int | None]
"""So long after the one before; an act; where they are after it: metres, gone, or as before."""
_Acts = list[_Act]


class OtherPerson:
    """One person around the caller who acts by what they want."""

    role = Role.ROOM
    ears = frozenset({Role.CALLER, Role.ROOM, Role.OFFICERS})
    """Of officers only that they are with the caller, which they see: nothing that is radioed."""

    def __init__(
        self, text: OtherPersonText, where: Whereabouts, lines: LineBook, chance: RandomStream
    ) -> None:
        """Draw at once what does not hang on the call: whether they leave, when, and come back."""
        self._text = text
        self._aim = AIMS[text.wants]
        self.where = where
        self._lines = lines
        self._chance = chance
        self._said: dict[str, list[str]] = {}
        self._queue: list[_Planned] = []
        self._line = LineStage.DIALLED
        self._began: Millis | None = None
        leaves = text.leaves == "perhaps" and chance.happens(text.chances.leaves)
        leave_at, stay_away = chance.between(LONG_CALL, LEAVES_BY), chance.between(*RETURNS)
        back = chance.happens(text.chances.returns)
        self._leaves_at = leave_at if leaves and text.position.kind != "fixed" else None
        self._stays_away = stay_away if back else None
        self._anger = _ANGER[text.temper]
        self._knows = 0
        """How sure they are that there is a call: nothing, a sound, asked, sure."""
        self._asked = 0
        self._settled: Millis = 0
        self._shouted: Millis = -SHOUTS_AGAIN
        self._has_phone = False
        self._replies = 0
        self._stopped = False
        """Whether officers are heard: then nothing else is done."""

    # --- hearing --------------------------------------------------------------------------------

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Go on with what is planned, and react to what is perceived from where they are."""
        body = entry.body
        if isinstance(body, StageEntered):
            return self._line_changes(body.stage, at)
        if entry.actor is Role.ROOM:
            return self._room_acts(entry, at)
        if isinstance(body, do.UnitReport):
            return self._officers_report(body)
        if self._began is None or self._stopped or self.where.metres is None:
            return NOTHING
        if entry.actor is Role.OFFICERS and isinstance(body, do.SPOKEN):
            if getattr(entry.body, "intent", None) is Intent.OFFICER_LETS_GO:
                # The caller is with the officer and away from them: nobody is left to answer.
                self._stopped = True
                return Reaction(replaces_plans=True)
            return self._officers_come(at)
        if self._has_phone:
            return self._holds_phone(entry, at)
        return self._notices(entry, at)

    def _officers_report(self, body: do.UnitReport) -> Reaction:
        """Do nothing more once officers have found the caller, who is apart from them then."""
        if body.status is not UnitStatus.FOUND or self._stopped:
            return NOTHING
        self._stopped = True
        self._queue.clear()
        return Reaction(replaces_plans=True)

    def _line_changes(self, stage: LineStage, at: Millis) -> Reaction:
        """Begin once the phone is answered; stop while nobody listens."""
        was, self._line = self._line in _LISTENED, stage
        listens = stage in _LISTENED
        if was is listens:
            return NOTHING
        if not listens:
            self._queue.clear()
            return Reaction(replaces_plans=True)
        self._began = at if self._began is None else self._began
        return self._next_move(at)

    def _room_acts(self, entry: Entry, at: Millis) -> Reaction:
        """Take in an act of a person there: their own as planned, a scripted one, or a knock."""
        body = entry.body
        self._drop_missed(at)
        if isinstance(body, do.TakePhone):
            self._has_phone = True
        elif isinstance(body, (do.GiveBack, do.HangUp)):
            self._has_phone = False
        own = bool(self._queue) and self._queue[0].due == at and self._queue[0].act == body
        if own:
            done = self._queue.pop(0)
            if done.moves:
                self.where.metres = done.metres
            return NOTHING if self._queue else self._next_move(at)
        if body == do.Make(Sound.KNOCK) and self._began is not None and not self._stopped:
            return self._officers_come(at)
        return NOTHING

    def _drop_missed(self, at: Millis) -> None:
        """Forget acts that the flow ruled out: they were due, and nobody perceived them."""
        while self._queue and self._queue[0].due < at:
            self._queue.pop(0)

    # --- noticing -------------------------------------------------------------------------------

    def _notices(self, entry: Entry, at: Millis) -> Reaction:
        """React to what is perceived of the call, at most once in a while."""
        sure = self._perceived(entry)
        if not sure or at < self._settled or self._text.wants == "nothing":
            return NOTHING
        self._knows = min(3, max(self._knows + 1, sure))
        self._settled = at + SETTLES
        start = self._chance.between(*NOTICES_AFTER)
        return self._plan(self._does_about_it(), at, start)

    def _perceived(self, entry: Entry) -> int:
        """Return how sure an entry makes them that there is a call; 0 if they perceive nothing."""
        body, where, chances = entry.body, self.where, self._text.chances
        if entry.actor is Role.CALLER:
            return self._perceived_of_caller(body)
        if entry.actor not in STAFF:
            return 0
        if isinstance(body, do.SendText):
            return int(where.in_the_room and self._chance.happens(chances.lit_screen))
        if not isinstance(body, do.SPOKEN) or not self._hears_phone():
            return 0
        return 3 if names_emergency(getattr(body, "words", "")) else int(self._knows == 0)

    def _hears_phone(self) -> bool:
        """Whether a voice from the phone carries to where they are."""
        match self._text.hears:
            case "speaker":
                return self.where.in_the_room
            case "earpiece":
                return self.where.within(BESIDE)
        return False

    def _perceived_of_caller(self, body: object) -> int:
        where, chances = self.where, self._text.chances
        match body:
            case do.Press() | do.Tap():
                near = where.within(KEY_HEARD)
                return int(near and self._chance.happens(chances.key_tone))
            case do.Say(Intent.NOT_TO_CALL):
                return 0
            case do.Say(manner=Manner.WHISPERED):
                return int(where.in_the_room and self._chance.happens(chances.whisper))
            case do.Say(manner=Manner.ALOUD) if where.in_the_room:
                return int(not self._asked and self._chance.happens(chances.speech))
            case do.Say(manner=Manner.ALOUD) if where.within(NEXT_ROOM):
                return int(self._knows == 0 and self._chance.happens(_HEARD_THROUGH_WALLS))
        return 0

    def _does_about_it(self) -> _Acts:
        """Return what they do once they know, or guess, that there is a call."""
        aim, chances = self._aim, self._text.chances
        if not self.where.in_the_room:
            return self._nearer() or [self._say(_P.OTHER_AT_DOOR)]
        takes = aim.takes if chances.takes_phone is None else chances.takes_phone
        coaches = aim.coaches if chances.coaches is None else chances.coaches
        if self._knows > 1 and self._text.position.kind != "behind":
            if self._chance.happens(takes):
                return [self._say(_P.OTHER_WANTS_PHONE), (1_800, do.TakePhone(), None)]
            if self._chance.happens(coaches):
                return [self._say(_P.OTHER_COACHES)]
        self._asked += 1
        asks = _P.OTHER_ASKS_WHO if self._asked <= MOST_ASKED else _P.OTHER_TALKS
        return [*self._nearer(), self._say(asks)]

    # --- the phone in their hand ----------------------------------------------------------------

    def _holds_phone(self, entry: Entry, at: Millis) -> Reaction:
        """Answer the call handler: charm, deny, end it."""
        if entry.actor not in STAFF or not isinstance(entry.body, do.Finish):
            return NOTHING
        return self._plan(self._reply(), at, self._chance.between(*REPLIES_AFTER))

    def _reply(self) -> _Acts:
        self._replies += 1
        if self._replies > 2:
            ends = self._aim.ends
            chances = self._text.chances
            ends = ends if chances.ends_call is None else chances.ends_call
            act = do.HangUp() if self._chance.happens(ends) else do.GiveBack()
            return [self._to_phone(_P.OTHER_ANSWERS), (2_500, act, None)]
        return [self._to_phone(_P.OTHER_CHARMS if self._replies == 1 else _P.OTHER_ANSWERS)]

    # --- officers -------------------------------------------------------------------------------

    def _officers_come(self, at: Millis) -> Reaction:
        """Go quiet, hide, open smiling, or run, by temper (practice2 8.2)."""
        self._stopped = True
        kind = self._text.position.kind
        ways: Sequence[str] = _AT_A_KNOCK[self._text.temper]
        if kind in ("behind", "outside", "fixed"):
            ways = ("quiet",) if kind == "fixed" else ("runs",)
        way = ways[self._chance.between(0, len(ways) - 1)]
        steps, door = do.Make(Sound.FOOTSTEPS), do.Make(Sound.DOOR)
        far = max(self.where.home.metres, NEXT_ROOM)
        acts: dict[str, _Acts] = {
            "quiet": [],
            "hides": [(0, steps, far)],
            "opens": [(0, steps, far), (2_000, door, far), self._say(_P.OTHER_OPENS, 1_000)],
            "runs": [(0, door, far), (1_000, steps, _GONE)],
        }
        self._queue.clear()
        return self._plan(acts[way], at, self._chance.between(*NOTICES_AFTER))

    # --- moving ---------------------------------------------------------------------------------

    def _next_move(self, at: Millis) -> Reaction:
        """Plan what they do next of their own accord."""
        if self._began is None or self._stopped or self._line not in _LISTENED:
            return NOTHING
        if self.where.metres is None:
            return self._comes_back(at)
        wait = self._chance.between(*MOVES)
        if self._has_phone:
            return self._plan(self._reply(), at, ANSWERS_SILENCE)
        if self._leaves_at is not None and at + wait - self._began >= self._leaves_at:
            self._leaves_at = None
            door = do.Make(Sound.DOOR)
            return self._plan([(0, do.Make(Sound.FOOTSTEPS), None), (2_000, door, _GONE)], at, wait)
        return self._plan(self._does(at + wait), at, wait)

    def _comes_back(self, at: Millis) -> Reaction:
        if self._stays_away is None:
            return NOTHING
        wait, self._stays_away = self._stays_away, None
        home = self.where.home.metres
        acts: _Acts = [(0, do.Make(Sound.DOOR), home), (1_500, do.Make(Sound.FOOTSTEPS), home)]
        return self._plan(acts, at, wait)

    def _does(self, when: Millis) -> _Acts:
        """Return what one move consists of, by what they want and how they feel."""
        if self._text.temper == "rising" and self._chance.happens(40):
            self._anger = min(MOST_ANGER, self._anger + 1)
        if self._text.hurt and self._chance.happens(30):
            return [(0, do.Make(Sound.GROAN), None)]
        suspects = self._knows and self._anger >= 2 and self.where.in_the_room
        if suspects and self._chance.happens(_ACTS_ON_IT):
            return self._does_about_it()
        drawn = self._chance.between(0, 99)
        if drawn < self._aim.nearer and (nearer := self._nearer()):
            return [*nearer, *([self._say(self._topic(), 1_500)] * self._chance.happens(40))]
        if self._aim.nearer <= drawn < self._aim.nearer + self._aim.off and self._away():
            return [(0, do.Make(Sound.FOOTSTEPS), self.where.home.metres)]
        if self._anger >= 2 and when - self._shouted >= SHOUTS_AGAIN and self._chance.happens(50):
            self._shouted = when
            self._anger -= self._chance.happens(40)
            return self._shouts()
        return [self._say(self._topic())]

    def _shouts(self) -> _Acts:
        if self._anger >= MOST_ANGER and self.where.in_the_room:
            return [self._say(_P.OTHER_THREATENS)]
        line = self._say(_P.OTHER_SHOUTS)
        return [line] if self._chance.happens(60) else [(0, do.Make(Sound.SHOUTING), None)]

    def _topic(self) -> FurtherPurpose:
        """Return what kind of thing they say, by where they are."""
        if self._text.position.kind == "outside":
            return _P.OTHER_AT_DOOR
        if self._text.position.kind == "behind":
            return _P.OTHER_FOLLOWS
        if self._text.wants == "to find them" and not self.where.in_the_room:
            return _P.OTHER_LOOKS_FOR
        if not self.where.in_the_room or self._chance.happens(50):
            return _P.OTHER_ASIDE
        return _P.OTHER_TALKS

    def _nearer(self) -> _Acts:
        """Return the step that brings them nearer; none if they are beside the caller already."""
        metres, kind = self.where.metres, self._text.position.kind
        if metres is None or kind == "fixed" or metres <= BESIDE:
            return []
        steps = do.Make(Sound.FOOTSTEPS)
        if kind == "outside":
            at_the_door = 5
            knock = do.Make(Sound.FOOTSTEPS)
            return [(0, knock, at_the_door)] if metres > at_the_door else []
        if kind == "behind":
            return [(0, steps, max(6, metres - 5))] if metres > 6 else []
        if self.where.in_the_room:
            return [(0, steps, BESIDE)]
        return [(0, do.Make(Sound.DOOR), metres), (1_200, steps, self._chance.between(2, 4))]

    def _away(self) -> bool:
        home, metres = self.where.home, self.where.metres
        return home.kind != "fixed" and metres is not None and metres < home.metres

    # --- words ----------------------------------------------------------------------------------

    def _say(self, purpose: FurtherPurpose, after: Millis = 0) -> _Act:
        """Return words that are not meant for the phone: faint from another room."""
        # What is said to a friend or the television is not said to where the phone is.
        near = self.where.in_the_room and purpose is not _P.OTHER_ASIDE
        near = near or purpose is _P.OTHER_SHOUTS
        return (after, self._line_for(purpose, Intent.NOT_TO_CALL, near=near), None)

    def _to_phone(self, purpose: FurtherPurpose) -> _Act:
        return (0, self._line_for(purpose, Intent.SPEAKS, near=True), None)

    def _line_for(self, purpose: FurtherPurpose, intent: Intent, *, near: bool) -> do.Say:
        said = self._said.setdefault(purpose, [])
        line = choose(self._lines.get(purpose, ()), (), self._chance, said)
        assert line is not None, purpose
        said.append(line.words)
        if intent is Intent.SPEAKS and (StatementTopic.MISTAKE, True) in line.means:
            intent = Intent.SAYS_MISTAKE
        manner = Manner.ALOUD if near else Manner.FAINT
        return do.Say(intent, line.words, manner, means=line.means)

    # --- planning -------------------------------------------------------------------------------

    def _plan(self, acts: _Acts, at: Millis, start: Millis) -> Reaction:
        """Plan these acts instead of all others: each so long after the one before."""
        self._queue.clear()
        due = at + max(1, start)
        for after, act, metres in acts:
            due += after
            to = None if metres == _GONE else metres
            self._queue.append(_Planned(due, act, to, metres is not None))
        plans = [PlannedAct(each.due - at, each.act) for each in self._queue]
        return Reaction(plans, replaces_plans=True)


_GONE = -1
"""In a plan: away from there. None is: where they were."""
_AT_A_KNOCK: Mapping[str, Sequence[str]] = {
    "calm": ("opens", "quiet"),
    "charming": ("opens",),
    "rising": ("quiet", "hides", "opens"),
    "angry": ("quiet", "hides", "runs"),
}
