"""How a page says that something was due, and came late or never: by the act, with both times.

"It came too late" says nothing of what. A criterion that is not in the table is said by its own
sentence, with the time after it.
"""

from typing import NamedTuple

from simulator.core.instant import Millis, minutes
from simulator.debrief.assess.in_the_past import lasted


class LateWords(NamedTuple):
    """Two sentences: what was done too late, and what did not come in its time.

    In braces: `since`, what it was due after; `until`, when it came; `long`, the time between;
    `limit`, the time that the rule gives, which is all that it tests;
    `lacking`, what it left out; `after` is
    `since` where another did it, else nothing.
    """

    late: str
    never: str


# fmt: off
_NOTHING = "gave them nothing that they could act on"
_WORDS = {
    "briefed-in-time": LateWords(
        f"You sent officers, and {_NOTHING} until {{until}}.",
        f"You sent officers, and {_NOTHING}."),
    "answers-passed-on": LateWords(
        "You sent officers, and gave them what the caller had answered at {until}.",
        "Officers were never given what the caller had answered when you sent them{lacking}."),
    "supervisor-at-once": LateWords(
        "Life, a weapon or a lost place asked for a supervisor; you brought one in {long} later.",
        "Life, a weapon or a lost place asked for a supervisor; after {limit} you had asked none."),
    "second-view-asked": LateWords(
        "You asked a supervisor only at {until}, after {long} alone with it.",
        "You were alone with it, and had not asked a supervisor after {limit}."),
    "ambulance-brought-in": LateWords(
        "You asked for an ambulance {long} after {since}.",
        "You did not ask for an ambulance within {limit}, after {since}."),
    "fire-brought-in": LateWords(
        "You asked for the fire service {long} after {since}.",
        "You did not ask for the fire service within {limit}, after {since}."),
    "interpreter-asked": LateWords(
        "You asked for an interpreter {long} after {since}.",
        "You did not ask for an interpreter within {limit}, after {since}."),
    "interpreter-used": LateWords(
        "An interpreter joined; you put the first question through them {long} later.",
        "An interpreter joined, and you put no question through them within {limit}."),
    "ambulance-kept-informed": LateWords(
        "You gave ambulance control what was new {long} after {since}.",
        "Within {limit} ambulance control did not have what was new, after {since}."),
    "control-kept-right": LateWords(
        "You had given it as not known; their control heard {since} {long} later.",
        "You had given it as not known, and within {limit} their control did not hear {since}."),
    "fire-kept-informed": LateWords(
        "You gave the fire service what was new {long} after {since}.",
        "Within {limit} the fire service did not have what was new, after {since}."),
    "graded-in-time": LateWords(
        "You set the emergency grade {long} after {since}.",
        "You did not set the emergency grade within {limit}, after {since}."),
    "sent-in-time": LateWords(
        "You had the grade and the place, and sent officers {long} later.",
        "You had the grade and the place, and did not send officers within {limit}."),
    "sent-on-marker": LateWords(
        "The number had a marker and the caller had given a sign; you sent officers {long} later.",
        "The number had a marker and the caller had given a sign; you sent none within {limit}."),
    "number-searched-early": LateWords(
        "You began the search {long} after the call was yours.",
        "You had not begun to search the number within {limit}."),
    "reasoned-at-each-turn": LateWords(
        "You wrote your reasons {long} after {since}.",
        "You wrote no reasons after {since}."),
    "regraded-when-cut-off": LateWords(
        "The line went; you set the grade{again} {long} later.",
        "The line went; you did not set the grade{again} within {limit}."),
    "officers-answered": LateWords(
        "Officers asked something; they had an answer {long} later.",
        "Officers asked something, and had no answer within {limit}."),
    "control-answered": LateWords(
        "Another service's control asked something; it had an answer {long} later.",
        "Another service's control asked something, and had no answer within {limit}."),
    "control-advice-put": LateWords(
        "You put what ambulance control said to do to the caller {long} later.",
        "You did not put to the caller what ambulance control said to do."),
    "time-asked-for-said": LateWords(
        "The caller asked how long; you said the time that officers had given {long} later.",
        "The caller asked how long, and you did not say the time that officers had given."),
    "crew-cleared": LateWords(
        "Officers were in; the crew that waited heard so {long} later.",
        "Officers were in, and the crew that waited never heard so from you."),
    "background-noted": LateWords(
        "You logged {since} {long} later.",
        "You did not log {since} within {limit}."),
    "location-data-read": LateWords(
        "You read the location data {long} after it came.",
        "You had not read the location data {limit} after it came."),
    "caller-asked-for": LateWords(
        "You asked for the caller {long} after {since}.",
        "You did not ask for the caller within {limit}, after {since}."),
    "told-police": LateWords(
        "You reported what was heard {long} after police answered.",
        "You did not report what was heard within {limit}."),
    "answer-got-police": LateWords(
        "You connected the caller {long} after {since}.",
        "You did not connect the caller within {limit}, after {since}."),
    "checks-in-by-asking": LateWords(
        "You asked or advised nothing for {long} while officers were on their way{after}.",
        "You asked or advised nothing for {long} while officers were on their way{after}."),
    "words-answered": LateWords(
        "The caller said {since}, and heard no word from you for {long}.",
        "The caller said {since}, and heard no more from you."),
    "caller-answered": LateWords(
        "The caller asked you {since}, and had an answer {long} later.",
        "The caller asked you {since}, and had no answer within {limit}."),
    "life-sign-taken-up": LateWords(
        "You took up {since} only {long} later.",
        "You did not take up {since} within {limit}."),
    "written-to": LateWords(
        "You left the caller's screen empty for {long}.",
        "You wrote nothing more to a caller who writes."),
    "text-used": LateWords(
        "You noted the caller's text, or passed it on, {long} later.",
        "You did not note the caller's text, nor pass it on, within {limit}."),
    "wide-told": LateWords(
        "Officers heard only {long} after you sent them that the place was an area.",
        "Officers did not hear within {limit} that the place was only an area."),
    "traced-on-a-sign": LateWords(
        "You knew only a wide area, and asked for a trace {long} after {since}.",
        "You knew only a wide area, and asked for no trace within {limit}, after {since}."),
    "sign-graded": LateWords(
        "The caller had given a sign; you set the first grade {long} later.",
        "The caller had given a sign; you set no grade within {limit}."),
    "trace-before-wide": LateWords(
        "You sent officers to a wide area, and asked for a trace {long} later.",
        "You sent officers to a wide area, and did not ask for a trace within {limit}."),
    "second-unit-as-decided": LateWords(
        "The supervisor wanted a second unit; you sent one {long} later.",
        "The supervisor wanted a second unit; you sent none within {limit}."),
    "officers-sent-told": LateWords(
        "You sent officers, and said so, or wrote why not, {long} later.",
        "You sent officers, and neither said so nor wrote why not."),
    "reacts-to-disturbance": LateWords(
        "You took up {since} with the caller only {long} later.",
        "You did not take up {since} with the caller within {limit}."),
    "seen-alone-asked": LateWords(
        "You asked officers to see the caller alone {long} after {since}.",
        "You did not ask officers within {limit} to see the caller alone, after {since}."),
}
# fmt: on
OF_THE_ACT = frozenset(
    name
    for name, words in _WORDS.items()
    if words.late.startswith(
        (
            "You asked for",
            "You gave",
            "You set",
            "You began",
            "You wrote",
            "You logged",
            "You read",
            "You asked a supervisor",
            "You connected",
            "You reported",
            "You noted",
            "You asked officers",
            "You took up",
        )
    )
)  # fmt: skip
"""Criteria whose late sentence is about the act that came late: its time is the act's."""


class Lateness(NamedTuple):
    """What is known of something that came late or never."""

    due: Millis
    long: Millis
    came: bool
    since: str
    """What it was due after, as a noun or a clause; empty if that is not known."""
    own: bool
    """Whether that was an act of the trainee's."""
    lacking: tuple[str, ...] = ()
    """What was left out of it."""
    limit: str = "its time"
    """How long the rule gives: no more than that was tested."""
    again: bool = False
    """Whether it had been done once before."""


def in_late_words(criterion: str, late: Lateness) -> str:
    """Return the sentence of what came late or never; empty if the criterion has none."""
    words = _WORDS.get(criterion)
    said = (words.late if late.came else words.never) if words else ""
    if "{since}" in said and not late.since:
        return ""
    words_of_it = said.format(
        until=minutes(late.due + late.long),
        long=lasted(late.long),
        limit=late.limit,
        again=" again" if late.again else "",
        since=late.since,
        after=f", after {late.since}" if late.since and not late.own else "",
        lacking=f": {', '.join(late.lacking)}" if late.lacking else "",
    )
    # A quotation at the end keeps the full stop inside.
    if words_of_it.endswith('".'):
        inside = words_of_it[:-2]
        # What ends with a quotation of its own has its full stop there.
        closed = inside.endswith(("?", "!", ".'", "?'", "!'"))
        words_of_it = f'{inside}"' if closed else f'{inside.removesuffix(".")}."'
    return words_of_it
