"""The first pages of the labelled calls: the fault that an expert names, and no other."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Moment
from simulator.debrief.assess.findings import Judgement
from simulator.debrief.render.first_page import (
    MOST_LINES,
    MOST_WORDS,
    WIDTH,
    first_page,
    page_sections,
)
from simulator.debrief.render.late_words import Lateness, in_late_words
from simulator.guidance.stakes import Stake
from simulator.review.transcript import EntrySummary
from simulator.rules.rule_sentences import Extent
from tests.cli.command import silent999
from tests.daily import first_a_day, some_a_day
from tests.debrief.test_labelled_calls import EXPECTED, FOLDER
from tests.debrief.trainees import HANDLER, trained
from tests.debrief.trainees import debriefed as debriefed_run
from tests.proof import plays
from tests.session.sitting import SHIPPED

calls = pytest.mark.parametrize("call", some_a_day(EXPECTED, 8))


@cache
def words_of(call: str) -> tuple[str, ...]:
    """The command line that debriefs a call."""
    seat = EXPECTED[call].get("seat", "call_handler")
    return ("debrief", str(FOLDER / f"{call}.yaml"), "--seat", seat, "--records", str(FOLDER))


@cache
def debriefed(call: str) -> dict[str, Any]:
    """The debrief of a call as JSON."""
    found: dict[str, Any] = json.loads(silent999(*words_of(call), "--format", "json").out)
    return found


@calls
def test_what_to_do_next_is_what_an_expert_names(call: str) -> None:
    """Each criterion on the page is one that the expert named; a fault of theirs comes first."""
    missed = EXPECTED[call].get("missed", [])
    named = {*missed, *EXPECTED[call].get("as_well", ())}
    criteria = [step["criterion"] for step in debriefed(call)["first_page"]["next"]]
    assert set(criteria) <= named
    if missed:
        assert criteria[0] in named


@calls
def test_a_strength_is_an_act_of_the_trainee_at_its_moment(call: str) -> None:
    """It met its finding, or is one of the acts that no criterion asks of every call."""
    debrief = debriefed(call)
    states = {found["id"]: found for found in debrief["findings"]}
    acts = {line["seq"]: line for line in debrief["ears"][0]["lines"]}
    for strength in debrief["first_page"]["strengths"]:
        finding = states[strength["criterion"]]
        if not strength["earned_by"]:
            assert finding["state"] == "met"
            assert strength["seq"] in finding["evidence"]
        seat = finding["role"].replace("_", " ").capitalize()
        assert (acts[strength["seq"]]["who"], acts[strength["seq"]]["at"]) == (seat, strength["at"])


@calls
def test_a_strength_shows_what_came_of_the_act_in_this_call(call: str) -> None:
    """Each is an act with its words, and what followed from it or what it answered, with a time."""
    for strength in debriefed(call)["first_page"]["strengths"]:
        assert strength["text"].startswith("You ")
        assert re.search(r" \d+ (s|min)\b| at once", strength["text"]), strength["text"]
        if strength["led_to"] is not None:
            assert strength["led_to"] > strength["seq"]


def test_a_good_call_is_praised_for_what_its_acts_brought() -> None:
    found = debriefed("01-strangers-in-the-office")["first_page"]["strengths"]
    assert [each["text"] for each in found] == [
        'You asked "Let\'s try it. Can you hear me?"; one tap came 1 s later: yes.',
        'You asked "Are you where nobody else can hear?"; two taps came at once: no.',
        'You asked "Are you in the building with the round entrance?"; one tap came at once: yes.',
    ]


def test_what_this_call_asked_for_comes_before_what_every_call_has() -> None:
    """An ambulance asked in three seconds after the words, before a grade or a search."""
    scenario = "dad-is-shaking"
    found = json.loads(silent999("debrief", scenario, "--format", "json").out)
    strengths = found["first_page"]["strengths"]
    assert strengths[0]["criterion"] == "ambulance-brought-in"
    assert re.search(r"You asked for an ambulance, \d+ s after ", strengths[0]["text"])


@calls
def test_no_two_acts_are_praised_for_one_answer(call: str) -> None:
    """Closed and ended after the same words of officers: one of them is enough."""
    shown = [each["led_to"] for each in debriefed(call)["first_page"]["strengths"]]
    followed = [seq for seq in shown if seq is not None]
    assert len(followed) == len(set(followed))


def keeps_to_its_size(page: str) -> bool:
    """Whether a page as printed has at most so many words, lines and columns."""
    lines = page.splitlines()
    fits = len(lines) <= MOST_LINES and max(map(len, lines)) <= WIDTH
    return fits and len(page.split()) <= MOST_WORDS


@pytest.mark.parametrize("one_in", first_a_day([12, 1]))
def test_the_page_of_every_shipped_scenario_keeps_to_its_size(one_in: int, tmp_path: Path) -> None:
    for name in sorted(SHIPPED)[::one_in]:
        for seat in SHIPPED[name].seats:
            page = silent999("debrief", name, "--seat", seat, "--records", tmp_path).out
            assert "HOW IT ENDED" in page
            assert keeps_to_its_size(page), (name, seat)


def test_acts_are_told_to_the_trainee_in_the_second_person() -> None:
    steps = first_page(plays.debriefed(plays.handler_badly())).next_steps
    assert [step.happened for step in steps] == [
        "You closed on a caller who had signalled, not yet plainly safe and alone, and ended the "
        'line; the reason given was "checked, no concern left."',
        "You graded or closed without a search of the number: you set the grade scheduled (no "
        "response).",
        'You asked before you had set a code: "A weapon? Children?"',
    ]


def test_help_not_sought_and_a_caller_let_go_come_before_codes_and_seconds() -> None:
    """Codes, questions and four seconds are missed in these calls too, and at graver weight."""
    steps = first_page(plays.debriefed(plays.handler_badly())).next_steps
    assert [step.criterion for step in steps[:2]] == [
        "signalled-not-closed-unasked",
        "number-searched",
    ]
    lied = debriefed("20-an-ambulance-not-asked-for")["first_page"]["next"]
    assert [step["criterion"] for step in lied][:2] == ["honest-services", "ambulance-brought-in"]


def test_what_never_came_is_shown_at_what_called_for_it() -> None:
    """The high-risk marker was found at 0:18, and a low grade given in spite of it."""
    page = " ".join(silent999(*words_of("22-graded-too-low")).out.split())
    assert "0:18 You did not grade it as an emergency, in spite of the high-risk marker" in page
    assert "after found: high-risk domestic abuse" in page
    steps = {s["criterion"]: s for s in debriefed("22-graded-too-low")["first_page"]["next"]}
    assert steps["marker-is-emergency"]["at"] == 18_000


def test_a_line_ended_as_the_call_is_closed_is_told_with_the_close() -> None:
    """The line was ended five seconds before; that nobody looks again is the harm (LP-11)."""
    debrief = plays.debriefed(plays.handler_badly())
    missed = {each.criterion.id: each for part in debrief.parts for each in part.findings}
    ended, closed = missed["line-kept-open"], missed["signalled-not-closed-unasked"]
    assert ended.judgement is closed.judgement is Judgement.MISSED
    assert (ended.evidence[-1].at, closed.evidence[-1].at) == (80_000, 85_000)
    steps = first_page(debrief).next_steps
    assert "line-kept-open" not in {step.criterion for step in steps}
    assert not steps[0].came_of_it, "told once"


def test_a_line_that_is_ended_long_before_the_close_has_its_own_place() -> None:
    """Two decisions: to let the caller go, and minutes later that nobody is sent."""
    debrief = plays.debriefed(plays.handler_badly())
    (part,) = debrief.parts
    at = {"line-kept-open": 20_000}
    apart = tuple(
        replace(each, evidence=tuple(e._replace(at=at[each.criterion.id]) for e in each.evidence))
        if each.criterion.id in at
        else each
        for each in part.findings
    )
    steps = first_page(replace(debrief, parts=(replace(part, findings=apart),))).next_steps
    found = {step.criterion: step.happened for step in steps}
    assert "line-kept-open" in found
    assert "ended the line" not in found["signalled-not-closed-unasked"]


def test_what_was_untrue_comes_before_every_strength() -> None:
    call = "20-an-ambulance-not-asked-for"
    page = silent999(*words_of(call)).out
    assert page.index("You spoke of help that you had not asked for") < page.index("WHAT HELPED")
    assert debriefed(call)["first_page"]["next"][0]["untrue"] is True


def page_of(scenario: str, seed: int, handler: str, *more: str) -> tuple[str, list[dict[str, Any]]]:
    """The page of a drawn call in one line, and what it names for next time."""
    words = ("debrief", scenario, "--seed", f"{seed}", "--handler", handler, *more)
    page = " ".join(silent999(*words).out.split())
    return page, json.loads(silent999(*words, "--format", "json").out)["first_page"]["next"]


def test_what_came_later_among_other_news_is_not_said_never_to_have_come() -> None:
    """The lay-by was passed on after 80 s; that it was due within a minute is all that is so."""
    call = "09-lost-on-the-moor"
    page = " ".join(silent999(*words_of(call)).out.split())
    (news,) = debriefed(call)["first_page"]["next"]
    assert news["happened"].startswith(
        "Something new did not reach officers within a minute, after"
    )
    assert "never came" not in page
    assert not re.search(r"; it came\b", page), "nothing before it that could have come"


def test_what_was_new_before_a_late_briefing_is_told_with_it() -> None:
    """Smoke at the door was new before the first briefing: that this came late is all of it."""
    page, steps = page_of("smoke-on-the-landing", 67, "ordinary")
    late = "You sent officers, and gave them nothing that they could act on until 1:36."
    assert [step["happened"] for step in steps].count(late) == 1
    assert "Something new" not in page


def test_one_time_is_given_for_one_silence_and_no_fault_is_its_own_consequence() -> None:
    page, steps = page_of("child-with-a-phone", 66, "ordinary")
    assert "over twenty seconds" not in page
    assert "You said nothing to the caller for " in page
    silent = next(s for s in steps if s["happened"].startswith("You said nothing"))
    assert not silent["came_of_it"]


def test_an_act_that_the_finding_names_is_not_named_a_second_time() -> None:
    """What is added is the reason that was given, in words and not in brackets."""
    page, _ = page_of("child-with-a-phone", 66, "ordinary")
    assert 'safe and alone; the reason given was "safety confirmed."' in page
    assert "without a safe answer" not in page, "she had said that she was safe"
    left, _ = page_of("somebody-picks-up", 64, "good", "--seat", "operator", "--operator", "poor")
    assert "you left the call to the police" not in left
    briefed, _ = page_of("partner-in-the-room", 68, "ordinary")
    assert ": you briefed officers: " not in briefed


def test_a_wait_in_the_queue_is_named_where_nothing_else_was_missed() -> None:
    """The page and the findings behind it say the same of a call that waited."""
    page, steps = page_of("row-in-the-kitchen", 61, "good")
    assert not steps
    said = r"The call waited \d+ s for a desk, as calls in a queue do\. Nothing else"
    assert re.search(said, page)


def test_a_record_with_some_words_does_not_say_that_none_were_kept() -> None:
    page, _ = page_of("in-the-stockroom", 71, "poor")
    assert "Your words were not kept" not in page


def test_an_answer_that_never_reached_officers_is_named_before_all_but_a_lie() -> None:
    """What they lacked is named, before what was said aloud of officers."""
    debrief = debriefed_run(trained("a-cough-and-a-code", HANDLER))
    (part,) = debrief.parts
    found = {each.criterion.id: each for each in part.findings}
    never = replace(
        found["answers-passed-on"],
        judgement=Judgement.MISSED,
        evidence=found["answers-passed-on"].evidence[:1],
        extent=Extent(300_000, came=False),
    )
    aloud = replace(
        found["hearing-asked-first"],
        judgement=Judgement.MISSED,
        evidence=found["briefed-in-time"].evidence[-1:],
    )
    shown = replace(part, findings=(aloud, never), never_passed_on=("weapon present",))
    first, second = first_page(replace(debrief, parts=(shown,))).next_steps
    assert (first.criterion, second.criterion) == ("answers-passed-on", "hearing-asked-first")
    assert first.happened == (
        "Officers were never given what the caller had answered when you sent them: weapon present."
    )


def test_what_came_late_by_what_is_known_is_not_said_never_to_have_come() -> None:
    """The extent of a rule on what a seat knows was worked out with nothing ever learned."""
    page, _ = page_of("in-the-stockroom", 65, "poor")
    assert re.search(r"nothing that they could act on until \d:\d\d\.", page)
    assert "never given what the caller had answered" not in page


def test_doubt_said_aloud_comes_before_everything_but_a_lie() -> None:
    """LP-05: no other rule outweighs it."""
    page, steps = page_of("in-the-stockroom", 71, "poor")
    assert "I'm not sure that's one for the police" in page
    assert steps[0]["criterion"] == "no-scolding"


def strengths(scenario: str, seed: int, person: str, seat: str = "handler") -> list[dict[str, Any]]:
    """What a drawn call is praised for."""
    words = ["debrief", scenario, "--seed", f"{seed}", f"--{seat}", person, "--format", "json"]
    words += ["--seat", "operator"] if seat == "operator" else []
    found: list[dict[str, Any]] = json.loads(silent999(*words).out)["first_page"]["strengths"]
    return found


def test_a_question_that_was_answered_before_is_not_praised_when_it_is_asked_again() -> None:
    """The tummy was asked about at 1:38; at 2:21 it was asked again, over the child's words."""
    said = [each["text"] for each in strengths("nanny-on-the-floor", 62, "good")]
    assert not [each for each in said if "tummy" in each]
    assert any(each.startswith("You gave ambulance control what was new") for each in said)


def test_a_no_to_harm_where_another_person_listens_settles_nothing_and_is_no_strength() -> None:
    said = [each["text"] for each in strengths("partner-in-the-room", 68, "ordinary")]
    assert not [each for each in said if "hurt" in each or "hand" in each]


def test_who_can_hear_asked_after_officers_were_spoken_of_is_no_strength() -> None:
    criteria = [each["criterion"] for each in strengths("in-the-stockroom", 71, "poor")]
    assert "who-hears-asked" not in criteria


def test_a_grade_that_stands_already_or_delays_help_is_no_strength() -> None:
    for scenario, seed, person in (
        ("child-with-a-phone", 66, "ordinary"),
        ("voices-in-a-moving-car", 72, "poor"),
    ):
        said = [each["text"] for each in strengths(scenario, seed, person)]
        assert not [each for each in said if "set the grade" in each], said


def test_an_operator_is_praised_for_connecting_on_doubt() -> None:
    (one,) = strengths("somebody-picks-up", 64, "poor", "operator")
    assert one["text"] == (
        "You connected the call to police, with breathing and no answer to go on."
    )


def test_what_a_supervisor_decided_is_said_and_a_quotation_is_cut_where_a_sentence_ends() -> None:
    texts = [each["text"] for each in strengths("row-in-the-kitchen", 61, "good")]
    assert any(each.endswith("later: officers stay there.") for each in texts)
    said = [each["text"] for each in strengths("in-the-stockroom", 71, "poor")]
    assert any('"There\'s a man in the shop with a knife. ..."' in each for each in said)


def test_a_reason_is_given_in_words_and_not_in_brackets() -> None:
    page, _ = page_of("low-voice", 65, "ordinary")
    assert 'You sent officers at 0:21; your reason was "marker on the number."' in page
    said = [each["text"] for each in strengths("child-with-a-phone", 66, "ordinary")]
    assert any(each.endswith('your reason was "ringing seems safe."') for each in said)


def test_what_came_too_late_is_said_by_the_act_with_both_times() -> None:
    page, _ = page_of("low-voice", 65, "ordinary")
    late = "0:21 You sent officers, and gave them nothing that they could act on until 1:52."
    assert late in page


def test_the_end_is_said_of_the_trainee_who_brought_it_about() -> None:
    """Who rang off is the trainee: "the call ended" hides it."""
    page, _ = page_of("an-empty-packet", 69, "poor")
    assert re.search(r"You rang off at \d+:\d\d, before they arrived\.", page)
    operator, _ = page_of(
        "watch-in-the-gym", 70, "good", "--seat", "operator", "--operator", "poor"
    )
    assert "You ended it at 0:30" in operator
    assert "taken for" not in operator, "which would hint that it was none"
    closed, _ = page_of("child-with-a-phone", 66, "ordinary")
    assert "You closed the call at 4:16 and sent no officers" in closed


def test_a_no_that_nobody_gave_is_quoted_and_not_the_words_before_it() -> None:
    page, _ = page_of("an-empty-packet", 69, "poor")
    assert 'a no that nobody had given: "No to: someone is hurt."' in page


def test_the_question_is_none_that_the_page_has_answered() -> None:
    """It asks of the gravest fault what the call can answer, and not what the page has said."""
    page, _ = page_of("in-the-stockroom", 71, "poor")
    assert "Who could have heard it?" not in page
    assert page.endswith("--full.")
    assert "What did the caller hear, and how else could you have asked?" in page


@pytest.mark.parametrize(
    ("scenario", "seed", "person", "asks"),
    [
        ("nanny-on-the-floor", 62, "good", "How far did you rest on it"),
        ("smoke-on-the-landing", 67, "ordinary", "what for going out?"),
        ("pizza-please", 63, "good", "What else could you have asked without breaking that?"),
    ],
)
def test_the_question_is_of_this_calls_hardest_decision(
    scenario: str, seed: int, person: str, asks: str
) -> None:
    """A child's yes on breathing, staying put in a fire, an order that is kept up."""
    page, _ = page_of(scenario, seed, person)
    assert asks in page.partition("TO THINK ABOUT")[2]


def test_an_operator_is_asked_nothing_of_another_seat() -> None:
    page, _ = page_of("somebody-picks-up", 64, "good", "--seat", "operator", "--operator", "poor")
    assert "call handler say" not in page
    assert "What made you connect it" in page


def test_json_says_what_the_page_says_of_a_wait_in_the_queue() -> None:
    words = ("debrief", "row-in-the-kitchen", "--seed", "61", "--format", "json")
    page = json.loads(silent999(*words).out)["first_page"]
    assert page["waited"] == "The call waited 22 s for a desk, as calls in a queue do."


def told_in(scenario: str, seed: int, handler: str) -> str:
    """The transcript of a drawn call in one line."""
    words = ("run", scenario, "--seed", f"{seed}", "--handler", handler, "--transcript")
    return " ".join(silent999(*words).out.split())


def test_who_is_still_inside_reaches_the_service_that_goes_in() -> None:
    """A girl in twelve who coughed, and her inhaler: the crew looks where a person is known."""
    run = told_in("smoke-on-the-landing", 67, "ordinary")
    for words in ("there's a girl still in twelve", "without her inhaler"):
        to_fire = run.partition("informs fire: ")[2]
        assert words in to_fire.partition("the call is over")[0]
        assert re.search(rf"informs fire: [^|]{{0,200}}{words}", run), words


def test_a_grown_ups_word_is_not_given_as_the_childs_who_rang() -> None:
    """The aunt says that it was a mistake; and nobody was sent, so none is sent to the child."""
    run = told_in("child-with-a-phone", 66, "ordinary")
    assert "At 2:26 the grown-up says" in run
    assert "A child rang; a grown-up has the phone now." in run
    assert "the child says, and may be overheard, it was a mistake" not in run
    assert "Send one of you" not in run


def test_a_childs_yes_on_breathing_goes_on_as_no_more_than_it_is() -> None:
    run = told_in("nanny-on-the-floor", 62, "good")
    assert "there is breathing; whether it is normal isn't known" in run
    assert "the breathing is normal" not in run


def test_nobody_asks_the_fire_service_to_cut_a_passenger_out_of_a_moving_car() -> None:
    run = told_in("voices-in-a-moving-car", 72, "poor")
    assert "asks fire in" not in run


def test_a_caller_who_said_that_they_are_safe_leaves_no_concern() -> None:
    """Rung back, safe, alone and a mistake: "checked, no concern left" is true of that."""
    _, steps = page_of("rang-off-at-hello", 81, "good")
    assert "reason-fits" not in [step["criterion"] for step in steps]


def test_what_a_trace_found_is_still_so_while_the_next_one_runs() -> None:
    _, steps = page_of("a-road-with-no-lights", 81, "good")
    assert "briefing-true" not in [step["criterion"] for step in steps]


def test_a_time_that_was_missed_by_a_breath_is_in_full_alone() -> None:
    """Two seconds over a minute are not worth a word of the page, which says where they are."""
    debrief = debriefed_run(trained("a-cough-and-a-code", HANDLER))
    (part,) = debrief.parts
    sent = next(each for each in part.findings if each.criterion.id == "officers-sent-told")
    for over, shown in ((2_000, False), (20_000, True)):
        late = replace(sent, judgement=Judgement.MISSED, extent=Extent(60_000 + over, came=True))
        others = (each for each in part.findings if each.judgement is Judgement.MET)
        whole = replace(debrief, parts=(replace(part, findings=(*others, late)),))
        page = first_page(whole)
        assert bool(page.next_steps) is shown
        (section,) = (each for each in page_sections(page) if each.title == "Next time")
        assert any("a few seconds (in --full)" in each for each in section.paragraphs) is not shown


def test_the_end_of_words_is_known_by_the_words() -> None:
    """ "After has finished: says yes" does not parse."""
    page, _ = page_of("another-language", 81, "good")
    assert "has finished" not in page


def test_a_service_is_named_as_one_speaks_of_it() -> None:
    said = [each["text"] for each in strengths("under-the-letter-box", 90, "poor")]
    assert any(each.startswith("You asked for the fire service, ") for each in said), said


def test_a_quotation_at_the_end_has_one_full_stop() -> None:
    for scenario, seed, person in (
        ("just-my-sister", 85, "ordinary"),
        ("low-voice", 65, "ordinary"),
    ):
        page, _ = page_of(scenario, seed, person)
        assert '.".' not in page


def test_one_silence_is_not_the_consequence_of_its_own_beginning() -> None:
    _, steps = page_of("slurred-sounds", 87, "ordinary")
    silent = [step for step in steps if step["criterion"] == "first-word-soon"]
    assert not [step for step in silent if "silent" in step["came_of_it"]]


def test_to_look_out_of_a_window_is_no_hard_decision() -> None:
    page, _ = page_of("small-voice", 83, "good")
    assert "see the police from the window" not in page.partition("TO THINK ABOUT")[2]


def test_a_place_not_confirmed_is_no_denial() -> None:
    page, _ = page_of("dad-is-shaking", 92, "poor")
    assert 'a no that nobody had given: "On the number' not in page


def test_the_question_is_of_the_last_call_of_a_run() -> None:
    """Call 1 ended after ten seconds and call 2 was connected: that is what is asked about."""
    words = ("--seat", "operator", "--operator", "poor")
    page, _ = page_of("coughs-when-asked", 99, "good", *words)
    if "Call 2:" in page:
        assert "At 0:10" not in page.partition("TO THINK ABOUT")[2]
        assert "at 0:10" not in page.partition("TO THINK ABOUT")[2]


def test_a_quotation_keeps_its_full_stop_inside() -> None:
    late = Lateness(0, 38_000, came=True, since='"He is diabetic"', own=False)
    said = in_late_words("graded-in-time", late)
    assert said == 'You set the emergency grade 38 s after "He is diabetic."'


@pytest.mark.parametrize("again", [False, True])
def test_a_grade_is_set_again_only_if_one_was_set(again: bool) -> None:
    late = Lateness(0, 168_000, came=True, since="the line went", own=False, again=again)
    said = in_late_words("regraded-when-cut-off", late)
    assert ("set the grade again" in said) is again
    assert "set the grade" in said


def test_a_call_left_to_ring_is_said_to_be_answered_late() -> None:
    """No news led to it, so the act itself is named: "this" came late says nothing."""
    shown = EntrySummary(0, 0, "", "")
    left = Moment(
        Role.CALL_HANDLER, 1, 0, shown, Stake.TIME, None, None, 12_000, True, "Answer", "",
        "Answer a 999 call within ten seconds.", ("G8", "G9"), "answer",
    )  # fmt: skip
    assert left.did == '"Answer" came 12 seconds late.'


def test_what_was_said_in_a_known_hearing_is_a_fault_of_its_own_and_the_first() -> None:
    """He said what she was to say at 1:34; officers were spoken of aloud at 2:07."""
    page, steps = page_of("say-it-was-an-accident", 233, "poor")
    first, second, third = (step["criterion"] for step in steps)
    assert (first, second, third) == ("hearing-asked-first", "whose-word-it-is", "no-scolding")
    assert "You spoke of officers, after another voice had been heard at 1:34" in page
    assert "without knowing who else could hear" not in page
    assert "At the door" not in page or "that nobody had rung" not in page
    assert "turned officers away at the door" in page


def test_what_officers_are_given_that_is_not_so_comes_before_a_rude_line() -> None:
    _, steps = page_of("nobody-need-come", 158, "ordinary")
    assert [step["criterion"] for step in steps][:2] == ["no-answer-is-not-no", "no-scolding"]


def test_the_page_objects_to_the_no_that_nobody_gave_and_not_to_another() -> None:
    """Of two that were ruled out, the child had answered one."""
    page, _ = page_of("nanny-on-the-floor", 121, "poor")
    assert 'a no that nobody had given: "No to: another person present."' in page


def test_a_late_act_is_shown_when_it_was_done() -> None:
    """The crying came with the operator's words at 0:39; the grade was set at 1:21."""
    page, steps = page_of("nobody-need-come", 158, "ordinary")
    graded = next(step for step in steps if step["criterion"] == "graded-in-time")
    assert graded["at"] // 1_000 == 81
    assert "1:21 You set the emergency grade 42 s after" in page


def test_a_person_is_asked_of_the_handlers_words_at_those_words() -> None:
    page, _ = page_of("pizza-please", 233, "ordinary")
    assert "0:41 Did the words keep the cover?" in page


def test_a_briefing_that_all_is_well_is_no_first_briefing() -> None:
    """ "Reported safe and well" at 1:55 gave officers nothing; words to act on came at 2:00."""
    found = debriefed_findings("say-it-was-an-accident", 233, "poor")
    late = found["briefed-in-time"]
    assert "2:00" in late["because"]


def test_that_it_is_worse_is_for_ambulance_control() -> None:
    page, _ = page_of("my-voice-keeps-going", 534, "poor")
    assert "7:45 Within 60 s ambulance control did not have what was new" in page


def test_no_question_was_missed_by_one_to_whom_nobody_had_said_a_word() -> None:
    """Her driver sat beside her, and no word was said to her in 67 s."""
    page, _ = page_of("past-the-turning", 409, "poor")
    assert "although the caller could answer" not in page
    assert "The caller says where: the hospital" not in page, "she had passed it"
    assert "You searched the number's history" not in page, "it found nothing"


def debriefed_findings(scenario: str, seed: int, handler: str) -> dict[str, dict[str, Any]]:
    """The findings of a drawn call, by criterion."""
    words = ("debrief", scenario, "--seed", f"{seed}", "--handler", handler, "--format", "json")
    parts = json.loads(silent999(*words).out)["parts"]
    return {each["criterion"]: each for part in parts for each in part["findings"]}


def test_an_interpreter_who_was_asked_for_late_is_the_gravest_of_that_call() -> None:
    """ "No English" at 0:16; the interpreter was asked for at 5:18, and hardly a word before."""
    page, steps = page_of("until-an-interpreter-comes", 377, "careful")
    assert steps[0]["criterion"] == "interpreter-asked"
    assert "5:18 You asked for an interpreter 5 min 2 s after" in page
    assert "You did not ask about weapons" not in page, "the interpreter was asked to"
    assert "you kept to it for" not in page, "she had to ask whether anybody was coming"


def test_to_have_the_caller_seen_alone_is_a_strength_of_the_door() -> None:
    """Another person turned officers away; what then asked for a supervisor is no fault in it."""
    page, _ = page_of("say-it-was-an-accident", 233, "poor")
    assert 'You briefed officers: "Please see the caller alone' in page
    assert "after they had met another person at the door" in page


def test_a_call_that_was_closed_before_it_was_ended_says_so() -> None:
    page, _ = page_of("my-voice-keeps-going", 512, "poor")
    assert "and had closed the call at 6:33" in page


def test_a_question_that_is_cut_begins_where_it_says_something() -> None:
    page, _ = page_of("phone-left-open", 305, "ordinary")
    assert 'You asked "I have the old flat above the bicycle shop for you. Is that right?"' in page
    assert "What did the earlier record change?" not in page, "there was none"


def test_a_bare_answer_is_shown_with_its_question() -> None:
    """ "Yeah." alone says nothing of what ambulance control did not have."""
    page, _ = page_of("my-voice-keeps-going", 534, "poor")
    assert 'what was new, after "Yeah." to "Is swallowing any harder than it was?"' in page
