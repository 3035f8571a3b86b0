"""Calls to rate, with ratings that people have settled: the file `calibration.yaml`.

A rater takes a call, rates its criteria, and sees where a settled rating differs and why. Each call
is a scenario in the folder `calibration` beside the file.
"""

from typing import Annotated, Literal

from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import Content, FileContent, Many, Word, only
from simulator.content.fields.schema_parts import Bounds
from simulator.content.fields.text_fields import Id, Text
from simulator.core.terms import Role

SettledAs = Literal["seen", "not_seen", "not_applicable", "cant_say"]
"""The ratings of people, by their values in files of reviews."""


class SettledRating(Content):
    """One criterion of a call, as it was settled."""

    id: Id
    """The id of the criterion, in the rubric of the seat."""
    rating: SettledAs
    """What was settled: seen, not seen, did not come up, or nobody can say."""
    because: Text
    """Why, in a sentence, with the moment."""
    sheet: Text
    """Where the authors' sheets of practice say so: `B04`, `CH-47`, `6.3`."""


class CallToRate(Content):
    """One call with its settled ratings."""

    id: Id
    """The id of its scenario, in the folder `calibration`."""
    seat: Annotated[Word[Role], only(Role.CALL_HANDLER, Role.OPERATOR)]
    """The role whose seat it is."""
    ratings: Annotated[Many[SettledRating], Bounds(min_length=1), distinct("ratings")]
    """The criteria that matter in it."""


class CalibrationFile(FileContent):
    """The file `calibration.yaml`."""

    calibration: Annotated[Many[CallToRate], Bounds(min_length=1), distinct("calibration")]
    """The calls to rate, in the order in which a rater best takes them."""
