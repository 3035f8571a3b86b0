"""What the population model puts into a day of silent calls, with sources."""

from collections.abc import Mapping
from typing import Annotated

from simulator.content.fields.content_model import FileContent, Many
from simulator.content.fields.schema_parts import Bounds
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Name, Percent, Text, YesNo

Range = Annotated[Many[float], Bounds(min_length=2, max_length=2)]


class ModelInput(Provenance):
    """One number of the model."""

    value: float
    """The value."""
    range: Range
    """The lowest and the highest value that is plausible."""
    says: Text
    """What it is, with its unit."""
    fitted: YesNo = False
    """Whether it was set so that a published figure comes out."""


class CauseOfCalls(Provenance):
    """Why silent calls are made, and how such callers behave."""

    says: Text
    """The cause."""
    in_need: YesNo = False
    """Whether the caller needs help."""
    share: Percent
    """Of the calls in need, or of the others, in 100."""
    stays_s: Annotated[int, Bounds(gt=0)]
    """Mean time in seconds until the line clears at the caller's end."""
    mistakes: Percent = 0
    """Callers in 100 who say at the first prompt that it is a mistake."""
    answers: Percent
    """Callers in 100 who cough, tap or make another sound when asked."""
    voices: Percent
    """Calls in 100 with voices, or an argument, that the operator hears."""


class HoursOfDay(Provenance):
    """How the calls of a day are spread."""

    share: Annotated[Many[float], Bounds(min_length=24, max_length=24)]
    """Calls of each hour from midnight, in 1,000 of the day."""


class PublishedFigure(Provenance):
    """A published figure that the model is held to."""

    figure: Text
    """The figure."""
    result: Name
    """The result of the model."""
    of: Name
    """The profile."""
    between: Range
    """The published range, ends included."""
    fitted: YesNo = False
    """Whether inputs were set by it; a figure that was not used is a test of the model."""


class PopulationFile(FileContent):
    """The file `population.yaml`."""

    limits: Many[Text]
    """What a reader of the results must know first."""
    inputs: Mapping[Name, ModelInput]
    """Numbers, by name."""
    causes: Mapping[Name, CauseOfCalls]
    """Causes of silent calls, by name."""
    hours: HoursOfDay
    """The shape of a day."""
    published: Many[PublishedFigure]
    """Published figures."""
