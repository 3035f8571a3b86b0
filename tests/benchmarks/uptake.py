"""How often a call handler's next words follow from what the caller has just said.

``python -m tests.benchmarks.uptake [FOLDER ...]``: over all shipped calls, or those of these
folders, with seeds 0 to 3. After each sentence of a caller with a statement it finds the row that
the next words carry out, and whether that row reads the statement; and whether they say a word of
it back. ``--misses`` prints what was not taken up, ``--turns`` everything.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import STATEMENTS, Stated, StatementTopic, Weighs
from simulator.core.terms import Intent, LineStage, Role
from simulator.guidance.tables import carried_out, guidance_of
from simulator.knowledge.facts import Hearers, KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.uptake import SHORT, UPTAKE, takes_up
from simulator.language.normalise import content_words
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import run
from simulator.session.run.perceived_log import perceived

HANDLER = Role.CALL_HANDLER
SEEDS = range(4)
WANTED, BACK = 85, (25, 45)
"""Percent of sentences that are taken up; and that have a word said back."""
S = StatementTopic
OF_BODY = frozenset(t for t, row in STATEMENTS.items() if row.weighs is Weighs.BODY)
GRAVE = OF_BODY | {t for t, row in STATEMENTS.items() if row.weighs is Weighs.DANGER}
"""What raises danger: a short word that it was heard takes none of it up."""
ASKS_WHERE = ("CH-59e", "SIT-16p", "SIT-26p", "SIT-26w")
"""Where it is, in danger: what the sentence brings about needs a place."""
READ_BY: dict[str, frozenset[StatementTopic]] = {
    "CH-59r": frozenset({S.ADDRESS, S.LANDMARK}),
    **dict.fromkeys(("CH-29s", "CH-29t", "CH-29u"), frozenset({S.VIOLENCE, *OF_BODY})),
    "CH-59": frozenset({S.PLACE_UNKNOWN, S.NOT_AT_HOME}),
    "CH-59e": GRAVE,
    "SIT-16p": GRAVE,
    "SIT-26p": GRAVE,
    "SIT-26w": GRAVE,
    # "Nobody can hear me." "So nobody can hear us?": the second question of BF-2.
    **dict.fromkeys(
        ("CH-19c", "CH-20e", "CH-20f", "CH-20x", "CH-20y"),
        frozenset({S.NOBODY_HEARS, S.ALONE, S.CAN_TALK_NOW}),
    ),
    # "Are they nearly here?" "I'll say in a moment. So nobody can hear us?" (practice2 4.5).
    "CH-20w": frozenset({S.HOW_LONG, S.NOBODY_HEARS}),
    "CH-36p": frozenset({S.RELATIVE, S.PERSON_HERE, S.CHILDREN, S.PARENT}),
    "SIT-04q": frozenset({S.FOLLOWED}),
    "SIT-09v": frozenset({S.NOT_WAKING, S.BREATHING_BADLY, S.ILL}),
    "SIT-13v": frozenset({S.TABLETS_TAKEN, S.SUICIDAL}),
    "CH-42": frozenset({S.MISTAKE}),
    "CH-62s": frozenset({S.FIRE_OR_PETROL}),
    "SIT-27v": frozenset({S.FIRE_OR_PETROL}),
    "CH-02": frozenset({S.WANTS_POLICE}),
    "SIT-05m": frozenset({S.IN_A_VEHICLE, S.ON_BUS_OR_TRAIN, S.VEHICLE_STOPPED}),
    "SIT-05p": frozenset({S.IN_A_VEHICLE, S.ON_BUS_OR_TRAIN, S.VEHICLE_STOPPED}),
    "CH-22": frozenset({S.COMING_CLOSER, S.COMING_BACK}),
    "CH-36n": frozenset({S.COMING_CLOSER, S.COMING_BACK}),
    "CH-41c": frozenset({S.WANTS_POLICE}),
    "CH-75": frozenset({S.HOW_LONG}),
    "CH-75e": frozenset({S.HOW_LONG}),
    "CH-33l": frozenset({S.HAS_GONE}),
    "CH-34s": frozenset({S.FOLLOWED}),
}
"""Rows beside those of the table that read a statement."""
FILLS = "CH-90w"
"""Two words while the hands grade or ask for an ambulance: what comes after them counts."""
OF_ANY = ("CH-90", "CH-36s")
"""Rows that take up anything: a short word, a cover's words, and a child who is to whisper."""


class Turn(NamedTuple):
    """A sentence of a caller with a statement, and the next words of the call handler."""

    scenario: str
    seed: int
    said: str
    stated: Stated
    answer: str
    row: str
    taken_up: bool
    back: bool
    free: bool
    """Whether nobody else could hear."""
    short: bool
    """Whether it only says that something was heard."""

    @property
    def grave(self) -> bool:
        """Whether the sentence raises danger."""
        return any(value and topic in GRAVE for topic, value in self.stated)


def turns(scenario: Scenario, library: Library, seed: int) -> Iterator[Turn]:
    """Play a scenario and yield what a caller said to the call handler, with what followed."""
    profile = library.profile().profile
    force = library.force(scenario.force or "generic").force
    guidance = guidance_of(HANDLER, profile, force)
    log = run(scenario, profile, force, seed).log
    flow = procedure(profile.switches, profile.timings)
    knowledge = Knowledge(HANDLER)
    waiting: tuple[Entry, Stated, KnownFacts] | None = None
    for entry in perceived(log, flow, scenario.coverage, HANDLER):
        body = entry.body
        spoken = isinstance(body, (do.Say, do.Ask, do.SendText)) and entry.actor is HANDLER
        if waiting is not None and (spoken or knowledge.facts.stage is LineStage.DOWN):
            row = carried_out(guidance, knowledge.as_of(entry.at), body) if spoken else None
            turn = _turn(scenario.id, seed, waiting, body, row.id if row else "-")
            # What happens on the line now comes first: steps, glass, another voice.
            first = row is not None and (row.id == FILLS or (row.level == 0 and not turn.taken_up))
            if spoken and not first:
                yield turn
            waiting = waiting if first else None
        knowledge = knowledge.after(entry)
        if entry.actor is Role.CALLER and (stated := _to_us(body)):
            waiting = entry, stated, knowledge.facts


def _to_us(body: object) -> Stated:
    if isinstance(body, do.Say | do.SendText) and getattr(body, "intent", "") != "not_to_call":
        return tuple(each for each in body.means if each in UPTAKE)
    return ()


def _turn(
    scenario: str, seed: int, waiting: tuple[Entry, Stated, KnownFacts], body: object, row: str
) -> Turn:
    entry, stated, facts = waiting
    said, answer = getattr(entry.body, "words", ""), getattr(body, "words", "")
    back = bool(content_words(said) & content_words(answer))
    free = facts.hear is Hearers.SAFE
    again = isinstance(body, do.Ask) and facts.asking in body.about
    taken = reads(row, stated, body) or (again and (S.DOES_NOT_FOLLOW, True) in stated)
    short = isinstance(body, do.Say) and body.intent in (*SHORT, Intent.STILL_WITH_YOU)
    return Turn(scenario, seed, said, stated, answer, row, taken, back, free, short)


def reads(row: str, stated: Stated, body: object) -> bool:
    """Whether an act by this row follows from one of these statements."""
    if row.startswith(OF_ANY) or not {topic for topic, _ in stated}.isdisjoint(
        READ_BY.get(row, frozenset())
    ):
        return True
    if isinstance(body, do.SendText):
        return row.startswith("CH-63a")
    fit = (each for each in stated if each[0] is not S.DOES_NOT_FOLLOW or row.startswith("ST-"))
    of_table = row.startswith(("ST-", "SIT-")) or isinstance(body, do.Ask)
    return of_table and any(takes_up(body, each) for each in fit)  # type: ignore[arg-type]


def measure(scenarios: Iterable[Scenario], library: Library) -> Sequence[Turn]:
    """Return every turn of these scenarios under each seed."""
    return [
        turn for scenario in scenarios for seed in SEEDS for turn in turns(scenario, library, seed)
    ]


def _percent(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} in 100)" if whole else "none"


def report(found: Sequence[Turn]) -> Iterator[str]:
    """Yield the figures as lines."""
    free = [each for each in found if each.free]
    yield f"taken up: {_percent(sum(t.taken_up for t in found), len(found))}; wanted {WANTED}"
    short = [each for each in found if each.short and each.taken_up]
    grave = sum(each.grave for each in short)
    yield f"  of these only a short word: {_percent(len(short), len(found))}"
    yield f"  and that after something that raises danger: {_percent(grave, len(found))}"
    acts = sum(t.taken_up for t in found) - grave
    yield f"  without those: {_percent(acts, len(found))}"
    where = sum(each.taken_up and each.row in ASKS_WHERE for each in found)
    yield f"  of these by asking where, in danger: {_percent(where, len(found))}"
    yield f"a word said back: {_percent(sum(t.back for t in found), len(found))}"
    back = _percent(sum(t.back for t in free), len(free))
    yield f"  where nobody else can hear: {back}; wanted {BACK[0]} to {BACK[1]}"
    yield f"  else: {_percent(sum(t.back for t in found if not t.free), len(found) - len(free))}"
    rows = Counter(t.row for t in found)
    yield "rows: " + ", ".join(f"{row} {times}" for row, times in rows.most_common(12))


def main(arguments: Sequence[str]) -> None:
    """Print the figures of all shipped calls, or of the scenarios in folders."""
    folders = tuple(Path(each) for each in arguments if not each.startswith("-"))
    library = Library(folders)
    paths = [
        path
        for path in library.scenario_paths()
        if not folders or any(folder.resolve() in path.resolve().parents for folder in folders)
    ]
    found = measure((library.scenario(path).scenario for path in paths), library)
    print("\n".join(report(found)))
    if "--misses" in arguments or "--turns" in arguments:
        for each in found:
            if not each.taken_up or "--turns" in arguments:
                names = ", ".join(str(topic) for topic, _ in each.stated)
                print(f'{each.scenario} {each.seed} "{each.said}" ({names})')
                marks = f"{'free' if each.free else 'near'}{', said back' if each.back else ''}"
                print(f'    {each.row} ({marks}): "{each.answer}"')


if __name__ == "__main__":
    main(sys.argv[1:])
