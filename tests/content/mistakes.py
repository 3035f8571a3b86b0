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
    (TAP, '    do: {whisper: "Help me"}\n', ANSWERED),
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

WHISPER = '    do: {whisper: {intent: gives_place, words: "on the bus, past the ring road}}\n'
ANSWER = "then: {act: answer, by: call_handler}}"
NEVER = "- never: {outcome: no_response_to_recording}"
AML = "aml: {place: the row of shops, radius: 20, after: 18s}"
SECOND = "  - when: {heard: recording_asks_for_sound}\n"

REPORTED = [
    # what is replaced, by what, what `--fix` makes of it, and what the fix must say
    # a forgotten quote: the sign that closes it may belong in several places
    (TAP, WHISPER, ANSWERED, 'words: "on the bus, past the ring road"'),
    # what a caller says without what it is for: the file would say that no place was given
    (TAP, '    do: {whisper: "on the bus, past the ring road"}\n', ANSWERED, "intent: ..."),
    ("    after: 2s     ", "\tafter: 2s     ", FIXED, ""),
    ("sources: [P1, P4]", "sources: P1 and P4", FIXED, "[P1, P4]"),
    (
        NEVER,
        "- never: {act: ends_call, by: call_handler}",
        "- never: {act: end_call, by: call_handler}",
        '"end_call"',
    ),
    ("title: One tap ", "Title: One tap ", FIXED, '"title"'),
    ("level: 1", "level: 1\nTitle: Two taps", ANSWERED, "is there already"),
    (SECOND, SECOND.replace("-", " "), ANSWERED, '"- "'),
    (ANSWER, ANSWER.replace("by:", "who:"), ANSWERED, '"by"'),
    (AML, AML.replace("place:", "where:"), ANSWERED, '"place"'),
    (
        "not_under: {home_office_2001: its recording never asks for a sound}",
        "not_under: [home_office_2001]",
        ANSWERED,
        "{home_office_2001: ...}",
    ),
    (TAP, "    do: {tap: one}\n", "    do: {tap: 1}\n", "write 1"),
    ("level: 1", "level: two", "level: 2", "write 2"),
    ("    after: 2s ", "    chance: 0.8\n    after: 2s ", ANSWERED, "80"),
    (TAP, "    do: two taps\n", "    do: {tap: 2}\n", "{tap: 2}"),
]
"""What the findings of 30 November 2026 name; the last text is a part of the fix."""

INVENTED = [
    # a quote that is never closed
    (TAP, '    do: {text: "he is in the kitchen}\n', ANSWERED, '"he is in the kitchen"'),
    (TAP, "    do: [{say: {intent: gives_place, words: 'by the old mill}}, tap]\n", ANSWERED, ""),
    (
        "objectives: [answer when the operator asks for a sound]",
        'objectives: ["answer when the operator asks for a sound]',
        ANSWERED,
        'sound"',
    ),
    ("{who: partner, from: 0s, until: 1m}", '{who: "partner, from: 0s, until: 1m}', ANSWERED, ""),
    ("ask: What would you do now?", 'ask: "What would you do now?', FIXED, ""),
    # words without what they are for
    (TAP, '    do: {say: "Police, please"}\n', ANSWERED, "intent: ..."),
    (TAP, "    do: {whisper: he has a knife}\n", ANSWERED, "intent: ..."),
    # a word that is nearly another, or means another
    (ANSWER, ANSWER.replace("answer,", "answers,"), FIXED, '"answer"'),
    ("by: call_handler}}", "by: call handler}}", FIXED, '"call_handler"'),
    (
        "seats: [caller, operator, call_handler]",
        "seats: [caller, operator, handler]",
        ANSWERED,
        "call_handler",
    ),
    ("kind: sounds", "kind: sound", FIXED, '"sounds"'),
    ("outcome: deployed", "outcome: police sent", ANSWERED, "deployed"),
    ("do: tap\n", "do: hangs up\n", "do: hang_up\n", "hang_up"),
    ("until: 1m", "til: 1m", ANSWERED, "until"),
    # a number in words
    (TAP, "    do: {cough: twice}\n", "    do: {cough: 2}\n", "write 2"),
    (TAP, "    do: tap twice\n", "    do: {tap: 2}\n", "{tap: 2}"),
    (TAP, "    do: three coughs\n", "    do: {cough: 3}\n", "{cough: 3}"),
    ("after: 2s      ", "after: two seconds      ", FIXED, "2s"),
    ("radius: 20", "radius: twenty", FIXED, "write 20"),
    ("level: 1", "level: One", FIXED, "write 1"),
    (TAP, "    do: {press: five}\n", ANSWERED, '"5"'),
    # a list or a mapping in another form
    (
        "seats: [caller, operator, call_handler]",
        "seats: caller and operator",
        "seats: [caller, operator]",
        "[caller, operator]",
    ),
    (
        "  - {who: partner, from: 0s, until: 1m}",
        "    who: partner\n    from: 0s\n    until: 1m",
        ANSWERED,
        '"- "',
    ),
    (
        "facts: {can_hear: yes, needs_police: yes,",
        "facts: {can_hear, needs_police: yes,",
        ANSWERED,
        "",
    ),
    # a step without its dash, and with it in the wrong place
    ("decision_points:\n  - when", "decision_points:\n    when", ANSWERED, '"- "'),
    ("  - within: {", "    within: {", ANSWERED, '"- "'),
    ("injured: no,", "injured: not known,", ANSWERED, "unknown"),
    # found while the mends were attacked: what would have been turned around, or joined
    ("in_danger: yes", "in_danger: now", ANSWERED, "write one of the words"),
    ("injured: no,", "uninjured: yes,", ANSWERED, "write a known key"),
    (
        TAP,
        '    do:\n      say:\n        intent: speaks\n        words: "He is here}}\n',
        ANSWERED,
        "",
    ),
    (TAP, "    do: {tap: twelve}\n", ANSWERED, "up to 9"),
    ("outcome: deployed", "outcome: dispatched", ANSWERED, "deployed"),
    ("sources: [P1, P4]", "sources: P1, P4 and P5", "sources: [P1, P4, P5]", "[P1, P4, P5]"),
    ("tags: [taps]", "tags: taps and night", ANSWERED, "[taps, night], if"),
    ("injured: no,", "injured: n,", ANSWERED, "write no"),
    (AML, 'aml: place: "the row of shops", radius: 20, after: 18s}', ANSWERED, "quote it"),
    (TAP, '    do: {say: {intent: speaks, words:a "He is here."}}\n', ANSWERED, "put a space"),
    ("content_note: [", "content_not[e: [", ANSWERED, ""),
    ("tags: [taps]", "tags: [taps night, evening]", ANSWERED, "or a comma between two"),
    # words that a comma cuts in braces, which nobody is told to remove
    (
        TAP,
        "    do: {whisper: {intent: speaks, words: He came in, I hid}}\n",
        ANSWERED,
        'words: "He came in, I hid"',
    ),
    (
        TAP,
        '    do: {whisper: {words: He came in, I hid.", intent: speaks}}\n',
        ANSWERED,
        'words: "He came in, I hid."',
    ),
    (TAP, '    do: say "He is here."\n', ANSWERED, 'words: "He is here."'),
    (TAP, "    do: {connect: police}\n", ANSWERED, "under operator"),
    # a cue without its indent, a time by another key, and true for yes
    (
        "  - when: {heard: make_a_sound}      #",
        "  - when:\n    heard: make_a_sound #",
        ANSWERED,
        "when: {heard: ...}",
    ),
    ("{at: 3s, sound: television}", "{when: 3s, sound: television}", ANSWERED, '"at"'),
    ("in_danger: yes", "in_danger: True", FIXED, "write yes"),
    # a number sign in words: to close the brackets before it would cut what is said
    (
        TAP,
        "    do: {whisper: {intent: speaks, words: He is at #4}}\n",
        ANSWERED,
        "quotes around a number sign",
    ),
    (
        TAP,
        "    do: {whisper: {intent: speaks, words: He is at # 4}}\n",
        ANSWERED,
        "quotes around a number sign",
    ),
    (TAP, "    do: {tap: 2   # two taps\n", "    do: {tap: 2}   # two taps\n", "bracket"),
    (TAP, '    do: {say: {intent: says_now, words: "Now."}}\n', ANSWERED, "write one of the words"),
    (
        TAP,
        "    do:\n      say:\n        intent: speaks\n        words: He said: room #4\n",
        ANSWERED,
        '"He said: room #4"; if',
    ),
    ("content_note: [a person may", "content_note: [he hits her, #me", ANSWERED, "bracket"),
    # a denial is never taken away
    ("at_home: yes}", "cant_speak: yes}", ANSWERED, "write a known key"),
    ("at_home: yes}", "can't_speak: yes}", ANSWERED, "write a known key"),
    ("  - never: {out", "  - eventually_not: {out", ANSWERED, "write a known key"),
    ("  - never: {out", "  - not_eventually: {out", ANSWERED, "write a known key"),
    # a number that may be of minutes, and one with a comma
    ("about: 90s", "about: 3", ANSWERED, "3s or 3m"),
    ("radius: 20", "radius: 1,200", ANSWERED, "1200"),
    # two cues, a cue as a list, and a list where one is meant
    ("{heard: make_a_sound}      #", "{heard: make_a_sound, asked: any} #", ANSWERED, "one cue"),
    ("{heard: make_a_sound}      #", "[heard: make_a_sound] #", ANSWERED, "{heard: make_a_sound}"),
    (
        "{heard: make_a_sound}      #",
        "{heard: [make_a_sound, ask_again]} #",
        ANSWERED,
        "one of them",
    ),
    ("seats: [caller, operator, call_handler]", "seats: all", ANSWERED, "[caller, ...]"),
    (
        TAP,
        '    do: {whisper:{intent: speaks, words: "He is here."}}\n',
        '    do: {whisper: {intent: speaks, words: "He is here."}}\n',
        "space after the colon",
    ),
]
"""Others of the same families, each written before it was seen what the program answers."""

_KNIFE = '    do: {say: {intent: speaks, words: "He has a knife.", %s}}\n'
_MEANS = _KNIFE % "means: {knife: yes}"
OF_MEANING = [
    # a topic that is nearly another, one of another list, and one that there isn't
    (_KNIFE % "means: {knief: yes}", _MEANS, 'did you mean "knife"?'),
    (_KNIFE % "means: {Knife: yes}", _MEANS, 'did you mean "knife"?'),
    (_KNIFE % "means: {weapon: yes}", ANSWERED, "write one of knife, gun or other_weapon"),
    (_KNIFE % "means: {drink: yes}", ANSWERED, "write a known key"),
    (_KNIFE % "facts: {has_gone: yes}", ANSWERED, "means: {has_gone: ...}"),
    # a denial is never taken away
    (_KNIFE % "means: {no_knife: yes}", ANSWERED, "write a known key"),
    # neither yes nor no, and another way of writing it
    (_KNIFE % "means: {knife: unknown}", ANSWERED, "write one of the words"),
    (_KNIFE % "means: {knife: true}", _MEANS, "write yes"),
    (_KNIFE % "means: {knife: Yes}", _MEANS, '"yes"'),
    (_KNIFE % "means: {knife}", ANSWERED, "write one of those"),
    (_KNIFE % "means: {knife: yes, knife: no}", ANSWERED, "remove one of the two"),
    # in another form
    (_KNIFE % "means: [knife]", ANSWERED, "write {knife: ...}"),
    (_KNIFE % "means: knife", ANSWERED, "write {knife: ...}"),
    (_KNIFE % "means: nothing", ANSWERED, "write {} if there is nothing"),
    (_KNIFE % "mean: {knife: yes}", _MEANS, 'did you mean "means"?'),
    (_KNIFE % "meaning: {knife: yes}", ANSWERED, 'did you mean "means"?'),
    # beside something else than words
    (_MEANS.replace(", means: {knife: yes}", "").replace("}}", "}, means: {knife: yes}}"),
     ANSWERED, "say: {means: ...}"),
    ("    do: {tap: 1, means: {knife: yes}}\n", ANSWERED, "beside the words of say, whisper"),
    ("    do: {text: He has a knife., meens: {knife: yes}}\n",
     "    do: {text: He has a knife., means: {knife: yes}}\n", 'did you mean "means"?'),
]  # fmt: skip
"""In what words mean, and beside which keys; each in the place of a tap."""

_ROWS = "".join(
    f"  - {{id: {name}, title: {name}, values: {{wait: {n}s, act: {{tap: 1}}}}}}\n"
    for n, name in enumerate(("one", "two", "three", "four"), 1)
)
TABLE = (
    SCENARIO.replace("caller:\n", f"cases:\n{_ROWS}caller:\n", 1)
    .replace("    after: 2s ", "    after: {case: wait} ", 1)
    .replace(TAP, "    do: {case: act}\n", 1)
)
"""The scenario as a table of four rows."""
TABLE_MISTAKES = [
    ("after: {case: wait}", "after: {case: wiat}", FIXED, '"wait"'),
    ("after: {case: wait}", "after: {case: Wait}", FIXED, '"wait"'),
    ("values: {wait: 3s", "values: {wiat: 3s", FIXED, '"wait"'),
    ("after: {case: wait}", "after: 2s", ANSWERED, "placeholder"),
    ("id: three", "id: two", ANSWERED, "give one of them another id"),
]
