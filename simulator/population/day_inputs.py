"""All that a day of calls needs, as one record of numbers.

The record has the inputs of `population.yaml` by their names there, chances of 1 in place of
percentages and milliseconds in place of seconds and minutes, and what a profile decides.
"""

from collections.abc import Mapping

import numpy as np

from simulator.content.procedure.population_file import PopulationFile
from simulator.core import acts as do
from simulator.core.profile import Profile
from simulator.core.terms import Coverage, Intent, LineKind, Role, Treatment
from simulator.population.draws import Array
from simulator.population.flow_arrays import INPUTS, LINES, CompiledFlow

CAUSES, PROMPTS, LINE_KINDS = 16, 8, (LineKind.MOBILE, LineKind.LANDLINE, LineKind.DIGITAL)
"""Places in the record for causes of calls, for prompts, and the lines that callers have."""
_MILLISECONDS = {"_ms": 1, "_s": 1_000, "_minutes": 60_000}
_NUMBERS = """
    calls_a_day in_need mobile analogue aware aware_press others_press early sound_in_recording
    ended operators pick_up redials police_median police_sigma handlers work ring_back
    first_handler sent_if_needed sent_otherwise notices
    """
_WHOLE = "prompts asks_sound reaction quiet heard passes_on_doubt notices_after first_takes"
INPUTS_OF_A_DAY = np.dtype((np.record, [
    *((name, np.float64) for name in _NUMBERS.split()),
    *((name, np.int64) for name in _WHOLE.split()),
    ("hours", np.float64, 24), ("cause", np.float64, (2, CAUSES)),
    *((name, np.float64, CAUSES) for name in ("stays", "mistakes", "answers", "voices")),
    ("begin", np.int16, len(LINE_KINDS)), ("prompt", np.int64, PROMPTS),
    ("prompt_at", np.int64, PROMPTS + 1),
]))  # fmt: skip
"""The record.

hours: the chance that a call comes before the end of each hour. cause: of others and of those in
need, the chance of each cause and those before it. prompt, prompt_at: the operator's prompts as
inputs of the flow, and when each begins, from the answer; then the end of the wait after the last.
asks_sound: the place of the prompt that asks for a sound, -1 for none. quiet, heard: what the
operator does with a quiet call and with one in which voices are heard, by its place in `Treatment`.
"""


def day_inputs(
    file: PopulationFile, profile: Profile, flow: CompiledFlow, changed: Mapping[str, float]
) -> Array:
    """Return what a day needs under `profile`, with some inputs changed."""
    day = np.zeros(1, INPUTS_OF_A_DAY)[0]
    numbers = {**{name: one.value for name, one in file.inputs.items()}, **changed}
    for name, number in numbers.items():
        plain = name.removesuffix("_percent")
        if plain != name:
            day[plain] = number / 100
        else:
            unit = next((unit for unit in _MILLISECONDS if name.endswith(unit)), "")
            day[name.removesuffix(unit)] = number * _MILLISECONDS.get(unit, 1)
    day.hours = np.cumsum(file.hours.share) / sum(file.hours.share)
    day.hours[-1] = 1.0
    for place, cause in enumerate(file.causes.values()):
        day.cause[int(cause.in_need), place:] += cause.share / 100
        day.stays[place] = cause.stays_s * 1_000
        day.mistakes[place] = cause.mistakes / 100
        day.answers[place] = cause.answers / 100
        day.voices[place] = cause.voices / 100
    day.cause[:, len(file.causes) - 1 :] = 1.0
    day.begin = [flow.begin[LINES.index((kind, Coverage.HOME))] for kind in LINE_KINDS]
    _of_the_operator(day, profile)
    first = profile.first_handler
    day.first_takes = 1_000 + first.wait * first.questions
    return day


def _of_the_operator(day: Array, profile: Profile) -> None:
    operator, at = profile.operator, 0
    intents = [prompt.intent for prompt in operator.prompts]
    day.prompts = len(intents)
    for place, prompt in enumerate(operator.prompts):
        day.prompt[place] = INPUTS.index(do.stimulus_of(Role.OPERATOR, do.Say(prompt.intent, "x")))
        day.prompt_at[place] = at
        at += profile.length(prompt.intent, profile.words(prompt.intent)) + prompt.wait
    day.prompt_at[len(intents)] = at
    asks = Intent.MAKE_A_SOUND
    day.asks_sound = intents.index(asks) if asks in intents else -1
    treatments = tuple(Treatment)
    day.reaction = operator.reaction
    day.quiet, day.heard = treatments.index(operator.quiet), treatments.index(operator.voices)
    day.passes_on_doubt = operator.passes_on_doubt
    day.notices, day.notices_after = (
        operator.notices_noise_percent / 100,
        operator.notices_noise_after,
    )
