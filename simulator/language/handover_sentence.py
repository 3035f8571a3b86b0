"""The operator's handover to police in plain words: at most eight seconds of speech (OP-21).

The call handler's first words come after it (CH-01: two seconds), and the caller waits for them: so
it has no word that police do not need.

The caller may hear it, so it says nothing about who might be there.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from simulator.core.terms import Intent, LineKind, Reported, Sound

MOST_WORDS = 20
"""At the usual pace of 150 words a minute, eight seconds (OP-21, assumption)."""
PLAIN_WORDS = 15
"""Six seconds, where nothing that was said is passed on word for word (assumption)."""
MOST_SOUNDS = 3
_LINES = {
    LineKind.MOBILE: "mobile call",
    LineKind.LANDLINE: "landline call",
    LineKind.DIGITAL: "landline call",
    LineKind.WEARABLE: "call by a watch",
    LineKind.CAR: "call by a car",
}
_LEADS = {
    Reported.FIFTY_FIVE: "They pressed 55.",
    Reported.NOISE: "A noise got them through.",
    Reported.LINE_LOST: "The line is gone.",
    Reported.HANDSET_REPLACED: "The handset was put down.",
    Reported.EARLIER_CALLS: "It's not their first call.",
}
"""What is said as a sentence of its own, most pressing first."""
_WORDED = {
    Reported.GROAN: "a groan",
    Reported.WHISPER: "a whisper",
    Reported.TAP: "taps",
    Reported.COUGH: "a cough",
    Reported.KEY_TONE: "a key tone",
    Reported.DISTURBANCE: "something wrong",
    Reported.VOICES: "voices",
    Reported.DEVICE: "a device speaking",
    Reported.BACKGROUND: "background noise",
}
"""What is listed after "I heard", most pressing first."""
_QUOTED = frozenset({Reported.WHISPER, Reported.VOICES})
"""What need not be named beside the words themselves."""
_NAMED = {
    Sound.SOB: (Reported.DISTURBANCE, "crying"),
    Sound.SHOUTING: (Reported.DISTURBANCE, "shouting"),
    Sound.ARGUMENT: (Reported.DISTURBANCE, "an argument"),
    Sound.BREAKING: (Reported.DISTURBANCE, "something breaking"),
    Sound.SCUFFLE: (Reported.DISTURBANCE, "a struggle"),
    Sound.KNOCK: (Reported.TAP, "knocking"),
    Sound.FALL_MESSAGE: (Reported.DEVICE, "a fall alarm"),
    Sound.BREATHING: (Reported.BACKGROUND, "breathing"),
    Sound.LOUD_BREATH: (Reported.BACKGROUND, "a loud breath"),
    Sound.FOOTSTEPS: (Reported.BACKGROUND, "steps"),
    Sound.DOOR: (Reported.BACKGROUND, "a door"),
    Sound.TELEVISION: (Reported.BACKGROUND, "a television"),
    Sound.MUSIC: (Reported.BACKGROUND, "music"),
    Sound.TRAFFIC: (Reported.BACKGROUND, "traffic"),
    Sound.ENGINE: (Reported.BACKGROUND, "an engine"),
}
"""Sounds that have a better name than what they are reported as."""
_ANY_COVER = "to a shop or friend"
_SPOKE = {
    Reported.CHILD: "It's a child.",
    Reported.OTHER_LANGUAGE: "They speak another language.",
    Reported.PRETENCE: f"They talk as if {_ANY_COVER}.",
}
"""What kind of words they were."""


def handover_words(
    heard: Iterable[Reported],
    line: LineKind | None = None,
    named: Collection[Sound | Intent] = (),
    quote: str = "",
    whom: str = "",
) -> str:
    """Return what the operator says to police; `named` are the sounds and words behind `heard`.

    `quote` is what was said, word for word: it comes before sounds, and is shortened last. `whom`
    is whom a caller pretends to talk to, where that is known.
    """
    reports = frozenset(heard)
    lead = [words for report, words in _LEADS.items() if report in reports]
    spoke = [words for report, words in _SPOKE.items() if report in reports]
    if whom:
        spoke = [words.replace(_ANY_COVER, f"to {whom}") for words in spoke]
    if Intent.SAYS_MISTAKE in named:
        spoke.insert(0, "They say it's a mistake.")
    sounds = list(_sounds(reports - _said_besides(reports, quote), named))
    call = f"Police, {_LINES[line]}" if line else "Police, 999 call"
    fullest = ""
    for said in _shortened(quote, reports):
        for most in range(MOST_SOUNDS, -1 if said else 0, -1):
            for begins in (f"{call}, number on screen.", f"{call}."):
                ends = _heard(sounds[:most], reports, known=bool(spoke or said))
                fullest = " ".join(filter(None, (begins, *lead, *spoke, said, ends)))
                if len(fullest.split()) <= (MOST_WORDS if said else PLAIN_WORDS):
                    return fullest
    # A call of which there is so much to say: the newest of what police need before all else.
    while len(fullest.split()) > MOST_WORDS:
        fullest = fullest[: fullest.rstrip(".").rindex(".") + 1]
    return fullest


def sounds_behind(heard: Collection[Reported], named: Collection[object]) -> tuple[Sound, ...]:
    """Return the sounds that a report is of, also where its sentence has no room for them."""
    return tuple(each for each, (report, _) in _NAMED.items() if report in heard and each in named)


def sounds_named(words: str) -> tuple[Sound, ...]:
    """Return the sounds that a hand-over names: of "an engine" more follows than of a noise."""
    said = words.lower()
    named = ((sound, name.rpartition(" ")[2]) for sound, (_, name) in _NAMED.items())
    return tuple(sound for sound, name in named if re.search(rf"\b{name}\b", said))


def _said_besides(reports: frozenset[Reported], quote: str) -> frozenset[Reported]:
    """Return what is said in other words already: who pressed 55 made the key tone."""
    quoted = _QUOTED if quote else frozenset[Reported]()
    return quoted | ({Reported.KEY_TONE} if Reported.FIFTY_FIVE in reports else set())


def _shortened(quote: str, reports: frozenset[Reported]) -> Iterator[str]:
    """Yield the quotation with fewer and fewer of its sentences, and at last without any."""
    sentences = _SENTENCE_ENDS.split(quote.strip())
    how = "They whispered" if Reported.WHISPER in reports else "I heard"
    for most in range(len(sentences), 0, -1):
        words = " ".join(sentences[:most])
        if words:
            # One mark ends it: a question keeps its own.
            yield f'{how}: "{words}"' if words[-1] in _MARKS else f'{how}: "{words}."'
    yield ""


_MARKS = ".?!\u2026"
_SENTENCE_ENDS = re.compile(rf"(?<=[{_MARKS}])\s+")


def _sounds(reports: frozenset[Reported], named: Collection[Sound | Intent]) -> Iterator[str]:
    for report in (each for each in _WORDED if each in reports):
        known = [name for sound, (of, name) in _NAMED.items() if of is report and sound in named]
        # Another voice on the line is that, and no "something" besides.
        by_voice = report is Reported.DISTURBANCE and Reported.OTHER_VOICE in reports
        yield from known or ["another voice" if by_voice else _WORDED[report]]


def _heard(sounds: list[str], reports: frozenset[Reported], *, known: bool) -> str:
    """Return what was heard besides words of which it is known what kind they were."""
    silent = reports.isdisjoint({Reported.SPEECH, Reported.WHISPER})
    if not sounds:
        spoken = "" if known else "They spoke to me."
        return "Nobody spoke, the line was quiet." if silent else spoken
    listed = f"{', '.join(sounds[:-1])} and {sounds[-1]}" if len(sounds) > 1 else sounds[0]
    if silent and not known:  # Words that were not for the operator are quoted: they were spoken.
        return f"I heard {listed}, nobody spoke."
    also = "They spoke, and " if Reported.SPEECH in reports and not known else ""
    return f"{also}I heard {listed}."
