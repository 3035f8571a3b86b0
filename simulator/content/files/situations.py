"""The situations of a call, by which scenarios are found: number, what it is, other words for it.

After SIT-01 to SIT-29 of the practice sheet; a scenario names them under `basis`. What a call
handler makes of a call is `knowledge.situation.Situation`, which has finer guesses and no numbers.
"""

from typing import NamedTuple


class SituationKind(NamedTuple):
    """One of the situations that a shipped call is there for."""

    code: str
    title: str
    also: str = ""
    """Other words that people look for it by."""

    def answers(self, asked: str) -> bool:
        """Return whether its number is asked for, or each asked word begins one of its words."""
        if self.code.casefold() == asked.strip().casefold():
            return True
        held = f"{self.title} {self.also}".casefold().replace(",", " ").split()
        words = asked.casefold().split()
        return bool(words) and all(any(w.startswith(word) for w in held) for word in words)


# fmt: off
SITUATIONS = (
    SituationKind("SIT-01", "a partner in the room", "husband wife boyfriend domestic"),
    SituationKind("SIT-02", "the other person has the phone", "taken takes phone husband voice"),
    SituationKind("SIT-03", "a stalker or former partner outside", "ex stalking order garden"),
    SituationKind("SIT-04", "followed on foot", "following walking street"),
    SituationKind("SIT-05", "in a car with the other person", "vehicle driven driving passenger"),
    SituationKind("SIT-06", "locked in, or in a car boot", "confined shut abducted"),
    SituationKind("SIT-07", "a burglar below", "intruder burglary downstairs house"),
    SituationKind("SIT-08", "a child hides from violence", "hiding daddy mummy"),
    SituationKind("SIT-09", "a child with an ill adult", "children unwell parent"),
    SituationKind("SIT-10", "a child plays", "children playing toy"),
    SituationKind("SIT-11", "a fall, or trapped", "fallen stuck lift"),
    SituationKind("SIT-12", "illness or a stroke", "ill unwell diabetes diabetic heart"),
    SituationKind("SIT-13", "an overdose, or suicidal", "suicide tablets pills self-harm bridge"),
    SituationKind("SIT-14", "strangulation", "throat neck choked"),
    SituationKind("SIT-15", "an assault just over, and the other person gone", "hit left"),
    SituationKind("SIT-16", "a threat, and no place known", "unknown location nowhere"),
    SituationKind("SIT-17", "an older or disabled person, a carer answers", "elder elderly"),
    SituationKind("SIT-18", "forced or coached words", "coached dictated accident"),
    SituationKind("SIT-19", "disguised as another call", "pizza taxi pretends cover"),
    SituationKind("SIT-20", "deaf, by text, relay or BSL", "hearing sms writing written message"),
    SituationKind("SIT-21", "another language", "interpreter english foreign"),
    SituationKind("SIT-22", "learning disability, dementia or speech", "pegasus autism"),
    SituationKind("SIT-23", "a pocket call", "pocket bag accident accidental dial"),
    SituationKind("SIT-24", "a device or an alarm centre calls", "watch pendant ecall"),
    SituationKind("SIT-25", "repeated calls", "again back second rings"),
    SituationKind("SIT-26", "an intruder at work", "robbery shop surgery staff"),
    SituationKind("SIT-27", "fire or gas", "smoke burning petrol"),
    SituationKind("SIT-28", "held by several, or exploited", "exploitation slavery party"),
    SituationKind("SIT-29", "sexual assault", "rape raped"),
)
# fmt: on
"""All situations, in the order of the sheet."""
BY_CODE = {each.code: each for each in SITUATIONS}


def situations_for(asked: str) -> tuple[SituationKind, ...]:
    """Return the situations that a number or words ask for."""
    return tuple(each for each in SITUATIONS if each.answers(asked))
