"""Judgements that only guidance or only rules name, each with the reason why.

A test holds the list: a row that both name has no reason here, and each other row has one. A row
that joins others, all named by both, stays here while one side alone joins them so.
"""

from collections.abc import Mapping


def _reasons(groups: Mapping[str, str]) -> Mapping[str, str]:
    return {name: reason for reason, names in groups.items() for name in names.split()}


ONLY_GUIDANCE: Mapping[str, str] = _reasons(
    {
        "Whom guidance speaks with, and in what words: a criterion asks what came of it.": (
            "only_a_machine"
        ),
        "It grades as an emergency what nothing shows yet, and no criterion faults a person who "
        "grades priority until more is known (practice 7: calls 6, 21, 23, 38 and 41).": (
            "precaution at_risk precaution_ungraded"
        ),
        "It is the time for an act of which rules judge only whether, and when, it was done.": (
            "emergency_ungraded ambulance_due injury_settled in_conversation fallen_silent decided "
            "mistake_written "
            "telling_due unnoted text_waits mistake_stated searched search_open traced "
            "not_regraded reasoned not_rung offered supervisor_asked no_text_sent "
            "texts_owed briefed unit_assigned two_minutes_out eta_news at_the_door "
            "unfound "
            "clues_owed door_owed other_at_door kept_out unanswered_check unanswered_twice "
            "door_reviewed radio_asked radio_private "
            "officer_heard officer_keeps_line "
            "line_may_go hours_away delay_said delay_agreed "
            "services_wait service_answer_held service_question service_relayed caller_wanted "
            "crew_news "
            "officers_wait answer_held question_to_relay was_relayed met "
            "answered in_wait nobody_to_hide_from unheard for_another "
            "airway shut_in beside_driver "
            "talks_freely "
            "has_gone_said has_a_door robbed_outside threatened witness from_afar "
            "incident_found"
        ),
        "It puts the steps towards an understanding in order; rules judge the code, its test and "
        "the answers, in any order.": (
            "first_words unopened nothing_came no_ways whisper_due miscounted tests_failed "
            "test_due code_to_restate last_test_open code_untested told_danger "
            "relayed "
            "signs_needed said_what"
        ),
        "Rules match the sound, the words or the stage itself, at its entry.": (
            "line_open held_down mobile engine_heard wants_fire cannot_talk own_words "
            "words_overheard signal_handed_over gave_sign"
        ),
        "Which question fits is judged of the question itself (`rules/question_fit.py`).": (
            "followed in_vehicle stranger under_way beside other_child rides hides in_the_open"
        ),
        "Who can hear is held with its age by rules (`nobody_else_hears`); a row of guidance "
        "says the age by its times.": ("hear_safe unheard_once where_lapsed hear_unknown exposed"),
        "It chooses between ways to find a place; rules ask how good the place is.": (
            "place_confirmed place_by_data has_address other_area no_place_named"
        ),
        "It opens a choice that practice leaves to a person: whether to ring, to believe, to let "
        "go, to ask a specialist (CH-27, CH-66, CH-85, B17, B35).": (
            "may_ring doubtful threat_known mistake abuse_marked rang_before has_specialist"
        ),
        "Rules judge whether a service was asked in; what it hears after is advice so far.": (
            "service_lacks"
        ),
        "What officers lack is held with its age by rules (`lack_news`): it has a minute.": (
            "unbriefed text_unbriefed fact_unbriefed place_unbriefed"
        ),
        "The rubric of an operator matches the acts and sounds of the call; the profile decides "
        "which row is right.": (
            "rings in_hand recorded handset_down back police_rung line_gone police_there was_held "
            "left handed_over sounds_ill spoke replied answered_by_sign early_key names_service "
            "other_says_mistake fell device noise_in_recording worried confirms_mistake alone "
            "other_person calm only_mistake in_cover plain_child child_of_violence plain_language "
            "unclear disturbed voices_count passes_on_doubt notices sound_is_asked_for repeated "
            "prompts_left treated_by_recording treated_by_ending asked_more to_connect no_answer"
        ),
        "An operator stays until words to the caller have ended; to the rubric any word of a call "
        "handler is enough (`taken`).": "taken_quietly",
    }
)
"""The reason of each row that only guidance names."""
ONLY_RULES: Mapping[str, str] = _reasons(
    {
        "The criterion counts what happened in an order, or lately: guidance says it by times.": (
            "heard_answer voice_unsettled voices_near answered_early code_fresh "
            "nobody_else_hears prompted caller_back lack_news have_news caller_safe "
            "safe_and_alone may_be_told said_unheard"
        ),
        "It asks whether a thing was done or said that a row of guidance does.": (
            "test_asked screen_asked advice_given width_briefed "
            "sent_told there_told markers_briefed officers_answered nothing_said code_stated "
            "eta_given no_unit reasoned_for_turn caller_lets_go controls_answered crew_cleared "
            "denial_briefed answers_briefed handed_over_whole control_has_it"
        ),
        "It joins rows that both name, to say when a criterion has no occasion.": (
            "incident_at_work caller_spoke speaks_freely somebody_heard "
            "staying_dangerous nowhere_to_send sent_with_markers "
            "waiting no_emergency of_a_body denial_contradicted no_contradiction "
            "place_denied holds_answers police_named"
        ),
        "The words of its criterion are wider or narrower than those of a row of guidance: "
        "injury counts beside an emergency (practice 6.2, trace-before-wide), only the caller's "
        "own word of injury starts its time, and children are asked about after a domestic abuse "
        "marker, not after each marker of abuse.": (
            "life_at_stake injury_told no_injury domestic_abuse_marked"
        ),
        "Guidance asks about it by its own rows for each situation.": (
            "other_there advice_due quiet_for_steps accident ill_heard heard_before "
            "text_passed_over place_not_close"
        ),
        "Guidance reads from the topic alone that it is known, and so does not ask.": "weapon_told",
        "It is the bar for a reason to close: guidance closes after its own steps (CH-82).": (
            "no_concern"
        ),
        "Any word of a call handler shows that the call is taken; guidance waits for its end "
        "(`taken_quietly`).": "taken",
    }
)
"""The reason of each row that only the words of rules name."""
