"""The 999 operator when nobody plays them: follows the profile, and is good at the job.

They try every prompt, leave time after the one that asks for a sound, connect on any answer or
disturbance, keep listening while the recording plays, and pass on what was heard. Their memory is
an immutable value, so that a test can visit every state that they can be in.
"""

from __future__ import annotations

from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.describe import handover_words
from simulator.core.flow import MOBILES
from simulator.core.hearing import evidence
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, Entry, SignalRecognised, StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineStage, Reason, Reported, Role, Service, SoundClass
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

_WANTED = {
    Intent.WANTS_POLICE: Service.POLICE,
    Intent.WANTS_AMBULANCE: Service.AMBULANCE,
    Intent.WANTS_FIRE: Service.FIRE,
    Intent.WANTS_COASTGUARD: Service.COASTGUARD,
}
_FALL = do.Make(terms.Sound.FALL_MESSAGE)
_CONCERN = frozenset(
    {
        Reported.SPEECH,
        Reported.VOICES,
        Reported.WHISPER,
        Reported.COUGH,
        Reported.TAP,
        Reported.GROAN,
        Reported.DISTURBANCE,
        Reported.FIFTY_FIVE,
        Reported.NOISE,
    }
)
"""What leaves an operator concerned when the line is lost (assumption, Q15)."""


class OperatorMemory(NamedTuple):
    """All that the operator keeps in mind."""

    kind: terms.LineKind = terms.LineKind.MOBILE
    stage: LineStage = LineStage.IDLE
    said: int = 0
    """How many of the prompts have been begun."""
    asked_for_sound: bool = False
    asking_again: bool = False
    """Whether they have asked the caller to repeat or to confirm a mistake."""
    checking_mistake: bool = False
    settled: bool = False
    """Whether they have decided where the call goes."""
    was_held: bool = False
    heard: frozenset[Reported] = frozenset()
    voices: bool = False
    fallen: bool = False
    """Whether a device reported that its wearer has fallen."""
    listening_to: do.Say | None = None
    """Line being spoken to the operator at this instant."""


class SimulatedOperator:
    """The usual operator."""

    role = Role.OPERATOR
    ears = frozenset({Role.OPERATOR})

    def __init__(self, profile: Profile, chance: RandomStream, silent_before: int = 0) -> None:
        """An operator under `profile`, after `silent_before` silent calls from the number."""
        self.memory = OperatorMemory()
        self._profile = profile
        self._pacing = profile.operator
        self._chance = chance
        self._silent_before = silent_before

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Take in what was heard and decide what comes next."""
        body = entry.body
        match body:
            case CallBegan(line=kind):
                self._keep(kind=kind)
            case StageEntered(stage=stage):
                return self._at_stage(stage)
            case SignalRecognised(signal=signal):
                noise = signal is terms.Recognised.NOISE
                self._note(Reported.NOISE if noise else Reported.FIFTY_FIVE)
            case _ if entry.actor is Role.OPERATOR:
                return self._after_own(body)
            case _ if entry.actor in (Role.CALLER, Role.ROOM):
                return self._on_sound(body, entry.actor)
        return NOTHING

    # --- stages ----------------------------------------------------------------------------------

    def _at_stage(self, stage: LineStage) -> Reaction:
        before = self.memory.stage
        self._keep(stage=stage)
        match stage:
            case LineStage.DIALLED:
                return _then(self._pacing.answers_after, do.Answer())
            case LineStage.WITH_OPERATOR if before is LineStage.HELD:
                return self._settle(do.Connect(Service.POLICE, Reason.DOUBT))
            case LineStage.WITH_OPERATOR:
                return self._prompt(0)
            case LineStage.HELD:
                self._keep(was_held=True)
                self._note(Reported.HANDSET_REPLACED)
                concerned = self._is_concerned()
                connect = do.Connect(Service.POLICE, Reason.DOUBT)
                return self._settle(connect) if concerned else Reaction(replaces_plans=True)
            case LineStage.BACK_WITH_OPERATOR:
                return self._settle(do.Connect(Service.POLICE, Reason.SIGNAL_HEARD))
            case LineStage.CONNECTING_POLICE:
                return _then(1, self._line(Intent.CONNECTING))
            case LineStage.WITH_CALL_HANDLER | LineStage.HELD_WITH_CALL_HANDLER:
                connecting = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
                return _then(1, self._handover()) if before in connecting else NOTHING
            case LineStage.CUT_OFF:
                return self._after_loss()
        return Reaction(replaces_plans=True)

    def _after_loss(self) -> Reaction:
        self._note(Reported.LINE_LOST)
        doubt = self._is_concerned() or self.memory.was_held
        if doubt and self._pacing.passes_on_doubt:
            report = self._report()
            return _then(self._pacing.reaction, do.PassDetails(report, Reason.LINE_CUT))
        return _then(self._pacing.reaction, do.EndCall(Reason.NO_RESPONSE))

    def _is_concerned(self) -> bool:
        return not self.memory.heard.isdisjoint(_CONCERN)

    # --- prompts ---------------------------------------------------------------------------------

    def _prompt(self, wait: Millis) -> Reaction:
        """Plan the next prompt; when all have been tried, what the profile says of such a call."""
        prompts = self._pacing.prompts
        if self.memory.said < len(prompts):
            return _then(wait, self._line(prompts[self.memory.said].intent))
        return _then(wait, self._verdict())

    def _after_own(self, body: Body) -> Reaction:
        match body:
            case do.Say(intent=intent):
                prompts = self._pacing.prompts
                said = self.memory.said
                if said < len(prompts) and intent is prompts[said].intent:
                    self._keep(said=said + 1)
                if intent is Intent.MAKE_A_SOUND:
                    self._keep(asked_for_sound=True)
            case do.Finish(intent=Intent.THANK):
                return self._settle(do.EndCall(Reason.MISTAKE_CONFIRMED))
            case do.Finish(intent=Intent.ASK_AGAIN | Intent.CHECK_MISTAKE):
                # An unanswered question leaves doubt, regardless of earlier answers.
                doubt = self._on_answer(Reason.SPEECH_HEARD)
                return NOTHING if self.memory.settled else _then(self._longest_wait(), doubt)
            case do.Finish(intent=intent) if self.memory.stage is LineStage.WITH_OPERATOR:
                waits = {prompt.intent: prompt.wait for prompt in self._pacing.prompts}
                if intent in waits and not self.memory.settled and not self.memory.asking_again:
                    return self._prompt(waits[intent])
            case do.Finish(intent=None) if self.memory.stage in (
                LineStage.WITH_CALL_HANDLER,
                LineStage.HELD_WITH_CALL_HANDLER,
            ):
                return _then(self._pacing.reaction, do.Leave())
        return NOTHING

    def _longest_wait(self) -> Millis:
        return max(prompt.wait for prompt in self._pacing.prompts)

    def _verdict(self) -> do.Action:
        memory = self.memory
        if memory.fallen:
            return self._on_answer(Reason.INJURY)
        if Reported.DISTURBANCE in memory.heard:
            treatment, reason = self._pacing.disturbance, Reason.DISTURBANCE_HEARD
        elif memory.voices:
            treatment, reason = self._pacing.voices, Reason.SPEECH_HEARD
        elif Reported.BACKGROUND in memory.heard or Reported.KEY_TONE in memory.heard:
            treatment, reason = self._pacing.background, Reason.NO_RESPONSE
        else:
            treatment, reason = self._pacing.quiet, Reason.NO_RESPONSE
        repeats = self._pacing.repeat_calls
        if repeats and self._silent_before + 1 >= repeats:
            self._note(Reported.EARLIER_CALLS)
            return do.Connect(Service.POLICE, Reason.DOUBT)
        if memory.kind in MOBILES and treatment is terms.Treatment.END:
            return do.EndCall(Reason.NO_RESPONSE)
        if memory.kind in MOBILES and treatment is terms.Treatment.RECORDING:
            return do.SendToRecording(reason)
        # From any other line doubt is enough for police [N5 W1 B9].
        return do.Connect(Service.POLICE, Reason.DOUBT if reason is Reason.NO_RESPONSE else reason)

    # --- sounds ----------------------------------------------------------------------------------

    def _on_sound(self, body: Body, actor: Role) -> Reaction:
        if actor is Role.ROOM and evidence(body) is SoundClass.ANSWER:
            # A knock in the room is nobody's answer.
            self._note(Reported.BACKGROUND)
            return NOTHING
        self._remember(body)
        if actor is Role.ROOM and isinstance(body, do.Say) and evidence(body) is None:
            self._note(Reported.DISTURBANCE)
        stage = self.memory.stage
        if stage in (LineStage.RECORDING, LineStage.SOUND_PROMPT):
            return self._while_recording(body)
        if stage is not LineStage.WITH_OPERATOR or self.memory.settled:
            return NOTHING
        if isinstance(body, do.Say) and body.intent is not Intent.NOT_TO_CALL:
            if actor is Role.ROOM:
                # Another voice answers for the caller: not an answer, and a reason for doubt.
                return self._settle(do.Connect(Service.POLICE, Reason.DISTURBANCE_HEARD))
            # Listen to the end before acting on it.
            self._keep(listening_to=body)
            return Reaction(replaces_plans=True)
        if isinstance(body, do.Finish):
            speech = self.memory.listening_to
            if speech is None or actor is Role.ROOM:
                return NOTHING
            self._keep(listening_to=None)
            return self._on_speech(speech)
        return self._on_noise(body)

    def _remember(self, body: Body) -> None:
        sound_class = evidence(body)
        if sound_class is SoundClass.VOICES:
            self._keep(voices=True)
            self._note(Reported.VOICES)
        elif isinstance(body, do.Say):
            faint = body.manner is not terms.Manner.ALOUD
            self._note(Reported.WHISPER if faint else Reported.SPEECH)
        elif sound_class is SoundClass.DISTURBANCE:
            self._note(Reported.DISTURBANCE)
        elif isinstance(body, do.Make) and body.sound is terms.Sound.GROAN:
            self._note(Reported.GROAN)
        elif sound_class is SoundClass.MACHINE:
            self._keep(fallen=self.memory.fallen or body == _FALL)
            self._note(Reported.DEVICE)
        elif sound_class is not None:
            answer = sound_class is SoundClass.ANSWER
            self._note(do.REPORTS.get(body.kind, Reported.TAP if answer else Reported.BACKGROUND))

    def _while_recording(self, body: Body) -> Reaction:
        """The operator listens; whether they act on a sound is a chance that the profile sets."""
        answered = isinstance(body, do.Say) or evidence(body) is SoundClass.ANSWER
        if answered and self._chance.happens(self._pacing.notices_noise_percent):
            connect = do.Connect(Service.POLICE, Reason.SIGNAL_HEARD)
            return _then(self._pacing.notices_noise_after, connect)
        return NOTHING

    def _on_speech(self, body: do.Say) -> Reaction:
        memory = self.memory
        if body.intent in _WANTED:
            return self._settle(do.Connect(_WANTED[body.intent], Reason.SPEECH_HEARD))
        if memory.checking_mistake and body.intent in (Intent.SAYS_YES, Intent.SAYS_MISTAKE):
            return self._settle(self._line(Intent.THANK))
        if memory.asking_again:
            return self._settle(self._on_answer(Reason.SPEECH_HEARD))
        mistake = body.intent is Intent.SAYS_MISTAKE
        self._keep(asking_again=True, checking_mistake=mistake)
        ask = Intent.CHECK_MISTAKE if mistake else Intent.ASK_AGAIN
        return _then(self._pacing.reaction, self._line(ask))

    def _on_noise(self, body: Body) -> Reaction:
        """A tap or a cough is an answer at any prompt; a key tone once a sound was asked for."""
        sound_class = evidence(body)
        if body == _FALL:
            # Leave the wearer time to answer, as with any silent caller.
            return NOTHING
        treatment = (
            {
                SoundClass.DISTURBANCE: self._pacing.disturbance,
                SoundClass.VOICES: self._pacing.voices,
                SoundClass.MACHINE: terms.Treatment.POLICE_AT_ONCE,
            }.get(sound_class)
            if sound_class
            else None
        )
        if treatment is terms.Treatment.POLICE_AT_ONCE:
            disturbed = sound_class is SoundClass.DISTURBANCE
            reason = Reason.DISTURBANCE_HEARD if disturbed else Reason.SPEECH_HEARD
            return self._settle(do.Connect(Service.POLICE, reason))
        if sound_class is not SoundClass.ANSWER:
            return NOTHING
        if isinstance(body, do.Press) and not self.memory.asked_for_sound:
            return NOTHING
        return self._settle(self._on_answer(Reason.SIGNAL_HEARD))

    def _on_answer(self, reason: Reason) -> do.Connect:
        """To police; after a message of a fall to the ambulance (assumption: none is published)."""
        service = Service.AMBULANCE if self.memory.fallen else Service.POLICE
        return do.Connect(service, reason)

    # --- memory ----------------------------------------------------------------------------------

    def _settle(self, action: do.Action) -> Reaction:
        """Decide for good, and drop all other plans."""
        self._keep(settled=True)
        return _then(self._pacing.reaction, action)

    def _keep(self, **changes: object) -> None:
        self.memory = self.memory._replace(**changes)  # type: ignore[arg-type]

    def _note(self, reported: Reported) -> None:
        self._keep(heard=self.memory.heard | {reported})

    def _report(self) -> tuple[Reported, ...]:
        return tuple(r for r in Reported if r in self.memory.heard) or (Reported.NOTHING,)

    def _handover(self) -> do.HandOver:
        report = self._report()
        return do.HandOver(report, handover_words(report, self.memory.kind))

    def _line(self, intent: Intent) -> do.Say:
        return do.Say(intent, self._profile.words(intent))


def _then(after: Millis, action: do.Action) -> Reaction:
    """Drop what was planned, and plan this."""
    return Reaction([PlannedAct(after, action)], replaces_plans=True)
