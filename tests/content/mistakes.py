"""A hundred mistakes of authors who know a little YAML, each in one whole scenario.

Sixty are those that were tried before there was a `check --fix`; forty are new.
"""

FIXED, ANSWERED = "fixed", "answered"

SCENARIO = """\
# yaml-language-server: $schema=schema.json
format: 1
id: one-tap
title: One tap   # comment: the title
kind: sounds
level: 1
line: mobile
seats: [caller, operator, call_handler]
about: 90s
content_note: [a person may have broken in]
objectives: [answer when the operator asks for a sound]
outcome: deployed
not_under: {home_office_2001: its recording never asks for a sound}
facts: {can_hear: yes, needs_police: yes, in_danger: yes, injured: no, at_home: yes}
answers: {by: [tap], after: 1.5s}
near:
  - {who: partner, from: 0s, until: 1m}
# comment: what the caller does
caller:
  - when: {heard: make_a_sound}      # comment: the cue
    after: 2s                        # comment: the delay
    do: tap
  - when: {heard: recording_asks_for_sound}
    after: {between: [2s, 5s]}
    do:
      - {press: "55"}
      - {pause: 6s}
      - tap
background:
  - {at: 3s, sound: television}
number:
  markers: [high_risk_domestic_abuse]
  address: the flat over the old bakery
location:
  aml: {place: the row of shops, radius: 20, after: 18s}
expect:
  - never: {outcome: no_response_to_recording}
    why: A caller who makes a sound when asked must not be left alone.
  - within: {time: 60s, of: {stage: connecting_police}, then: {act: answer, by: call_handler}}
decision_points:
  - when: {heard: make_a_sound}
    ask: What would you do now?
debrief:
  ask: [What told the operator that this call was real?]
  facilitator: Let the group answer before showing the timeline.
tags: [taps]
sources: [P1, P4]
review_by: 2027-11
"""

TAP = "    do: tap\n"
FACTS = "facts: {can_hear: yes, needs_police: yes, in_danger: yes, injured: no, at_home: yes}\n"
FIRST = "  - when: {heard: make_a_sound}      # comment: the cue\n"
DELAY = "    after: 2s                        # comment: the delay\n"
DO = '    do:\n      - {press: "55"}\n      - {pause: 6s}\n      - tap\n'
RULE = "  - never: {outcome: no_response_to_recording}\n"

BEFORE = [
    # what is replaced, by what, and what `--fix` makes of it: the original, nothing, or this text
    # keys
    ("tags: [taps]", "tagz: [taps]", FIXED),
    ("in_danger: yes", "in_dangr: yes", FIXED),
    ("outcome: deployed", "outcme: deployed", FIXED),
    ("level: 1", "Level: 1", FIXED),
    ("  markers:", "  marker:", FIXED),
    ("answers: {by", "answer: {by", FIXED),
    ("from: 0s", "form: 0s", FIXED),
    (TAP, "    do: {tap: 1, zzz: 1}\n", ANSWERED),
    (
        TAP,
        '    do: {whisper: "Help me"}\n',
        '    do: {whisper: {intent: speaks, words: "Help me"}}\n',
    ),
    ("\ncaller:\n", "\ncaller\n", FIXED),
    ("after: 1.5s}", "wait: 1.5s}", ANSWERED),
    ("title: One tap   # comment: the title\n", "", ANSWERED),
    ("format: 1\n", "", FIXED),
    ("heard: make_a_sound}   ", "nth: 2}   ", ANSWERED),
    ("level: 1", "level: 1\nlevel: 2", ANSWERED),
    # words
    ("line: mobile", "line: moblie", FIXED),
    ("kind: sounds", "kind: Sounds", FIXED),
    ("outcome: deployed", "outcome: deployd", FIXED),
    ("{heard: make_a_sound}   ", "{heard: make_sound}   ", FIXED),
    ("{heard: make_a_sound}   ", "{heard: make a sound}   ", FIXED),
    ("{heard: make_a_sound}   ", "{heard: zzz}   ", ANSWERED),
    (TAP, "    do: crying\n", ANSWERED),
    ("sound: television", "sound: televison", FIXED),
    ("sound: television", "sound: banging", ANSWERED),
    ("high_risk_domestic_abuse", "high-risk-domestic-abuse", FIXED),
    ("seats: [caller,", "seats: [callr,", FIXED),
    ("kind: sounds", "kind: sounds\nforce: northern_key", "kind: sounds\nforce: northern_keys"),
    ("home_office_2001:", "home_ofice_2001:", FIXED),
    ("sources: [P1, P4]", "sources: [P1, Q77]", ANSWERED),
    ("stage: connecting_police", "stage: connecting-police", FIXED),
    # kinds of value
    ("injured: no", "injured: false", FIXED),
    ("in_danger: yes", "in_danger: true", FIXED),
    ('{press: "55"}', "{press: 55}", FIXED),
    ("level: 1", 'level: "1"', FIXED),
    ("format: 1\n", 'format: "1"\n', FIXED),
    ("level: 1", "level: 5", ANSWERED),
    ("level: 1", "level: 1.5", ANSWERED),
    ("after: 2s      ", "after: 2      ", FIXED),
    ("about: 90s", "about: 90", FIXED),
    ("between: [2s, 5s]", "between: [5s, 2s]", FIXED),
    ("by: [tap]", "by: tap", FIXED),
    ("sources: [P1, P4]", "sources: P1, P4", FIXED),
    ("content_note: [a person may have broken in]", "content_note:", ANSWERED),
    ("{by: [tap], after: 1.5s}", "[tap]", ANSWERED),
    ("[What told the operator that this call was real?]", "[Now: what?]", '["Now: what?"]'),
    (FIRST + DELAY + TAP, FIRST.replace("-", " ", 1) + DELAY + TAP, ANSWERED),
    ("review_by: 2027-11", "review_by: 11-2027", ANSWERED),
    ("id: one-tap", "id: One Tap", FIXED),
    # YAML
    ("title: One tap", "title:One tap", FIXED),
    ("{heard: make_a_sound}   ", "{heard:make_a_sound}   ", FIXED),
    ("when: {heard: make_a_sound}   ", "when {heard: make_a_sound}   ", FIXED),
    ("answers: {by: [tap]", "answers: {by [tap]", FIXED),
    (FACTS, "facts:\n\tcan_hear: yes\n", "facts:\n  can_hear: yes\n"),
    (FIRST + DELAY, FIRST + " " + DELAY, FIXED),
    (FIRST, FIRST.replace("- ", "-"), FIXED),
    ("title: One tap ", 'title: "One tap ', ANSWERED),
    ("kind: sounds", 'kind: "sounds', FIXED),
    ("markers: [high_risk_domestic_abuse]", "markers: [high_risk_domestic_abuse", FIXED),
    ("{at: 3s, sound: television}", "{at: 3s sound: television}", ANSWERED),
    ("ask: What would you do now?", "ask: Now: what?", 'ask: "Now: what?"'),
    ('{press: "55"}', "{press: #}", ANSWERED),
    ("at_home: yes", "at_home\uff1ayes", FIXED),
]
"""What was tried on 26 November 2026, as the findings and the tests of then name it."""

NEW = [
    ("facts: {can_hear: yes,", "facts: {Can_Hear: Yes,", FIXED),
    ("after: 2s      ", "after: 2 seconds      ", FIXED),
    ("after: 2s      ", "after: 2 s      ", FIXED),
    ("about: 90s", "about: 90 sec", FIXED),
    ("until: 1m", "until: 1 min", FIXED),
    ("after: {between: [2s, 5s]}", "after: 2s to 5s", FIXED),
    ("after: {between: [2s, 5s]}", "after: [2s, 5s]", FIXED),
    ("between: [2s, 5s]", "between: [2, 5]", FIXED),
    (TAP, "    do: tap 1\n", "    do: {tap: 1}\n"),
    ('{press: "55"}', "press 55", FIXED),
    ('{press: "55"}', "press: 55", FIXED),
    ('{press: "55"}', '{press: "5 5"}', FIXED),
    ('{press: "55"}', "{press: \u201c55\u201d}", FIXED),
    ("      - tap\n", "      - {tap}\n", ANSWERED),
    ("- {pause: 6s}", "- {pause 6s}", FIXED),
    ("- {pause: 6s}", "- pause: 6", FIXED),
    ("sources: [P1, P4]", "sources: [p1, p4]", FIXED),
    ("sources: [P1, P4]", "sources: [P1; P4]", ANSWERED),
    ("review_by: 2027-11", "review_by: 2027/11", FIXED),
    ("seats: [caller, operator, call_handler]", "seats: caller, operator, call_handler", FIXED),
    ("tags: [taps]", "tags: taps", FIXED),
    ("line: mobile", "line: [mobile]", FIXED),
    ("line: mobile", "line: mobile,", FIXED),
    ("level: 1", "level: 1;", FIXED),
    ("level: 1", "level = 1", FIXED),
    (
        "content_note: [a person may have broken in]",
        "content_note: a person may have broken in",
        FIXED,
    ),
    ("tags: [taps]", "tags: [taps],", ANSWERED),
    ("- never: {outcome", "- never {outcome", FIXED),
    (RULE, RULE.replace("  -", "   -"), FIXED),
    (DO, DO.replace("      - {pause", "       - {pause"), FIXED),
    (
        "  - when: {heard: recording_asks_for_sound}\n    after: {between: [2s, 5s]}\n" + DO,
        "    - when: {heard: recording_asks_for_sound}\n      after: {between: [2s, 5s]}\n"
        + "".join(f"  {line}\n" for line in DO.splitlines()),
        ANSWERED,
    ),
    (
        "number:\n  markers: [high_risk_domestic_abuse]\n  address: the flat over the old bakery\n",
        "number:\n\tmarkers: [high_risk_domestic_abuse]\n\taddress: the flat over the old bakery\n",
        FIXED,
    ),
    ("the flat over the old bakery", "@the flat", '"@the flat"'),
    ("title: One tap ", "title: 'Don't tap' ", ANSWERED),
    ("    ask: What would", "   ask: What would", FIXED),
    ("radius: 20", "radius: 20m", FIXED),
    ("radius: 20", 'radius: "20"', FIXED),
    ("a person may have", "a\u200b person may have", FIXED),
    ("background:\n  - {at", "background:\n  {at", FIXED),
    ("stage: connecting_police", "stag: connecting_police", FIXED),
]
MISTAKES = [*BEFORE, *NEW]
