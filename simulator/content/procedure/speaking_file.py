"""How kinds of callers speak: the file `speaking.yaml`."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from simulator.content.fields.alternatives import OneText
from simulator.content.fields.content_model import (
    Content,
    Fact,
    FileContent,
    Many,
    Word,
    YesOrNo,
    only,
)
from simulator.content.fields.schema_parts import Bounds
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Text, YesNo
from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Role, Topic
from simulator.language.speaking.serving import CameBefore, ServingTable
from simulator.language.speaking.styles import (
    AsksBackForm,
    InPassing,
    SpeakerKind,
    SpeakingFactors,
    SpeakingStyle,
    SpeakingTable,
    SpokenForm,
    UnsureOf,
)

Percents = Annotated[int, Bounds(ge=10, le=1000)]
_SENT = {"sent": True, "unsent": False, "any": None}


class FactorsText(Content):
    """How much a kind of speaker differs from a plain adult, in percent."""

    words: Percents = 100
    """How often more than a few words come."""
    fillers: Percents = 100
    """Filled pauses."""
    halves: Percents = 100
    """Half words, repeats, and what breaks off."""
    latency: Percents = 100
    """From a question to the answer."""
    overlap: Percents = 100
    """How often an answer begins before the question has ended."""


class StyleText(Provenance):
    """How one kind of speaker speaks."""

    factors: FactorsText = FactorsText()
    """How much it differs from a plain adult."""
    sounds: Many[Text] = ()
    """The filled pauses; one listed twice comes twice as often. None: those of the adult."""
    breath: Annotated[int, Bounds(ge=0, le=20)] = 0
    """How many words there are to a breath; 0: as many as there are."""
    tags: YesNo = True
    """Whether "he is" and "I haven't" come to this tongue."""
    yes: Many[Text] = ()
    """Ways to say yes, the commonest first; none: those of the adult."""
    no: Many[Text] = ()
    """Ways to say no, likewise."""
    unsure: Many[Text] = ()
    """Ways to say that they don't know."""

    def style(self) -> SpeakingStyle:
        """Return the style as a plain value."""
        held = self.factors
        factors = SpeakingFactors(held.words, held.fillers, held.halves, held.latency, held.overlap)
        forms = tuple(self.yes), tuple(self.no), tuple(self.unsure)
        return SpeakingStyle(factors, tuple(self.sounds), self.breath, *forms, self.tags)


class SpokenFormText(OneText):
    """A sentence, and what it states."""

    text_key = "says"

    says: Text
    """The words."""
    means: Mapping[Word[StatementTopic], YesOrNo] = {}
    """What the words state; by default nothing."""
    intent: Annotated[Intent, only(*do.SAYS[Role.CALLER])] = Intent.SPEAKS
    """The purpose."""
    when: Literal["sent", "unsent", "any"] = "any"
    """Only once officers were sent, only before, or at any time."""

    def form(self) -> SpokenForm:
        """Return the sentence as a plain value."""
        means = tuple((topic, so is Fact.YES) for topic, so in self.means.items())
        return SpokenForm(self.says, means, self.intent)


class FormsText(Provenance):
    """Sentences for one thing that a caller does."""

    forms: Annotated[Many[SpokenFormText], Bounds(min_length=1)]
    """The sentences, each a text or `{says: ..., means: ...}`."""

    def plain(self) -> Iterator[SpokenForm]:
        """Yield the sentences as plain values."""
        for each in self.forms:
            yield each.form()


class SaidBackText(Content):
    """What an answer about one topic is in few words."""

    yes: Many[Text] = ()
    """If it is so."""
    no: Many[Text] = ()
    """If it is not so."""


class ServingText(Provenance):
    """What those who serve say around a sentence, to a caller who speaks freely."""

    receipts: Mapping[Word[CameBefore], Annotated[Many[Text], Bounds(min_length=1)]]
    """What a sentence begins with, by what the caller has said; the commonest twice."""
    tags: Annotated[Many[Text], Bounds(min_length=1)]
    """What makes sure that an instruction was heard."""
    passes_on: Annotated[Many[Text], Bounds(min_length=1)]
    """That questions do not hold up help."""
    types: Annotated[Many[Text], Bounds(min_length=1)]
    """Why nothing is said for a while."""
    yields: Annotated[Many[Text], Bounds(min_length=1)]
    """What is said to a caller who began at the same time, and broke off."""
    says_back: Mapping[Word[Topic], SaidBackText] = {}
    """What an answer is in few words, where nobody else can hear."""
    reasons: Mapping[Word[Topic], Annotated[Many[Text], Bounds(min_length=1)]] = {}
    """Why a question about a topic is asked; what comes before it."""
    sounds: Annotated[Many[Text], Bounds(min_length=1)]
    """The filled pauses."""

    def plain(self) -> ServingTable:
        """Return the forms as plain values."""
        back = {
            (topic, so): tuple(forms)
            for topic, each in self.says_back.items()
            for so, forms in ((True, each.yes), (False, each.no))
            if forms
        }
        return ServingTable(
            {before: tuple(forms) for before, forms in self.receipts.items()},
            tags=tuple(self.tags),
            passes_on=tuple(self.passes_on),
            types=tuple(self.types),
            yields=tuple(self.yields),
            says_back=back,
            reasons={topic: tuple(forms) for topic, forms in self.reasons.items()},
            sounds=tuple(self.sounds),
        )


class InPassingText(Provenance):
    """What answers a question that is asked in passing."""

    asks: Annotated[Many[Text], Bounds(min_length=1)]
    """Parts of such a question, in small letters."""
    about: Word[Topic] | None = None
    """The fact that decides: `yes` has the answers where it is so, else `no`."""
    yes: Many[Text] = ()
    """The answers where it is so, the commonest first; without `about`, all of them."""
    no: Many[Text] = ()
    """The answers where it is not so, or not known."""
    means: Mapping[Word[StatementTopic], YesOrNo] = {}
    """What is stated by the answers where it is so: "A bit more" of "How sleepy are you?"."""
    means_no: Mapping[Word[StatementTopic], YesOrNo] = {}
    """What is stated by the answers where it is not so: "It's hard" of getting one's breath."""

    def plain(self) -> InPassing:
        """Return it as a plain value."""
        means, means_no = (
            tuple((topic, so is Fact.YES) for topic, so in stated.items())
            for stated in (self.means, self.means_no)
        )
        yes, no = tuple(self.yes), tuple(self.no)
        return InPassing(tuple(self.asks), self.about, yes, no, means, means_no)


class UnsureOfText(Provenance):
    """What says that something is not known, where it depends on what is asked."""

    about: Annotated[Many[Word[Topic]], Bounds(min_length=1)]
    """What is asked about."""
    of_you: YesNo | None = None
    """Only where the caller is asked about themselves (yes), or only about others (no)."""
    asks: Many[Text] = ()
    """Parts of such a question, in small letters; none: any question about it."""
    forms: Annotated[Many[Text], Bounds(min_length=1)]
    """The answers, the commonest first."""

    def plain(self) -> UnsureOf:
        """Return it as a plain value."""
        return UnsureOf(frozenset(self.about), self.of_you, tuple(self.asks), tuple(self.forms))


class SpeakingFile(FileContent):
    """The file `speaking.yaml`."""

    styles: Mapping[Word[SpeakerKind], StyleText]
    """Each kind of speaker."""
    plays_down: FormsText
    """What comes before the first sentence of a caller who plays it down."""
    openings: FormsText
    """What answers "Which service?" where a scenario has no words for it."""
    what: FormsText
    """What a caller says who has not followed."""
    obeys: FormsText
    """What says that an instruction was heard."""
    greets: FormsText
    """What some callers begin with."""
    same: FormsText
    """What says that nothing has changed."""
    confirms: FormsText
    """What says that what we said back is right."""
    in_passing: Many[InPassingText]
    """What answers a question about the body, or about what a child can see."""
    unsure_of: Many[UnsureOfText] = ()
    """What says that it is not known, by what is asked."""
    address_right: FormsText
    """What may follow a yes to the address on record."""
    here: FormsText
    """Ways to say yes to "Can you hear me?"."""
    asks_back: FormsText
    """What callers ask."""
    angry: FormsText
    """What angry callers say."""
    kept_waiting: FormsText
    """What angry callers say whose "how long?" got no answer."""
    forget_it: FormsText
    """What callers say who change their mind."""
    pleas: FormsText
    """What callers beg for."""
    serving: ServingText
    """What the operator and the call handler say around a sentence."""

    def table(self) -> SpeakingTable:
        """Return the file as plain values."""
        asks = ((each.form(), _SENT[each.when]) for each in self.asks_back.forms)
        return SpeakingTable(
            {kind: style.style() for kind, style in self.styles.items()},
            plays_down=tuple(self.plays_down.plain()),
            openings=tuple(self.openings.plain()),
            what=tuple(self.what.plain()),
            obeys=tuple(each.words for each in self.obeys.plain()),
            greets=tuple(self.greets.plain()),
            same=tuple(each.words for each in self.same.plain()),
            here=tuple(each.words for each in self.here.plain()),
            unsure_of=tuple(each.plain() for each in self.unsure_of),
            address_right=tuple(each.words for each in self.address_right.plain()),
            asks_back=tuple(AsksBackForm(*each) for each in asks),
            angry=tuple(self.angry.plain()),
            confirms=tuple(each.words for each in self.confirms.plain()),
            in_passing=tuple(each.plain() for each in self.in_passing),
            kept_waiting=tuple(self.kept_waiting.plain()),
            forget_it=tuple(self.forget_it.plain()),
            pleas=tuple(self.pleas.plain()),
        )
