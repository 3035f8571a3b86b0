"""The quiet screen: who is a colour, how loud a weight, one loud thing, the last caption in sight.

These are the points that the notes of the drawn desk say must not be lost.
"""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.geometry import Region
from textual.widget import Widget

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, LineStage, Manner, Role, Sound
from simulator.seat.view.caption_lines import caption, caption_words
from simulator.seat.view.cards import KnownBy, LineWeight
from simulator.seat.view.sound_cards import LATELY, SHOUT, Voice, sound_spans, voice_of, weight_of
from simulator.tui.base.screen_frame import Banner
from simulator.tui.base.themes import TOKENS
from simulator.tui.call.act_panel import Keypad
from simulator.tui.call.captions import Captions
from simulator.tui.call.status_bar import StatusBar
from tests.daily import a_share_of_cases
from tests.session.calls import DEFAULT
from tests.tui.apps import IN_THE_ROOM, SURE, Person, playing, setup

HANDLER, CALLER, ROOM = Role.CALL_HANDLER, Role.CALLER, Role.ROOM
SIZES = [(60, 20), (80, 24), (120, 40), (160, 45)]
ANSWERED = (LineStage.CONNECTING_POLICE, "a", 12_000)


def entry(by: Role, act: do.Action, at: int = 1_000, seq: int = 1) -> Entry:
    return Entry(seq, at, by, by, act)


@pytest.mark.parametrize(
    ("by", "act", "voice", "weight"),
    [
        (CALLER, do.Tap(), Voice.CALLER, 2),
        (CALLER, do.Cough(), Voice.CALLER, 3),
        (CALLER, do.Say(Intent.SAYS_YES, "Yes.", Manner.WHISPERED), Voice.CALLER, 2),
        (ROOM, do.Make(Sound.CLOTH), Voice.ROOM, 1),
        (ROOM, do.Make(Sound.DOOR), Voice.ROOM, 3),
        (ROOM, do.Make(Sound.SHOUTING), Voice.ROOM, SHOUT),
        (Role.OPERATOR, do.Say(Intent.WHICH_SERVICE, "Which service?"), Voice.COLLEAGUE, 0),
        (HANDLER, do.Say(Intent.REASSURE, "I am here."), Voice.YOU, 0),
        (HANDLER, do.Search(), Voice.ACT, 0),
    ],
)  # fmt: skip
def test_a_sound_has_a_voice_and_a_weight(
    by: Role, act: do.Action, voice: Voice, weight: int
) -> None:
    """A shout and a rustle are not alike, and neither is a voice."""
    found = entry(by, act)
    assert (voice_of(found, HANDLER), weight_of(found)) == (voice, weight)
    shown = caption(found, HANDLER, DEFAULT)
    assert shown is not None
    assert (shown.voice, shown.weight) == (voice, weight)


def test_speech_has_quotation_marks_a_sound_has_none_and_an_act_is_a_sentence() -> None:
    for by, act, words in (
        (CALLER, do.Say(Intent.SAYS_YES, "Yes."), "\u201cYes.\u201d"),
        (ROOM, do.Make(Sound.CLOTH), "rustling cloth"),
        (HANDLER, do.Search(), "You search the number's history and markers"),
        (HANDLER, do.Answer(), "You answer"),
    ):  # fmt: skip
        shown = caption(entry(by, act), HANDLER, DEFAULT)
        assert shown is not None
        assert caption_words(shown) == words


def test_the_strip_has_the_sounds_of_the_captions_of_the_last_half_minute() -> None:
    said = do.Say(Intent.REASSURE, "I am here.")
    heard = [
        entry(ROOM, do.Make(Sound.DOOR), 1_000, 0),
        entry(HANDLER, said, 40_000, 1),
        entry(HANDLER, do.Finish(said.intent), 43_000, 2),
        entry(CALLER, do.Tap(), 50_000, 3),
    ]
    spans = sound_spans(heard, HANDLER, DEFAULT, 60_000)
    assert [(each.begin, each.end, each.name) for each in spans] == [
        (40_000, 43_000, "you"), (50_000, 51_000, "caller"),
    ]  # fmt: skip
    assert all(each.end >= 60_000 - LATELY for each in spans)


async def test_a_shout_is_one_red_band_with_free_rows_and_nothing_else_is_red() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.walk(*ANSWERED)
        captions = person.call_screen.query_one(Captions)
        shout = caption(entry(ROOM, do.Make(Sound.SHOUTING)), HANDLER, DEFAULT)
        assert shout is not None
        captions.add([shout])
        red, band = (Color.parse(TOKENS["night"][name]) for name in ("shout", "band"))
        drawn = [
            {(tuple(s.style.color.triplet or ()), tuple(s.style.bgcolor.triplet or ()))
             for s in line if s.style and s.style.color and s.style.bgcolor}
            for line in captions.lines
        ]  # fmt: skip
        reds = [n for n, row in enumerate(drawn) if any(ink == red.rgb for ink, _ in row)]
        assert reds == [len(drawn) - 1]
        assert all(ground == band.rgb for _, ground in drawn[-1])
        assert not captions.lines[-2].text.strip(), "a free row before it"


@pytest.mark.parametrize("size", SIZES)
@a_share_of_cases(2)
async def test_the_last_caption_is_never_covered_and_the_transcript_is_lost_last(
    size: tuple[int, int],
) -> None:
    """Whatever is open above the line: acts, a card, a long notice."""
    async with playing(setup(IN_THE_ROOM, HANDLER, coached=True), size=size) as person:
        await person.walk(*ANSWERED)
        await last_is_seen(person)
        await person.open_acts()
        await last_is_seen(person)
        await person.press("escape")
        for _ in range(4):
            await person.press("tab")
            await last_is_seen(person)
        screen = person.call_screen
        others = [pane for pane in screen.query(".cards, #seat, #peek") if pane.display]
        transcript = screen.query_one("#line").region.area
        assert all(transcript >= each.region.area for each in others)


async def last_is_seen(person: Person) -> None:
    await person.settle()
    captions = person.call_screen.query_one(Captions)
    last = caption_words(person.sitting.captions[HANDLER][-1]).split()
    rows = "\n".join(person.rows(captions.region))
    assert last[0] in rows
    assert last[-1] in rows
    assert captions.region.height >= 4


@pytest.mark.parametrize("size", SIZES)
@a_share_of_cases(2)
async def test_the_safety_line_is_on_every_screen_also_over_help_and_palette(
    size: tuple[int, int],
) -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=size) as person:
        for opened in ("f1", "escape", "ctrl+p"):
            await person.press(opened)
            assert "This cannot call 999" in person.shown[0], opened
            assert "Leave F2" in person.shown[0]


async def test_a_click_on_leave_leaves() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.click(Banner, offset=(person.app.size.width - 6, 0))
        assert person.app.return_code == 0


async def test_only_what_rings_pulses_and_not_if_motion_is_reduced() -> None:
    """Everything else stays; the state is a word as well."""
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        bar = person.call_screen.query_one(StatusBar)
        assert person.app.calm
        assert bar.pulse is None
    of = setup(IN_THE_ROOM, HANDLER)
    async with playing(of, moving=True) as person:
        bar = person.call_screen.query_one(StatusBar)
        await person.walk(LineStage.CONNECTING_POLICE)
        assert bar.pulses
        bar.beat()
        assert bar.query_one("#state").has_class("-low")
        await person.walk("a", 3_000)
        assert not bar.pulses
        assert not bar.query_one("#state").has_class("-low")


async def test_every_fact_says_how_it_is_known_and_by_whom() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.walk(*ANSWERED)
        (card,) = (c for c in person.sitting.cards(HANDLER) if c.id == "incident")
        facts = [line for line in card.lines if line.label not in ("Grade", "Target")]
        assert all(line.known for line in facts)
        open_facts = [line for line in facts if line.text == "not known"]
        assert {line.label for line in open_facts} == {"Danger", "Hurt", "Children", "Weapon"}
        assert {line.known for line in open_facts} == {KnownBy.NOT}
        assert {line.weight for line in open_facts} == {LineWeight.QUIET}
        assert person.text.count("\N{WHITE CIRCLE} ") >= len(open_facts)


@pytest.mark.parametrize("size", SIZES[1:])
async def test_a_paused_and_an_ended_call_say_so_and_what_to_press(size: tuple[int, int]) -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=size) as person:
        await person.walk(*ANSWERED)
        await person.press("f5")
        assert "PAUSED" in person.line("#state")
        assert "F5 goes on" in person.line("#turn")
        await person.press("f5")
        await person.walk("g", "1", "1", "d", "1", 2_000)
        await person.walk("e", "1", *SURE, 1_000)
        assert "The line is closed" in person.line("#turn")
        assert "The incident is still open" in person.remark
        assert "/close" in person.remark
        await person.walk("z", "1", *SURE)
        await person.until_ends()
        assert "ENDED" in person.line("#state")
        assert "The call is over" in person.line("#turn")
        assert "Enter" in person.text


@pytest.mark.parametrize("size", [(120, 40), (160, 45)])
async def test_a_callers_transcript_is_larger_than_the_phone_and_has_each_act_beside_it(
    size: tuple[int, int],
) -> None:
    """The phone was larger than what is heard, in a window of 120 columns."""
    async with playing(setup(IN_THE_ROOM, Role.CALLER), size) as person:
        await person.dial(LineStage.WITH_OPERATOR)
        parts = [person.call_screen.query_one(name).region for name in ("#line", "#phone", "#seat")]
        line, phone, room = parts
        assert line.area > phone.area
        assert line.area > room.area
        assert "h Hang up" in person.text
        assert [row.split()[-1] for row in person.shown if " Cough" in row] == ["clear"]


def filled(widget: Widget, word: str) -> set[tuple[int, ...]]:
    """The fills behind a word of a widget."""
    strips = widget.render_lines(Region(0, 0, *widget.size))
    return {
        tuple(each.style.bgcolor.triplet or ())
        for strip in strips
        for each in strip
        if word in each.text and each.style and each.style.bgcolor
    }


async def test_the_key_that_counts_is_filled_when_it_counts() -> None:
    """Its letters stay as they were, and so it was never painted: only the fill changes."""
    async with playing(setup(IN_THE_ROOM, CALLER), size=(120, 40)) as person:
        await person.dial(LineStage.WITH_OPERATOR)
        pad = person.call_screen.query_one(Keypad)
        assert filled(pad, "5") == filled(pad, "6")
        await person.walk(Intent.RECORDING_ASKS_FOR_55, 1_000)
        assert "PRESS 55 NOW" in person.text
        assert filled(pad, "5") != filled(pad, "6")


async def test_the_one_to_whom_the_line_speaks_is_filled() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 2_000)
        band = person.call_screen.query_one("#to")
        assert filled(band, "Caller") != filled(band, "Log")
        first = filled(band, "Caller")
        await person.press("ctrl+o")
        assert filled(band, "Caller") == filled(band, "Log")
        assert filled(band, "Officers") not in (filled(band, "Log"), first)
