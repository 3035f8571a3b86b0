"""The one silent mobile call that every toy plays, and what its log must say.

Instants and lengths are in milliseconds of simulated time. ``calls.py`` refuses to measure a toy
whose logs of the stories below differ from the others', so a rate is always a rate for the same
work. ``toy_xstate.mjs`` repeats the numbers, being in another language; the comparison of logs
covers that too.
"""

from typing import NamedTuple

# SimPy's clock is a float for the type checker; every instant here is an int when it runs.
Entry = tuple[float, str]
Log = list[Entry]

RING = 2_000
"""From the dial to the operator's answer."""


class Prompt(NamedTuple):
    """One of the operator's four prompts."""

    starts: int
    """After the operator's answer."""
    length: int


PROMPTS = (Prompt(0, 1_500), Prompt(7_500, 2_500), Prompt(15_000, 5_500), Prompt(22_500, 5_000))
PATIENCE = 30_000
"""From the operator's answer to sending the caller to the recording."""

OPENING_LENGTH = 3_000
REQUEST_AFTER = 12_000
"""From the start of the recording to its request for 55."""
REQUEST_LENGTH = 4_000
RECORDING_LENGTH = 20_000
GRACE = 3_000
"""From the end of the recording to cut-off."""

DIGIT_GAP = 3_000
"""The longest wait between the two fives."""
POLICE_ANSWER_AFTER = 3_000
"""From 55 to the police call handler's answer."""


class Story(NamedTuple):
    """What the caller does after dialling, and how the call must end."""

    presses: tuple[int, ...]
    """The instants at which the caller presses a five."""
    outcome: str


STORIES = {
    "silent": Story((), "no_response_to_recording"),
    "55 when asked": Story((46_000, 46_800), "connected_to_police"),
    "55 in the grace time": Story((52_500, 53_300), "connected_to_police"),
    "one five": Story((46_000,), "no_response_to_recording"),
    "two fives, too far apart": Story((46_000, 50_000), "no_response_to_recording"),
    "55 to the operator": Story((10_500, 11_300), "no_response_to_recording"),
}
"""The first is measured; all are played once before, to see that the toys do the same."""

SILENT_LOG: Log = [
    (0, "dial"),
    (0, "stage dialled"),
    (2_000, "operator_answers"),
    (2_000, "stage with_operator"),
    (2_000, "location_noted"),
    (2_000, "prompt_1_starts"),
    (3_500, "prompt_1_ends"),
    (9_500, "prompt_2_starts"),
    (12_000, "prompt_2_ends"),
    (17_000, "prompt_3_starts"),
    (22_500, "prompt_3_ends"),
    (24_500, "prompt_4_starts"),
    (29_500, "prompt_4_ends"),
    (32_000, "sent_to_recording"),
    (32_000, "stage recording"),
    (32_000, "timer request"),
    (32_000, "timer end"),
    (32_000, "opening_starts"),
    (35_000, "opening_ends"),
    (44_000, "request_is_due"),
    (44_000, "request_starts"),
    (48_000, "request_ends"),
    (52_000, "recording_ends"),
    (52_000, "stage grace"),
    (52_000, "timer grace"),
    (55_000, "grace_ends"),
    (55_000, "stage ended"),
    (55_000, "outcome no_response_to_recording"),
]
"""Nineteen stimuli, and the stages, timers and outcome that they lead to."""

STAGES = (
    *("dialled", "with_operator", "recording", "grace", "connecting_police"),
    *("with_call_handler", "ended"),
)
OUTCOMES = {"with_call_handler": "connected_to_police", "ended": "no_response_to_recording"}
TIMERS = {"recording": ("request", "end"), "grace": ("grace",)}
HEARD_ONLY = [
    "location_noted",
    *(
        f"prompt_{number}_{edge}"
        for number in range(1, len(PROMPTS) + 1)
        for edge in ("starts", "ends")
    ),
]
"""What changes nothing with the operator."""
LISTENING = ("recording", "grace")
"""Where a five counts."""
