"""What the caller or the room did, as a scenario's file has it."""

from __future__ import annotations

from typing import Any

from simulator.core import acts as do
from simulator.core.terms import Manner, Role
from simulator.session.records.left_out import LEFT_OUT


def act_in_file(body: object, role: Role) -> Any:
    """An act as a file has it; none for what follows by itself."""
    match body:
        case do.Press(key=key):
            return {"press": key}
        case do.Tap(times=times):
            return {"tap": times} if times > 1 else "tap"
        case do.Cough(times=times):
            return {"cough": times} if times > 1 else "cough"
        case do.Make(sound=sound):
            return {"sound": sound.value}
        case do.Say(intent=intent, words=words, manner=manner):
            said = {"intent": intent.value, "words": words}
            if manner is Manner.WHISPERED and role is Role.CALLER:
                return {"whisper": said}
            return {"say": {**said, "manner": manner.value}}
        case do.SendText(words=words):
            return {"text": words.strip() or LEFT_OUT}
        case do.HangUp() | do.Lift() | do.Answer() | do.StaySilent():
            return body.kind
        case do.TakePhone() | do.GiveBack():
            return body.kind
        case _:
            return None
