"""Goals of the call handler that need not be told apart: they look alike and move nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from simulator.core import acts as do


class Faces:
    """Goals that look alike: what is done for them moves nothing, and the rule sees no difference.

    Words are said, or desk work is done that no row of the flow makes anything of. One that a row
    refuses (a briefing before officers were sent) is no exception: what never comes to be done
    leaves a state that differs only in a plan, and every plan may also come late.
    """

    _WORDS = frozenset({"say", "offer_ways", "set_code", "ask"})
    _DESK = frozenset(
        {"thrive", "read_location", "bring_in", "withhold", "brief_officers", "send_text"}
    )

    def __init__(
        self,
        acts: Mapping[str, Sequence[do.Action]],
        look: Callable[[do.Action], object],
        apart: frozenset[str],
    ) -> None:
        """Sort goals, each with the acts it can lead to, by how a rule will `look` at those.

        Those of `apart` have a face of their own.
        """
        self._acts: dict[str, do.Action] = {}
        self._face: dict[str, str] = {"": ""}
        self._behind: dict[str, list[str]] = {"": [""]}
        looks: dict[object, str] = {}
        for name, (act, *more) in acts.items():
            kind = act.kind
            group = "words" if kind in self._WORDS else "desk" if kind in self._DESK else name
            group = name if name in apart else group
            look_of_all = (group, frozenset(look(each) for each in (act, *more)))
            face = looks.setdefault(look_of_all, f"{group} as {name}" if group != name else name)
            self._face[name] = face
            self._behind.setdefault(face, []).append(name)
            if group != name:
                self._acts.setdefault(face, act)

    def of(self, name: str) -> str:
        """The face of a goal."""
        return self._face[name]

    def behind(self, face: str) -> Sequence[str]:
        """The goals with that face."""
        return self._behind[face]

    def act(self, face: str, act: do.Action) -> do.Action:
        """What stands for an act of a goal with that face."""
        return self._acts.get(face, act)
