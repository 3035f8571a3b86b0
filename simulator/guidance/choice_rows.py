"""Where the sheet of practice leaves a choice: each way of it as rows, one of which a person takes.

A person draws once a call which way they take. The coach and the debrief look at the whole table,
so that each way is good practice. A row without a way belongs to all of them.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Reason, Topic
from simulator.guidance import act_makers as a
from simulator.guidance import rows
from simulator.guidance.act_makers import always, ask_first, ask_supervisor, say
from simulator.guidance.rows import ChoiceOption, GuidanceRow, desk, not_since, since, within
from simulator.knowledge.facts import Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.families import asked, unknown
from simulator.knowledge.judgements.judgement import called, judged

EARLY_VIEW: Millis = 75_000
"""When a careful person already asks for a second view, where two minutes is the latest."""
TEXT_WAITS: Millis = 40_000
"""How long a text to a lost line is given before the number is rung (assumption)."""


class LawfulChoice(NamedTuple):
    """A choice that the sheet leaves, and its ways; the first is the usual one."""

    says: str
    ways: tuple[str, ...]
    because: str
    """Source codes, or `assumption`, apart by spaces."""


CHOICES: Mapping[str, LawfulChoice] = {
    "first": LawfulChoice("danger or the place first", ("danger", "place"), "P5 K8 assumption"),
    "contact": LawfulChoice("ring a lost line, or write to it", ("ring", "text"), "B17 B23 K4"),
    "sound": LawfulChoice("ask about a loud sound, or listen on", ("ask", "listen"), "B07 B08 H7"),
    "low_line": LawfulChoice("one low line, or none", ("line", "none"), "assumption"),
    "units": LawfulChoice("one unit, or two with the reason", ("one", "two"), "assumption"),
    "second_view": LawfulChoice(
        "a second view when due, or early", ("due", "early"), "Q24 assumption"
    ),
}
"""The choices by name (practice2 7, *careful*)."""

WAY_OF: Mapping[str, ChoiceOption] = {
    "CH-66": ChoiceOption("contact", "ring"),
    "CH-47": ChoiceOption("sound", "ask"),
    "CH-31s": ChoiceOption("low_line", "line"),
}
"""Rows of the table that are one way of a choice, by id."""

_lost_and_may_be_reached = called("the line is lost, and may be tried again",
    c.line_lost & c.incident_open & ~c.sent & c.searched & c.graded & c.callback_undecided
    & ~c.rung_back & c.may_ring & ~c.mistake)  # fmt: skip
_may_write = called("a text can be read there, and would harm nobody",
    c.mobile & ~c.exposed & ~c.other_voice)  # fmt: skip
_by_two = judged(
    "a weapon, several people or a disturbance: one unit may not be enough",
    "topics disturbance",
    lambda f, _: f.disturbance or f.is_yes(Topic.WEAPON) or f.is_yes(Topic.MORE_THAN_ONE),
)
_once = judged("officers were sent once", "sent sent_again", lambda f, _: not f.sent_again)

# A table is read in columns, so it is not broken up: id, level, sources; act; when; why.
# fmt: off
CHOICE_ROWS: tuple[GuidanceRow, ...] = (
    rows.voice("CH-52f", 1, "P5 K1 assumption", ask_first(Topic.AT_KNOWN_ADDRESS),
      c.line_open & c.can_answer & c.in_conversation & c.adult_words & c.first_words
        & c.has_address & ~c.under_way & asked(Topic.ALONE_TO_TALK) & ~c.emergency
        & unknown(Topic.IN_DANGER) & unknown(Topic.AT_KNOWN_ADDRESS),
      "The place first, and then the danger: officers need both, and a line may go.",
      ).on(ChoiceOption("first", "place")),
    desk("CH-66x", 3, "B17 B23 K4", always("write to the lost line", do.SendText()),
      _lost_and_may_be_reached & _may_write & c.no_text_sent,
      "A text can be read where a ring would be heard.", takes=6_000
      ).on(ChoiceOption("contact", "text")),
    desk("CH-66y", 3, "B17 I3 assumption",
      always("ring the number: the text has no answer", do.CallBack(Reason.CALLER_MAY_BE_ALONE)),
      _lost_and_may_be_reached & (~_may_write | ~c.no_text_sent)
        & not_since(Stamp.TEXT_OUT, TEXT_WAITS),
      "A text without an answer settles nothing: ring, where a ring would not harm.",
      takes=8_000).on(ChoiceOption("contact", "text")),
    rows.voice("CH-47l", 0, "B07 B08 H7", say(Intent.GO_QUIET),
      ~c.talks_freely & ~(c.speaks & (c.witness | c.in_the_open)) & c.line_open
        & c.disturbance_heard & c.can_answer & c.in_conversation
        & ~c.other_voice & ~c.exposed & ~c.child & since(Stamp.DISTURBANCE, 3_000)
        & within(Stamp.DISTURBANCE, 15_000) & not_since(Stamp.SAID, 60_000, Intent.GO_QUIET),
      "When something breaks, say that you are quiet and listen: what follows may say more.",
      ).on(ChoiceOption("sound", "listen")),
    desk("CH-30w", 2, "B28 H7b assumption",
      a.deploy._replace(says="send a second unit, with the reason"),
      c.sent & c.at_risk & c.briefed & c.incident_open & ~c.arrived & ~c.handed_on & _by_two
        & _once & c.place_findable,
      "A weapon, several people or a struggle: two units.", takes=4_000
      ).on(ChoiceOption("units", "two")),
    desk("CH-16e", 4, "Q24 K4 assumption", ask_supervisor,
      c.line_open & c.incident_open & c.graded & ~c.found & ~c.supervisor_asked
        & (c.at_risk | ~c.can_answer) & ~c.mistake & since(Stamp.ANSWERED, EARLY_VIEW),
      "A second view may be asked for before it is due.", takes=4_000,
      ).on(ChoiceOption("second_view", "early")),
)
# fmt: on


def with_ways(table: Iterable[GuidanceRow]) -> tuple[GuidanceRow, ...]:
    """Return rows of a table, each with the way of a choice that it is."""
    return tuple(row.on(WAY_OF[row.id]) if row.id in WAY_OF else row for row in table)
