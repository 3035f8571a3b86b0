"""What a trainee would notice of a profile or a force: its values as sentences, with sources.

A sentence is made from the values alone, so a profile of a user has its page too. A value that
nobody would notice in a call has no sentence; `show ID` prints it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

Values = Mapping[str, str]
"""Each value as it is shown, by its key."""


class NoticedRow(NamedTuple):
    """A sentence on some values."""

    keys: tuple[str, ...]
    """The keys that it reads, or the part that they begin with: `grades.`."""
    says: Callable[[Values], str]


class NoticedSentence(NamedTuple):
    """A sentence on a profile or a force."""

    text: str
    keys: tuple[str, ...]
    """The keys of the values that it is of."""


def noticed(values: Values, noun: str) -> Iterator[NoticedSentence]:
    """Yield the sentences on a profile or a force, in the order of a call."""
    for row in ROWS[noun]:
        keys = tuple(key for key in values if any(_is(key, each) for each in row.keys))
        if keys and (text := row.says(values)):
            yield NoticedSentence(text, keys)


def _is(key: str, named: str) -> bool:
    return key.startswith(named) if named.endswith((".", "[")) else key == named


def _by_word(key: str, words: Mapping[str, str]) -> NoticedRow:
    """Make the row of a value that is one of some words."""
    return NoticedRow((key,), lambda v: words.get(v[key], ""))


def _prompts(values: Values) -> str:
    every = [text.partition(", then ") for key, text in values.items() if "prompts[" in key]
    said = ", ".join(name.replace("_", " ") for name, _, _ in every)
    times = "once" if len(every) == 1 else f"{len(every)} times"
    return f"Without an answer the operator asks {times} ({said}), and waits {every[-1][2]} last."


def _recording(values: Values) -> str:
    twice = " It asks twice." if values["switches.asks_twice"] == "on" else ""
    ends = f"{values['timings.end']} long, and the call ends {values['timings.grace']} after it"
    return f"The recording asks for 55 after {values['timings.request']}; it is {ends}.{twice}"


def _in_recording(values: Values) -> str:
    if values["switches.noise_passes"] == "on":
        return "In the recording a tap, a cough or a word is enough, as 55 is."
    percent = values["operator.notices_noise_percent"]
    listens = "acts on no other sound" if percent == "0" else f"acts on {percent} of 100 sounds"
    return f"In the recording only 55 is enough; the operator, who listens, {listens}."


def _repeats(values: Values) -> str:
    number = values["operator.repeat_calls"]
    if number == "0":
        return "Nobody counts the silent calls of one number."
    return f"Silent call {number} of a number within 30 minutes goes to police."


def _located(values: Values) -> str:
    if values["network.locates_mobiles"] != "on":
        return "A mobile gives no place."
    cell, place = values["network.eisec_after"], values["network.aml_after"]
    return f"A mobile gives a cell after {cell}, and often a place after {place}."


def _answered(values: Values) -> str:
    share = values.get("handler.answers_in_10s_percent", "0")
    drawn = f"; {share} of 100 calls within 10 s" if share != "0" else ""
    return f"The police answer after {values['handler.answers_after']} as a rule{drawn}."


_TREATED = {
    "recording": "goes to the recording",
    "police": "goes to police",
    "police_at_once": "goes to police at once",
    "end": "is ended by the operator",
}


def _treated(key: str, what: str) -> NoticedRow:
    return _by_word(key, {word: f"{what} {then}." for word, then in _TREATED.items()})


def _grades(values: Values) -> str:
    names = [text for key, text in values.items() if key.startswith("grades.")]
    return f"It grades by {len(names)} names: {'; '.join(names)}."


def _marked(values: Values) -> str:
    named = [
        f"{key.partition('.')[2].replace('_', ' ')} at least {_grade(values, grade)}"
        for key, grade in values.items()
        if key.startswith("marker_grades.")
    ]
    return f"A marker on the number raises the grade: {'; '.join(named)}." if named else ""


def _grade(values: Values, name: str) -> str:
    return values.get(f"grades.{name}", name).partition(":")[0]


def _code(values: Values) -> str:
    found = re.fullmatch(r"yes: (.+), no: (.+)", values["code"])
    if found is None:
        return f"Its yes/no code: {values['code']}."
    yes, no = (_signs(each) for each in found.groups())
    return f"Its call handlers say: {yes} for yes, {no} for no."


def _signs(text: str) -> str:
    sign, _, times = text.partition(": ")
    counted = {"1": f"one {sign}", "2": f"two {sign}s", "3": f"three {sign}s"}
    return counted.get(times, sign)


def _area(values: Values) -> str:
    area = values["area"]
    travels = values.get(f"dispatch.{area}", "")
    figures = re.findall(r"\d+", travels)
    if len(figures) < 5:
        return f"Its area is {area}."
    _, near, far, least, most = figures[:5]
    return (
        f"Its area is {area}: units are {near} to {far} km away, and an emergency is reached in "
        f"{least} to {most} minutes."
    )


def _units(values: Values) -> str:
    sign, busy = values["dispatch.call_sign"], values["dispatch.not_free_percent"]
    return f"Its units are called {sign}; of 100, {busy} are at something else."


OF_PROFILES: Sequence[NoticedRow] = (
    NoticedRow(
        ("operator.answers_after", "operator.answers_in_5s_percent"),
        lambda v: (
            f"The operator answers after {v['operator.answers_after']}; "
            f"{v['operator.answers_in_5s_percent']} of 100 calls within 5 s."
        ),
    ),
    NoticedRow(("operator.prompts[",), _prompts),
    _by_word(
        "switches.early_55_relayed",
        {
            "on": "A 55 pressed to the operator is heard as 55, and the call goes to police.",
            "off": "A key pressed to the operator is a tone: which key it was is not known.",
        },
    ),
    _treated("operator.quiet", "A quiet line without an answer"),
    _treated("operator.background", "One with cloth or traffic alone"),
    _treated("operator.voices", "One with voices behind the phone"),
    _treated("operator.disturbance", "One with a row or crying"),
    NoticedRow(("operator.repeat_calls",), _repeats),
    _by_word(
        "switches.sound_prompt_first",
        {"on": "The recorded service asks for a sound first, and only then for 55."},
    ),
    NoticedRow(
        ("timings.request", "timings.end", "timings.grace", "switches.asks_twice"), _recording
    ),
    NoticedRow(("switches.noise_passes", "operator.notices_noise_percent"), _in_recording),
    _by_word(
        "switches.route",
        {
            "local_force": "After 55 the local force answers.",
            "first_handler": "After 55 Met staff ask first, and pass it to the local force.",
            "operator": "After 55 the operator is back, and asks again.",
        },
    ),
    _by_word(
        "switches.force_is_told",
        {
            "on": "When the recording ends a call, the force hears of it.",
            "off": "When the recording ends a call, no force hears of it.",
        },
    ),
    NoticedRow(
        ("timings.hold",),
        lambda v: f"An old landline that is put down stays connected for {v['timings.hold']}.",
    ),
    NoticedRow(("network.",), _located),
    NoticedRow(("handler.answers_after", "handler.answers_in_10s_percent"), _answered),
)
OF_FORCES: Sequence[NoticedRow] = (
    NoticedRow(("grades.",), _grades),
    NoticedRow(("marker_grades.",), _marked),
    NoticedRow(
        ("unanswered_grade",),
        lambda v: f"A call that is not answered is graded {_grade(v, v['unanswered_grade'])}.",
    ),
    _by_word(
        "callback",
        {
            "reasoned": "A lost call is rung back only with a reason, or not, with the reason.",
            "not_with_markers": "A lost call is not rung back where the number has a marker.",
            "usually": "A lost call is rung back as a rule.",
        },
    ),
    NoticedRow(("code",), _code),
    NoticedRow(("dispatch.call_sign", "dispatch.not_free_percent"), _units),
    NoticedRow(("area",), _area),
    _by_word(
        "specialist",
        {
            "yes": "A specialist in domestic abuse is in the control room.",
            "no": "No specialist in domestic abuse is in the control room.",
        },
    ),
    NoticedRow(
        ("answers_in_10s_percent",),
        lambda v: f"It answers {v['answers_in_10s_percent']} of 100 calls within 10 s.",
    ),
)
ROWS: Mapping[str, Sequence[NoticedRow]] = {"profile": OF_PROFILES, "force": OF_FORCES}
