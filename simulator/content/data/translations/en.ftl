# Everything that the awareness mode says, in English. Copy it to make a translation:
#
#   silent999 room --template > cy.ftl        (with the texts of the content files)
#
# and put the file, named after the language's code, into a folder `translations`. What a translation
# leaves out is said in English. Codes in brackets in these comments are those of sources.yaml.

## On every screen

banner = TRAINING ONLY. This cannot call 999. If this is real, call 999 now.
head-part = Part { $number } of { $of }: { $title }
head-left = { $minutes ->
    [0] time is up
    [one] about 1 minute left
   *[other] about { $minutes } minutes left
 }
foot-keys = Enter: next. c: cover. h: where to get help. q: leave. ?: all keys.

keys-next = Enter: next line or page. Before a call, only a choice goes on.
keys-back = b: back, line by line and page by page.
keys-skip = s: skip this part, or go back from help.
keys-jump = j and a number, such as j 4: go to that part.
keys-cover = c: cover the screen, or uncover it.
keys-notes = n: notes for the facilitator; the group sees them too.
keys-help = h: where to get help; h goes back.
keys-answer = A number: see what might happen after that answer.
keys-leave = q or Ctrl+C: leave at once, and clear the terminal.
keys-unknown = That does nothing here. ? lists the keys.

cover-title = One moment
cover-text = We'll go on soon.

choose-plan = Which session would you like to run?
choose-minutes = { $minutes } minutes

notes-title = Notes for the facilitator
notes-none = There are no notes on this part.

## The steps, by their names

step-welcome = Welcome
step-expect = Leaving, and what to expect
step-tour = A call, step by step
step-watch = A call
step-decide = Decide together
step-myths = True or not?
step-talk = To talk over
step-break = A break
step-help = Where to get help
step-close = The end

## Welcome, what to expect, break, close

welcome-heading = When you call 999 and cannot speak
welcome-today = What happens on the line, who can hear what, and what can help.
welcome-made = This session is made from public sources. It has not been made or read with victims and survivors yet. If something here is wrong or unkind, please tell whoever leads.
welcome-rules = Looking after each other
rule-stay = Stay or go as you need. Nobody has to say why.
rule-share = Share only what you want to. What's said here stays here, unless we're worried that someone is in danger.
rule-voice = Nobody has to play the caller. Suggest what might help, or just watch.
rule-blame = Whether someone called or couldn't, it was not their fault. Whoever abuses is responsible.
leave-heading = You can leave at any time
leave-door = Leave whenever you like, for a moment or for good.
leave-key = Every page has a way to leave at once. On a phone or in a browser it is “Leave now”. With a keyboard, press Esc twice; in a terminal, the last line says which key.
leave-device = If someone might check your phone or computer, use a safer one to look things up: a friend's, or one in a library.
leave-window = A private window keeps no history after you close it. Someone who looks over your shoulder, or a tracking app, can still see it.
leave-traces = Leaving clears the screen. It cannot clear what a phone, a network or another person has already seen.
expect-heading = What to expect
expect-calls = We look at made-up calls. Some imply domestic abuse or danger. There are no pictures, and nobody is hurt in what you hear.
expect-before = Before each call we say what is in it. We can take a milder one, read it, or skip it.
expect-help = We'll show where to get help at the end. Ask to see it at any time.
expect-recorded = Nothing in this session is recorded.
expect-true = What we show comes from public sources, and they don't always agree. It is not any police force's policy.
break-heading = A break
break-text = Stretch, have a drink, get some air. Nobody has to come back for the next part.
close-heading = Thank you
close-calm = All the calls were made up, and they are over. Take a moment before you go.
close-recorded = Nothing in this session was recorded: no names, no votes, no answers.
close-most = What matters most: on a mobile, call 999 and listen. Speak, whisper, cough or tap if that is safe for you; only you can judge. When you are asked for 55, press 5 twice, and stay on the line if you can.
# Beside what could help: nobody may take home that they should have done more
close-blame = If you could not make a sound, or could not call, it was not your fault. Whoever abuses is responsible.
close-real = If you are in danger now, call 999.
next-step-heading = What you can do with this
next-step-handout = Take the handout, if it is safe for you to have it: a page, a card to fold, or one in easy words.
next-step-friend = Pass on one thing: on 999, listen, and make any sound that is safe. Silence alone may not be enough.
next-step-service = Learn one help line by heart, or keep it where nobody will look.
talk-heading = To talk over
calm-abuse = That call was made up, and it's over. The caller did nothing wrong. Whoever abuses is responsible.
calm-ill = That call was made up, and it's over. The caller did nothing wrong.
calm-mistake = That call was made up, and it's over. Nobody was in danger, and nobody did anything wrong.

## Before a call

note-heading = Before we begin
note-call = The call: { $title }
note-in-it = What is in it: { $content }.
note-nothing = Nothing upsetting happens in this call.
note-later = In it, too: { $content }.
note-vary = In some endings: { $content }.
note-choose = What would you like?
note-go = Go on
note-gentle = Go on, with milder endings only
note-milder = A milder call: { $title }
note-read = Read it instead, in short
note-skip = Skip it

## A call

read-heading = To read: { $title }
line-who = { $who }:
gap = { $minutes ->
    [0] About { $seconds } seconds later:
    [one] About a minute later:
   *[other] About { $minutes } minutes later:
 }
ended-heading = How it ended
over-heading = It's over
help-close = If you would like to talk to someone:
# Where all lines below it have the same hours
help-close-alike = If you would like to talk, ring one of these. { $hours }
help-anyone = For anyone.
after-heading = To talk over

tour-and-so-on = and so on
again = { $told } (several times)
asks-more = { $told }, and more questions

who-caller = Caller
who-operator = 999 operator
who-first_handler = First police handler
who-call_handler = Police call handler
who-recording = Recording
who-other_person = Someone nearby
who-room = Around the caller
who-network = The phone network
who-systems = Police systems
who-officers = Officers
who-other_force = Another police force
who-supervisor = Police supervisor
who-ambulance_control = Ambulance control
who-fire_control = Fire control

said = “{ $words }”
said-whispered = in a whisper: “{ $words }”
said-faint = something too quiet to make out
said-something = says something
act-dial = dials { $number }
act-answer = answers
act-press = presses { $key }
act-tap = { $times ->
    [1] taps the phone once
    [2] taps the phone twice
   *[other] taps the phone { $times } times
 }
act-cough = { $times ->
    [1] coughs once
    [2] coughs twice
   *[other] coughs { $times } times
 }
act-stay_silent = stays quiet
act-hang_up = puts the phone down
act-lift = picks the handset up again
act-send_text = sends a text message
act-take_phone = takes the phone from the caller
act-give_back = the caller has the phone again
act-connect-police = puts the call through to the police
act-connect-ambulance = puts the call through to the ambulance service
act-connect-fire = puts the call through to the fire service
act-connect-coastguard = puts the call through to the coastguard
act-send_to_recording = sends the call to the recording
act-end_call = ends the call
act-hand_over = says what was heard
act-pass_details = passes on what is known
act-pass_on = passes the call to the local police force
act-deploy = sends officers
act-bring_in = asks another service to come
act-call_back = rings the caller back
# [W15] The first of each, where someone may be beside the caller
act-send_text-beside = sends a text message. Someone beside the caller may see it, and that can be dangerous
act-call_back-beside = rings the caller back. Someone beside the caller may hear it, and that can be dangerous
act-decide_against_callback = decides not to ring back
act-close = notes that the case can be closed
act-arrive = reach the place that the police know of
# What officers say over the radio as they come nearer; the caller does not hear it
officers-no_unit = have nobody free yet
officers-en_route = set off, { $minutes ->
    [one] about a minute
   *[other] about { $minutes } minutes
 } away
officers-delayed = are held up on the way
officers-third_party_only = are met at the door by someone who says that nobody rang. They stay
officers-wrong_address = knock, and nobody answers. They stay
officers-lost_and_found = look for the caller
officers-no_trace = look for the caller, and find nobody yet
officers-not_alone = see the caller, who says with someone near that nothing is wrong. They stay
officers-found = are with the caller now
officers-detained = take another person with them
act-lose_line = the line is lost
act-accept_incident = takes the call over
act-decide = decides on the call
result-marked = show an earlier report on this number
location = sends a location: { $place }
# [B1 B2] A phone's own location is close, a cell is not; a phone may send none
location-within = sends a location: { $place }, within about { $distance }. Not every phone can.
location-rough = sends a rough location: { $place }, within about { $distance }
distance-km = { $number } km
distance-m = { $number } metres
recognised-fifty_five = The recording recognises 55
recognised-early_fifty_five = 55 is recognised before anyone asks for it
recognised-noise = A noise is taken as a signal
callback-failed = Nobody can be reached
call-began = { $number ->
    [1] The call begins
   *[other] Call { $number } begins
 }

sound-breathing = breathing
sound-loud_breath = one loud breath
sound-sob = someone crying
sound-groan = a groan, or slurred speech
sound-shouting = someone shouting
sound-argument = voices raised
sound-voices = people talking near the phone
sound-chatter = chatter in the distance
sound-breaking = something breaks
sound-scuffle = a scuffle
sound-knock = knocking
sound-footsteps = footsteps
sound-door = a door
sound-click = a click on the line
sound-cloth = cloth rubbing on the phone
sound-phone_dropped = the phone is dropped
sound-television = a television
sound-music = music
sound-laughter = laughter
sound-traffic = traffic
sound-engine = an engine
sound-indicator = a car's indicator
sound-wind = wind
sound-low_battery = a low-battery beep
sound-device_voice = a device speaks
sound-fall_message = a device says that its wearer has fallen

## Where the call is: a heading, and in the tour what that means

stage-idle = Nothing has been dialled yet
stage-dialled = Ringing
stage-with_operator = With the 999 operator
stage-sound_prompt = A recording asks for a sound
stage-recording = The recording. The police cannot hear the call yet
stage-accepted = The signal was heard
stage-back_with_operator = Back with the 999 operator
stage-with_first_handler = With a first police handler
stage-connecting_police = Ringing at the police
stage-with_call_handler = With the police call handler
stage-held = The handset is down
stage-held_connecting = The handset is down; the police are being called
stage-held_with_call_handler = The handset is down; the police are holding the line
stage-cut_off = The line has gone
stage-ringing_back = The police ring back
stage-down = The call has ended
stage-not_connected = No network
stage-abandoned = The line has gone
stage-ended_by_operator = The operator has ended the call
stage-confirmed_mistake = Ended as a mistake
stage-no_response_to_recording = The recording has ended the call
stage-ended_by_first_handler = The first handler has ended the call
stage-with_other_service = With another emergency service

# [G1]
tour-dialled = 999 and 112 reach the same operators, anywhere in the UK. They answer within seconds.
# [G1 P1 P4 N6 N3]
tour-with_operator = An operator asks which service you need. They keep asking for about half a minute, and then ask for any noise: a tap or a cough. A word, a sound in answer or trouble in the background goes straight to the police.
# [N9]
tour-sound_prompt = In one published version, the recording first asks for a cough or a tap.
# [P2 N1 N2 F2 F3]
tour-recording = The operator couldn't tell whether help was needed, so a recording plays for about twenty seconds. It mentions the police, but the police cannot hear you yet. What it says before it asks for 55 is not published. The operator keeps listening. Landline calls do not get the recording.
# [P2 N1]
tour-accepted = Pressing 55 when asked tells the operator that you need help. It does not send police, or tell them where you are.
tour-back_with_operator = In one published version, 55 takes the caller back to the operator.
tour-with_first_handler = In one published version, another police call handler asks first, before the local force does.
# [P5]
tour-connecting_police = The operator puts the call through to a police force, and says what was heard.
# [P1 P2 P5 N7 K1]
tour-with_call_handler = The call handler asks yes-or-no questions, and first explains how to answer: a tap, a key or a whisper. There isn't one code for everywhere. Listen for theirs. From the answers, and from everything else they know, they decide whether to send officers.
# [N5 W1]
tour-held = On an old landline, putting the handset down may not end the call at once: the line may be held for up to 45 seconds. Old lines end by 31 January 2027. Do not count on it on a home phone through the internet.
tour-held_connecting = The line is still held, and the police are being called.
tour-held_with_call_handler = The police are still holding the line.
tour-cut_off = The line has gone. The operator still has the number, and what was heard.
# [N11 I3]
tour-ringing_back = The police may ring back, or decide that ringing is not safe. Sources do not agree on a rule.
tour-down = The call has ended. The police carry on working on it.
tour-not_connected = The phone found no network. Nobody knows about the call.
tour-abandoned = The call ended before anyone could tell whether help was needed. No police force was told.
tour-ended_by_operator = The operator decided that nobody needed help. No police force was told.
tour-confirmed_mistake = Someone said that it was a mistake, and was thanked for saying so.
# [P1 P2 N1 M6]
tour-no_response_to_recording = 55 was not pressed, so the call was ended. In this model, the local police are not told.
tour-ended_by_first_handler = The first police call handler did not pass the call on.
tour-with_other_service = Another emergency service has the call.

## The line of a call, drawn: who is on it, and who can hear whom

station-caller = Caller
station-operator = 999 operator
station-recording = Recording
station-police = Police
hears-ringing-caller = hears it ring
hears-ringing-operator = not answered yet
hears-ringing-recording = not playing
hears-ringing-police = cannot hear
hears-operator-caller = hears the operator
hears-operator-operator = can hear the caller
hears-operator-recording = not playing
hears-operator-police = cannot hear
# [P2 N1] The operator keeps listening; the police cannot hear yet
hears-recording-caller = hears the recording
hears-recording-operator = listens, says nothing
hears-recording-recording = waits for 55
hears-recording-police = cannot hear
hears-connecting-caller = hears the operator
hears-connecting-operator = can hear the caller
hears-connecting-recording = not playing
hears-connecting-police = being rung
hears-police-caller = hears the police
hears-police-operator = has handed over
hears-police-recording = not playing
hears-police-police = can hear the caller
hears-other-caller = hears the other service
hears-other-operator = has handed over
hears-other-recording = not playing
hears-other-police = cannot hear
hears-back-caller = is rung back
hears-back-operator = not on the line
hears-back-recording = not playing
hears-back-police = rings
hears-ended-caller = line ended
hears-ended-operator = not on the line
hears-ended-recording = not playing
hears-ended-police = not on the line
station-label = Who is on the line, and who can hear
station-line = The line
station-says = { $who }: { $hears }.
short-caller = Caller
short-operator = Operator
short-recording = Recording
short-police = Police
time-reached = reached
time-passed = not needed
time-not-reached = not reached
time-came = What came of it
wall-captions = Captions
wall-so-far = The call so far
wall-none-wrong = No answer is wrong.
wall-private = Nobody sees what you choose.
# Where no phone can answer
wall-aloud = Say it, raise a hand, or keep it to yourself.
wall-shown-later = Shown when the leader chooses, from three devices on.
# Only who leads is shown this
wall-gone = The wall is not open now. To show it again, open “Show the wall” on the computer.
wall-join = Join at any time:
wall-part = Part { $number } of { $of }
silence-now = No sound from the caller for { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
 }
silence-long = No sound from the caller for about { $minutes } minutes
# [N3] The operator asks again and again in that time
silence-lasts-operator = the operator waits about { $seconds } seconds
# [P2 N1]
silence-lasts-recording = the recording lasts about { $seconds } seconds
silence-open = the line stays open
silence-sound = A sound from the caller
silence-ended = The line has ended

## How a call ended

outcome-not_connected = The phone found no network. Nobody knows about this call.
outcome-abandoned = The line went before anyone could tell whether help was needed. No police force was told.
outcome-ended_by_operator = The operator ended the call. No police force was told.
outcome-confirmed_mistake = Someone said that it was a mistake, and the operator ended the call.
outcome-no_response_to_recording = The call ended after the recording. The local police were not told.
outcome-ended_by_first_handler = The call ended before it reached the local police.
outcome-connected_to_other_service = Another emergency service took the call.
outcome-deployed = The police sent officers.
outcome-closed_without_deployment = The police decided not to send officers.
# Said where a case was closed and nobody had been heard to say that all was well
may-have-needed = The caller may still have needed help.
outcome-handed_to_other_force = Another police force took it over.
took = It was over { $minutes ->
    [0] about { $seconds } seconds
    [one] about a minute
   *[other] about { $minutes } minutes
 } after the call began.
came-after = Officers were there { $minutes ->
    [0] about { $seconds } seconds
    [one] about a minute
   *[other] about { $minutes } minutes
 } after they were sent.
# Said after an ending in which officers were at the door first
seen-after = { $minutes ->
    [0] About { $seconds } seconds later they saw the caller, unhurt.
    [one] About a minute later they saw the caller, unhurt.
   *[other] About { $minutes } minutes later they saw the caller, unhurt.
 }
ending-found_safe = Officers were with the caller, who was not hurt.
ending-found_hurt = Officers found the caller hurt or ill, and stayed until help was there.
ending-refused_at_door = Someone else at the door said that nobody had rung.
ending-wrong_address = At first nobody answered the door, and they stayed.
ending-false_alarm = Officers saw everyone, one by one. Nobody needed help this time.
ending-has_gone = Officers were with the caller. The other person had gone.
ending-lost_and_found = The line was lost. Officers found the caller later.
ending-nobody_sent = Nobody was sent.
ending-changes_mind = With someone near, the caller said that all was well. They still saw the caller alone.
ending-arrest = Officers were with the caller. They took another person with them.
ending-conflicting_accounts = Each of two people said something else. Officers saw both, one by one.
ending-delayed_for_hours = Nobody was free for a long time. Officers saw the caller late.
ending-rung_back_settled = The police rang back. The caller said that all was well. A phone can't show who is beside them.
ending-no_trace = Officers searched and found nobody. The police keep looking into it.
outcome-open = It was left there: nothing more was decided.

## Why it ended so: what was decided on the way, and for what reason

why-connect = The call was put through to the police, because { $because }.
# Of all questions of the police in that call, also those after officers were sent
why-asked = { $questions ->
    [0] The police listened, and looked at what they knew.
    [one] The police asked a question. { $answers ->
        [0] The caller could not answer.
       *[other] The caller answered it.
    }
   *[other] The police asked { $questions } questions. { $answers ->
        [0] The caller could not answer.
       *[other] { $left ->
            [0] The caller answered all of them.
           *[other] The caller answered { $answers } of them.
        }
    }
 }
# The caller was heard, but not in answer to a question
why-heard = { $questions ->
    [0] The police listened, and heard the caller.
    [one] The police asked a question, and heard the caller.
   *[other] The police asked { $questions } questions, and heard the caller.
 }
why-deploy = The police sent officers, because { $because }.
why-close = The police closed the case, because { $because }.
# Nobody's silence is the reason: the same silence brings officers in other calls
why-close-judgement = The police closed the case. Another call handler might have sent officers.
why-end = The operator decided to end it, because { $because }.
why-no_callback = They did not ring back, because { $because }.
why-recording = In this model, { $because }.
because-no_response = they couldn't tell whether help was needed
because-mistake_confirmed = someone said that it was a mistake
because-not_registered = this phone was not set up for messages to 999
# [P1 P4 N9]
because-signal_heard = the operator heard a sound in answer
because-key_heard = the operator heard a key
because-tap_heard = the operator heard a tap
because-cough_heard = the operator heard a cough
because-speech_heard = words were heard
because-disturbance_heard = trouble was heard
because-doubt = they couldn't be sure that the caller was safe
because-doubt_and_marker = they couldn't be sure that the caller was safe, and saw an earlier report on this number
because-danger_established = the answers said that there was danger
because-injury = someone was hurt or ill
because-marker = they saw an earlier report on this number
because-line_cut = the line was cut
because-may_alert_others = ringing could have put the caller at risk
because-caller_may_be_alone = ringing seemed safe
because-cannot_be_rung = the phone cannot be rung
because-no_answer = nobody answered
because-no_concern = they had made their checks, and saw nothing more to do
because-checked_safe = they were told that everyone was safe
because-officers_with_caller = officers were with the caller
because-officers_dealing = officers were dealing with it
because-caller_not_found = officers had searched and not found the caller
because-ring_back_agreed = it was agreed who rings whom, and when
because-other_area = the place is in another force's area
because-staying_is_dangerous = staying on the line was more dangerous
because-not_safe_to_say = someone else could have heard it
because-policy = that is the force's rule
because-judgement = that was their judgement
because-fifty_five = 55 was pressed when asked
because-early_fifty_five = 55 was pressed before it was asked
because-noise = a noise was taken as a signal
because-unanswered = the operator asked whether it was a mistake and everyone was safe, and nobody answered
# [N1 P2 P1 N8]
because-only_fifty_five = the recording puts a call through when 55 is pressed. Public sources differ on whether a noise is enough
because-fifty_five_or_noise = the recording puts a call through when 55 is pressed or a noise is heard. Public sources differ on the noise

## Decide together

decide-who-caller = What could help the caller now?
decide-who-operator = You are the 999 operator. What could you do now?
decide-who-call_handler = You are the police call handler. What could you do now?
# First and large on every page of a decision. No page may list options beside their outcomes
decide-caveat = This is one made-up call. Real calls go differently. Only the person there can judge what is safe.
options-how = A number: what might happen next.
# Five made-up endings of one answer, side by side. Nothing may count them or say how often
next-heading = What might happen next: { $way }
times-caveat = { $count ->
    [5] Five made-up ways it could go on, not how often
    [one] A made-up way it could go on, not how often
   *[other] Made-up ways it could go on, not how often
 }
times-real = Real calls go differently. Only the person there can judge what is safe.
times-ask = Which one shall we follow?
times-again = Draw again
times-none-milder = For this answer no milder ending was drawn. Not every call can end mildly, whatever the caller does.
# [P1 P5] Where no drawn ending of an answer reached help: it is this call at this moment, and no rule
times-none-reached = None of these reached help. That is this call, at this moment: other calls without a word do reach the police.
# [F1 F3] On every page of milder endings: they all end with help, or settled
times-left-out = Harder endings are left out here. 55 does not always bring officers.
# [P1 P5 N25] Where the answer is to make no sound: what is first and large there is `not-at-fault`
silence-alone = Silence alone may not bring the police.
time-title = Ending { $number }
time-heading = { $way }: { $ends }
time-heard = Overheard
time-no-moment = Not safe to try
time-others = Voices heard. { $ends }
time-others-heard = At first the caller made no sound. Voices nearby were heard, and the call was put through to the police.
time-found_safe = Officers came
time-has_gone = Officers came; the other person had gone
time-false_alarm = Officers came; nobody needed help
time-rung_back_settled = Rung back; said to be well
time-delayed_for_hours = Officers came late
time-wrong_address = No reply; officers stayed
time-arrest = Officers came, and took someone away
time-refused_at_door = Officers saw the caller in the end
time-changes_mind = Officers saw the caller alone
time-lost_and_found = Line lost; officers came later
time-nobody_sent = Nobody was sent
time-no_response_to_recording = Police not told
time-ended_by_operator = The operator ended it
time-confirmed_mistake = Ended as a mistake
time-abandoned = The line went; no police told
time-not_connected = No network
time-ended_by_first_handler = It ended with a first handler
time-connected_to_other_service = Another service took it
time-handed_to_other_force = Another force took it
# [F1 F3 N1; B1 B2 on the phone; B21] Said after each ending, so that no single course reads as a rule
true-55 = By itself 55 sends nobody. Silence may not be enough.
responsible = Whoever abuses is responsible. The caller is not.
not-to-blame = The caller is not at fault.
not-at-fault = Whoever could make no sound was not at fault.
well-heading = The same call, another made-up ending
well-way = One answer was: { $way }.
watch-well = Watch this ending
watch-written = See how the call was written

# What may be hard in what might happen next: part of the note before the call
hard-overheard = someone nearby hears the caller
hard-phone_taken = someone takes the phone
hard-put_down = someone puts the phone down
hard-untold = the call ends without help
hard-late = officers come late, or nobody is sent
# Also in relief, once officers are there
hard-crying = someone cries
hard-shouting = someone shouts
hard-breaking = something breaks
hard-at_the_door = someone else speaks at the door
hard-taken_away = officers take someone away
# [W15] Where an ending has a text or a call to the phone, in the place of `times-real`: as long, or a wall overflows
times-beside = Beside someone, a text or a call can be dangerous. Only the person there can judge.
# [W15] On the page after an ending in which someone writes or the caller is rung, where someone may be beside them
beside-phone = Beside someone, a text or a call can be dangerous.
# What is out of the caller's hands: drawn anew for everything that might happen next
overheard-late = It took about { $seconds } seconds until the caller could move safely.
overheard-never = There was no safe moment to { $way } before the call was over.
overheard-take_phone = Someone nearby heard, and took the phone.
overheard-hang_up = Someone nearby heard, and put the phone down.
overheard-come_closer = Someone nearby heard, and came closer.
as-written = How the call was written
written-not-chosen = This is how the call was written, not what you suggested.

way-stay-silent = make no sound
way-press-55 = press 55
way-tap = tap the phone
way-cough = cough
way-whisper-police = whisper “police”
way-say-mistake = say that it was a mistake
way-lift = pick the handset up again
way-answer = answer the phone
way-text = send a text message
way-hang-up = put the phone down
way-ask-sound = ask for a tap, a cough or a noise
way-connect-police = put it through to the police
way-send-to-recording = send it to the recording
way-end-call = end the call
way-invite = invite a word or a whisper
way-offer-ways = say how the caller can answer
way-set-code = say what means yes and what means no
way-send-officers = send officers
way-ring-back = ring back
way-not-ring-back = decide not to ring back
way-end-connection = end the connection

## No longer shown. They stay, so that a translation that has them is still read

next-now = In this made-up ending: { $how }
came-late = It took { $minutes } minutes until officers were there.
because-no_answer_heard = no answer to their questions could be heard
next-other = Another time: { $how }
next-same = It ended in the same way.
web-join = Join in with a phone if you like: { $address }
web-cover-keys = Esc or c shows the page again. F11 leaves the full screen. “Leave now” leaves this page; the session goes on.

## Myths

myth-count = True or not? { $number } of { $of }
myth-ask = What do you think?
myth-true = True
myth-false = Not true
myth-depends = It depends
verdict-not_true = Not true
verdict-partly = Only partly true
# What was asked, once the truth is shown above it
myth-said = { $statement } { $verdict }.
sure-agreed = Public sources agree: { $sources }.
sure-single = { $count ->
    [one] One public source says so: { $sources }.
   *[other] Few public sources say so: { $sources }.
 }
sure-disputed = Most public sources say so: { $sources }.
sure-but = { $but } ({ $sources })
myth-watch = Watch a call that shows it
myth-see = If you play the call, look for this: { $see }

## Where to find help

help-now = In danger now? Call 999. If you cannot speak, stay on the line and make any sound that is safe. On a mobile, press 55 when asked.
# Only for who leads
help-page = Page { $number } of { $of } with ways to get help. “Next” shows page { $next }.
help-page-last = Page { $number } of { $of } with ways to get help. It is the last: “Next” goes on with the session.
help-lines = Someone to talk to
help-other = Other ways to reach 999
help-rung = These numbers were rung on { DATETIME($day, dateStyle: "long") }.
help-unrung = These numbers have not been rung yet. They were looked up on { DATETIME($day, dateStyle: "long") }. Please ring them before you show or print them.
help-checked = { $how ->
    [rang_it] Rung on { DATETIME($day, dateStyle: "long") }.
   *[other] Looked up { DATETIME($day, dateStyle: "long") }.
 }
# At the foot of help lines: which of them, by their numbers, was looked up on which day
help-looked = { $how ->
    [rang_it] Rung { DATETIME($day, dateStyle: "long") }: { $which }.
   *[other] Looked up { DATETIME($day, dateStyle: "long") }: { $which }.
 }
help-others = the others
help-all = { $hours } That goes for all of these.
help-add = { $nation }: add your local line.
help-origin = From { $file }, not from silent999.
help-add-paper = Your own local line is not in this list. Write it on the handout, where there is a place for it.
help-add-how = To add your own lines, put a file into the folder “support” beside your plans.
nation-england = England
nation-wales = Wales
nation-scotland = Scotland
nation-northern_ireland = Northern Ireland

## Notes for the facilitator, by the kind of step

lead-phones = Say first that nobody has to use a phone, and that a phone may be watched.
lead-welcome = Say who you are, and what the session is for. Read out how we look after each other. Say what you would have to pass on if you were worried that someone was in danger. Point out the door, and say that anyone may use it.
lead-expect = Someone here may have lived this. Show how to leave: point at the key or the button. Then say what is coming, show the help lines once (“Help lines on the wall”; “Get help” shows them to you alone), and say that nothing is recorded.
lead-tour = Read each page aloud, or ask for a volunteer. Take your time. Questions are welcome on every page.
lead-watch = Read out what is in the call, and let the group choose. Then let the call run, or step through it. Leave a silence at the end before you speak.
lead-decide = When the call stops, ask. Nobody has to answer, and no answer is wrong. Read the large lines aloud: only the person there can judge what is safe. Then open one answer. Up to five made-up endings of it are drawn for this session, chosen to differ; of milder ones there may be one or two, or none. Say that they do not show how often, and do not count them. Let the room pick the one to follow. After it, “Next” goes on, and “Skip” goes back to the five. “Draw again” draws others, if there are any. Where officers come in time in some ending of an answer, one such ending is always among the five: that is not how often either. Do not compare answers as better or worse.
# The endings that are on the page now
lead-times = { $count ->
    [0] No ending of this answer is shown here. Read the first line aloud, and open another answer.
    [one] One ending is drawn here. “Draw again” may draw another.
   *[other] { $count } endings are drawn here. “Draw again” draws others, if there are any.
 }
lead-myths = Ask what people think, without names, then show what is true. People learn these from posters and from friends. Nobody should feel foolish. Before a call, the page says what is in it.
# [N C] On the note before a call
lead-choose = If some would rather have a milder one, read it or skip it, do that for everyone. Nobody has to say why, and the rest lose nothing. Whoever stays away from one call is welcome in the next part.
lead-talk = Leave time. You do not need to have an answer.
lead-break = Say when you start again. Say that anyone may miss the next part.
# 45 seconds: an assumption, as in awareness/rehearsal.py
lead-help = Let each page of numbers stand for 45 seconds or more: that is what it takes to write one down, or not to be seen doing so.
lead-close = Say that it is over. Once it no longer says DRAFT, offer the handout: the page, the card, or the one in easy words. Take it only if it is safe to have. Stay for a while; someone may want to talk.
# What a room does not read of how an ending went
lead-more = More, if someone asks: { $more }
# [F1 F3 N1; B1 B2 on the phone; B21]
lead-55 = To the operator, any sound is an answer. On a mobile, pressing 55 when asked shows that you need help; it gives no location. Calls without a word do reach the police.
lead-ask = To ask, if there is time: { $ask }
lead-ask-written = If you show how the call was written, you can ask: { $ask }
lead-after = Let the group speak first. Then say how it ended, and what decided it.

## The page to hand out (silent999 handout)

handout-draft = DRAFT
figure-seconds = { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
 }
figure-parts = { $seconds } seconds
handout-unchecked = This is a draft. Nobody has checked it against its sources yet. Please do not hand it out.
handout-checked = Checked by { $by } on { DATETIME($on, dateStyle: "long") }.
handout-safe = Take this only if it is safe for you to have it.
handout-mark = †
handout-disputed = Public sources do not all agree on this.
handout-responsible = Whatever happens in a call, the caller is not at fault. Whoever abuses is responsible.
handout-fold = Print on one side. Cut along the dashed lines, and fold twice along the dotted lines, with the words inside: the outside stays blank.
handout-easy = People with learning disabilities have not read this version yet.
handout-help = Where to get help, and other ways to call
handout-sources = Sources:
handout-looked = { $how ->
    [copy] Numbers come from stored copies of public pages, looked up from { DATETIME($on, dateStyle: "long") }. Ring or open each before you print this.
   *[itself] Numbers were last looked up on { DATETIME($on, dateStyle: "long") }.
 }
handout-not-endorsed = Made with a training program. No police force, BT, the IOPC or Women's Aid has endorsed it. A police force's own advice always comes first.

## The pack to print (silent999 handout --pack)

local-logo = Place for a logo
local-number = Near you:
pack-title = Pages to print for a session
pack-for = For “{ $title }”, { $minutes }.
pack-print = What to print
pack-print-how = Open each page in a browser and print it on A4, at 100 %, on one side. The browser can also save it as a PDF.
pack-file = Page
pack-copies = How many, and what to do with them
pack-guide = Leader's guide
pack-guide-how = One, for you. It has your notes: keep it away from the group.
pack-cards = Table cards
pack-cards-how = First side: one for each table, on thick paper. Fold it in the middle, so that it can be read from both sides. Second side: one for each person, cut along the lines.
pack-posters = Posters
pack-posters-how = One of each. First: for the door. Second: for the room, once it no longer says DRAFT. Third: where people can read it alone, also in the toilets.
pack-a4 = Handout, one side
pack-a4-how = Once it no longer says DRAFT, one for each person who may want it: leave them where people can take one unseen. Until then, read it against its sources.
pack-card = Handout, a card to fold
pack-card-how = Two on each sheet: cut and fold. The outside stays blank. Not to hand out while it says DRAFT.
pack-easy-read = Handout in easy words
pack-easy-read-how = For anyone who prefers it, with pictures. Not to hand out while it says DRAFT.
pack-yours = Your own service and logo
pack-yours-how = Each page has a place for them: write, stamp or stick them there, or make the pack with --local and --logo. Ring the number first.
pack-before = Before the group comes
pack-before-read = Go through the session alone, with the calls.
pack-before-ring = Ring every number at the end of this guide, and write down the day.
pack-before-local = Write your local service on the pages that have a place for it.
pack-before-check = Read the handout against its sources. It says DRAFT until a person has.
pack-before-leave = Try how to leave a page, and how to cover the wall.
pack-before-phones = Try with one phone whether phones can join. If not, use the numbered cards.
pack-before-print = Put a table card on each table, and the help poster where people can read it alone.
pack-before-alone = Decide who stays with someone who wants to talk, and in which room.
pack-minutes = Minute { $begins } to { $ends }
pack-wall = On the wall
pack-note = Note:
pack-own = Your own notes:
pack-line = Line
pack-for-whom = For whom, when, and when it was checked
pack-rang = Rung by, on
pack-face-down = Keep the cards face down until you are asked.

## Who has read this (/readers)

web-tab-readers = readers
readby-heading = Who has read this
readby-nobody = Nobody yet. No group of victims and survivors, no service and no police force has read what a group meets here.
readby-how = Would you? Ask the person who leads for the pages to read, with a form to return. It may name your group, or not.
readby-line = { $name }, on { DATETIME($day, dateStyle: "long") }: { $read }.
readby-changed = What changed: { $changed }
readby-victims_and_survivors = Victims and survivors
readby-service = Services that help them
readby-force = Police forces
readby-others = Others
readby-none-of = Nobody yet.

## Which words are still English (/languages)

web-tab-words = words
words-heading = Which words are still English
words-file = Each language has one file with all that a group reads. A person who grew up with the language writes it, and others who did read it.
words-none = There is no language but English yet.
words-left = { $count ->
    [0] Nothing is left in English, but for what is below.
    [one] One text is still English.
   *[other] { $count } texts are still English.
 }
words-which = Which ones
words-always = What is English in every language
words-always-spoken = What people in a call say, and names of places in it: calls are in English.
words-always-safety = The safety line and the words on leaving: the English comes first, then the translation.
words-always-sources = The names of sources.
words-always-refused = A message when something is refused, such as a wrong code.
words-always-trainer = The pages of calls, of a class, and of the person who opens a session.
words-always-landing = The table that “Leave now” goes to.

## The pack for readers

readers-title = Please read what a group meets
readers-about = These are the { $count } sentences that a group can meet in this session, in order, with what follows each answer. A sentence that comes twice is shown once. Made-up endings are drawn again for each session; here are those of one.
readers-care = Some of the calls imply domestic abuse or danger. Stop whenever you like. You owe nobody a reason.
readers-how = Mark beside a sentence what is wrong, unkind or hard to follow. Use its number in the form.
readers-around = Around every page
readers-key = The key for help
readers-form = To return
readers-choose = Fill in only what you want to. Keep this where nobody finds it who may not, or leave it with the person who gave it to you.
readers-ask-name = Your group, force or service, if it may be named
readers-ask-day = The day on which you read it
readers-ask-wrong = What is wrong? Which sentences, and what is true instead?
readers-ask-unkind = What is unkind, or could put someone in danger?
readers-ask-missing = What is missing?
readers-ask-good = What should stay as it is?
readers-ask-named = May we say that you have read it? Yes or no, and in which words

## In a browser

web-banner = training: this cannot call 999. If this is real, call 999.
web-no-script = This page needs JavaScript to take part. It uses nothing from other sites. “Leave now” works without it, but Back then shows this page again.
web-skip-to = Skip to the content
web-get-help = Get help
web-leave-now = Leave now
web-display = Display
web-colours = Colours
web-colours-device = As on this device
web-colours-light = Light
web-colours-dark = Dark
web-colours-contrast = High contrast
web-letters = Size of the letters
web-cover-it = Cover
# Seen by a person who comes in while a page is covered: it says nothing of what is under it
web-uncover-it = Go on
web-to-notes = Notes
web-back-to-page = Back to where you were
# In the tab and history of the browser: neutral words, which name neither the program nor its subject
web-tab-screen = screen
web-tab-answers = answers
web-tab-contacts = contacts
web-tab-join = join
join-heading = Join with a code
join-watched = Your phone may be watched.
join-watched-how = If someone could look at this phone, or see what it does, please don't use it here. Join in on paper, or just listen: it counts the same.
join-leave = No page makes a sound until you turn it up. “Leave now”, at the top, takes this page away at once. It can't clear what the phone or the network has noted. A private window keeps it out of the phone's history.
join-network = This network is not private: others on it could read along.
# Only on a phone or computer whose page was closed without “Leave now”, while the session goes on
join-was-here = You were in here
join-was-here-how = The page was closed on this device. Come back to where the others are; no code is needed.
join-come-back = Come back
join-code = The code: six letters and numbers

web-plays = The call goes on.
web-paused = Paused.
web-waits = The call has stopped here for a question.
web-over = The call is over.
web-none = No session yet
web-none-text = The leader opens one on the page “Lead a session”.
web-ended = The session is over
web-ended-text = Nothing of it was kept. You can close this page.
web-another = Open another session
web-code = Code
web-paper = Paper, or just listening, counts the same.
web-joined = { $count ->
    [one] One page has joined
   *[other] { $count } pages have joined
 }
# Only who leads is shown this, two minutes late: nobody is to be looked round for, or asked
web-away = { $count ->
    [one] one of them is not open now. Someone's phone may be asleep, or they left: that's all right
   *[other] { $count } of them are not open now. Phones may be asleep, or people left: that's all right
 }
web-votes = { $count ->
    [one] 1 answer
   *[other] { $count } answers
 }
web-private = Nobody sees what you choose. Choose it again to take it back.
# Only who leads is shown this, after the number of answers
web-votes-closed = { $count ->
    [one] one of them is from a page that is not open now
   *[other] { $count } of them are from pages that are not open now
 }
web-sit-out = Sit this out
web-back-in = Come back in
web-sitting-out = You're sitting this out. Nobody can see that. The session goes on without you.
# On the page of a person who joins when the session has begun, before anything of it is shown
late-heading = Before you come in
late-how = The session has begun. Read this first, and come in when you like, or sit it out. Nobody sees which.
late-ready = Come in
web-language = Language
web-larger = Larger text
web-smaller = Smaller text
web-next = Next
web-back = Back
web-skip = Skip
web-pause = Pause
web-resume = Play on
web-cover = Cover the screen
web-uncover = Uncover the screen
lead-keys = Keys on this page
lead-keys-steps = →, space or Page Down: next. ←: back. h: help lines on the wall, and away again.
lead-keys-cover = c: covers the wall and these notes at once, and shows them again.
lead-keys-leave = Esc leaves: this page is gone at once. If someone comes in and the session is to go on, press c.
lead-keys-leave-alone = Esc leaves: this page and the wall are gone at once, and the session is over. If someone comes in and the session is to go on, press c.
lead-opens = Let people answer aloud, by hand, or not at all. Then press one: that opens what might happen next, for everyone.
web-help = Help lines on the wall
web-jump = Go to a part
web-notes = Your notes
web-shown = On the screen now
web-lead-code = Your code, to lead from a phone or to come back: { $code }
web-join-code = The group's code: { $code }
web-end = End the session for everyone
web-end-sure = Yes, end it
web-covered = The screen is covered. Uncover it to go on.
web-last = This is the last page. To finish, end the session at the foot of this page.
web-choose-first = Choose one of the answers below first.
web-reveal = Show the answers
# Only who leads is shown this, beside counts that are the same: a group may be of two minds
web-tie = As many for one as for another: take either. If one of them is milder, take that for everyone.
web-reveal-how = Answers can be shown once they come from three devices, and new ones once they come from three again. Phones behind one router count as one device.
web-no-follow = There is nothing more to show for an answer.
web-lost = Not connected. Trying again. What you see may be old.
web-sound = Sound
web-sound-off = off until you turn it up
web-sound-none = no voice here
web-leading = { $count } pages lead this session
web-running = A session is running
web-take-up = Take up the running session
web-take-up-how = For its leader, if their page was closed. It goes on where it is.
web-running-sure = A session is running. End it?
web-running-ends = Opening another one ends “{ $title }” for everyone. { $count ->
    [0] No phone has joined it.
    [one] One page has joined it.
   *[other] { $count } pages have joined it.
 }
web-open-instead = End it, open another
web-not-now = Not now

# Whether phones on the network can open the page to join. Nothing is sent to find out: a phone has to come
web-reach = Can phones reach me?
web-reach-alone = No. The program was started for this computer alone. To let phones join, end it, then start “silent999-with-phones”, or “silent999 serve --lan” with Python.
web-reach-off = No. This computer is on no network. Connect it to the Wi-Fi that the phones use, then start the program again.
web-reach-moved = Not any more. This computer has left the network that it was on. End the program, then start it again.
web-reach-untried = No phone has opened this address yet. Open this address on a phone, or scan the code. This page says when it has arrived.
web-reach-waiting = Waiting for a phone. Open this address on it, or scan the code.
web-reach-unreached = No phone has arrived yet. Try what is below.
web-reach-reached = Yes. Another device has opened the page.
web-reach-address = The address for phones:
web-reach-test = Try with a phone
web-reach-again = Try again
web-reach-others = This computer is on more than one network. Show the address on the network that the phones use.
web-reach-show = Show { $address }
web-reach-why = If no phone arrives
web-reach-why-wifi = Put the phone on the same Wi-Fi as this computer, and switch its mobile data off while you try.
web-reach-why-exactly = Type the address exactly, with http:// and the number after the last colon.
web-reach-why-guest = A guest network often keeps devices apart. Use another Wi-Fi, or your own phone's hotspot: connect this computer to it, then start the program again.
web-reach-why-firewall = If this computer asks whether silent999 may use the network, allow private networks. If it asked before, look in the settings of its firewall.
web-reach-why-paper = Or do without phones. Paper cards count the same.
