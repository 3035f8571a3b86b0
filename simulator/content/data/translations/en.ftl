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
foot-next = Space: on
foot-back = ←: back
foot-pause = p: wait
foot-resume = p: play
foot-scroll = ↑↓: more
foot-skip = s: skip
foot-jump = j: jump
foot-cover = c: cover
foot-notes = n: notes
foot-help = h: help
foot-return = s: return
foot-help-return = h: return
foot-keys = F1: keys
foot-leave = F2/Ctrl+L: leave
too-small = F2 or Ctrl+L leaves. This window has { $columns } by { $rows } characters; { $least-columns } by { $least-rows } are needed. Make the letters smaller, or the window larger.

keys-title = The keys
keys-next = Space, →, Page Down or Enter: on, to the next line or page. Before a call only a choice goes on
keys-back = ←, Page Up or Backspace: back, line by line and page by page
keys-pause = p: let a call wait, or play on
keys-skip = s: skip this part
keys-jump = j: jump to any part, by its number or by the arrows
keys-cover = c, b or full stop: cover the screen, or uncover it
keys-notes = n: notes for whoever leads; the room sees them
keys-help = h: where to find help; h or s goes back to where you were
keys-leave = F2, Ctrl+L, Ctrl+Q or Ctrl+\: leave at once, without a question
cannot-stop = Ctrl+Z does not stop this program. F2 or Ctrl+L leaves it.
close-window = Esc: close
scroll-window = ↑ ↓: there is more

cover-title = One moment
cover-text = We go on soon.
cover-keys = c: go on

choose-plan = Which session would you like to run?
choose-large = Make the letters as large as they go before a page no longer fits: in most terminals and browsers with Ctrl and +. All pages fit 80 by 24 characters.
choose-minutes = { $minutes } minutes
choose-keys = ↑ ↓: choose   Enter: begin   c: cover

jump-title = Jump to a part
jump-keys = A number or ↑ ↓, then Enter   Esc: stay here
notes-title = Notes for whoever leads
notes-none = There are no notes on this part.

## The steps, by their names

step-welcome = Welcome
step-expect = What to expect
step-tour = A call, step by step
step-watch = A call
step-decide = Decide together
step-take = Take the call together
step-compare = Two calls, side by side
step-myths = True or not?
step-talk = To talk over
step-break = A break
step-help = Where to find help
step-close = The end

## Welcome, what to expect, break, close

welcome-heading = When somebody calls 999 and cannot speak
welcome-today = What happens on the line, who can hear what, and what helps.
welcome-rules = How we are with each other
rule-stay = Stay or go as you need. Nobody has to say why.
rule-share = Nobody has to tell anything. What is told here stays here, unless somebody is in danger.
rule-voice = Nobody is the caller, or has to speak for them. The room says what could help, or watches.
rule-blame = Nobody who called, or who could not, did wrong.
expect-heading = What to expect
expect-calls = We look at calls that are made up. Some of them imply domestic abuse or danger. Nothing is shown, and nobody is hurt in what is heard.
expect-before = Before each call you see what is in it. We can take a milder one, read it, or skip it.
expect-leave = Leave whenever you like, for a moment or for good.
expect-help = Where to find help stands at the end, and at any time on the key h.
expect-recorded = Nothing of this session is recorded.
expect-true = What we show rests on public sources, and they do not always agree. It is not the policy of any police force.
break-heading = A break
break-text = Stretch, drink something, get some air. Nobody has to come back for the next part.
close-heading = Thank you
close-calm = All the calls were made up, and they are over. Take a moment before you go.
close-recorded = Nothing of this session was recorded: no names, no hands, no answers.
close-most = What matters most: on a mobile, call 999 and listen. Speak, whisper, cough or tap if that is safe for you; only you can judge. When you are asked for 55, press 5 twice, and stay on the line if you can.
close-real = If you are in danger now, call 999.
talk-heading = To talk over
calm = That was made up, and it is over. Nobody who called, or who stayed quiet, did wrong.

## Before a call

note-heading = Before we begin
note-call = The call: { $title }
note-in-it = What is in it: { $content }.
note-nothing = There is nothing in this call to prepare for.
note-ways = What could come of each decision has a note of its own, where it needs one.
note-choose = What would you like?
note-go = g: go on
note-milder = m: a milder call: { $title }
note-read = r: read it instead
note-skip = s: skip it
note-compare = Two calls: { $left }, and { $right }

## A call

read-heading = To read: { $title }
line-who = { $who }:
gap = { $minutes ->
    [one] about a minute later
   *[other] about { $minutes } minutes later
 }
reel-waits = waiting; p plays on
reel-end = The call is over.
reel-stops = The call waits here. Space: what could be done?
ended-heading = How it ended
over-heading = It is over
# Said after a call by mistake, however it ended
nobody-needed-help = Here nobody was in danger, and nobody needed help.
help-close = If this is close to you:
help-line = { $nation }: { $number }
help-short = If this is close to you: { $lines }
help-key = More: key h.
after-heading = To talk over

tour-and-so-on = and so on
again = { $told } (several times)
asks-many = asks { $times } questions that need only yes or no, from { $first } to { $last }
answers-none = no answer can be heard
answers-many = { $times ->
    [one] answers one of them
   *[other] answers { $times } of them
 }

who-caller = Caller
who-operator = 999 operator
who-first_handler = First police handler
who-call_handler = Police call handler
who-recording = Recording
who-other_person = Somebody near
who-room = Around the caller
who-network = The network
who-systems = Police systems
who-officers = Officers
who-other_force = Another police force

said = “{ $words }”
said-whispered = in a whisper: “{ $words }”
said-faint = something too faint to make out
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
act-lift = lifts the handset again
act-send_text = sends a text message
act-take_phone = takes the phone from the caller
act-give_back = the caller has the phone again
act-connect-police = connects the call to the police
act-connect-ambulance = connects the call to the ambulance service
act-connect-fire = connects the call to the fire service
act-connect-coastguard = connects the call to the coastguard
act-send_to_recording = sends the call to the recording
act-end_call = ends the call
act-hand_over = tells the police what was heard
act-pass_details = passes what is known to the police
act-pass_on = passes the call to the local police force
act-deploy = sends officers
act-bring_in = asks another service to come
act-call_back = rings the caller back
act-decide_against_callback = decides not to ring back
act-close = closes the case
act-arrive = come to the place that the police know of
act-lose_line = the line is lost
act-accept_incident = takes it over
result-marked = show an earlier report on this number
location = sends a location: { $place }
location-within = sends a location: { $place }, within { $metres } metres
recognised-fifty_five = 55 is recognised
recognised-early_fifty_five = 55 is recognised, before it was asked for
recognised-noise = a noise is taken as a signal
callback-failed = nobody is reached
call-began = { $number ->
    [1] The call begins
   *[other] Call { $number } begins
 }

sound-breathing = breathing
sound-sob = somebody crying
sound-groan = a groan, or a slurred sound
sound-shouting = somebody shouting
sound-argument = voices raised
sound-voices = people talking near the phone
sound-chatter = chatter some way off
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
sound-fall_message = a device says that whoever wears it has fallen

## Where the call is: a heading, and in the tour what that means

stage-idle = Nothing has been dialled yet
stage-dialled = Ringing
stage-with_operator = With the 999 operator
stage-sound_prompt = A recording asks for a sound
stage-recording = The recording. Nobody at the police hears the call yet
stage-accepted = The signal was heard
stage-back_with_operator = Back with the 999 operator
stage-with_first_handler = With a first police handler
stage-connecting_police = Ringing at the police
stage-with_call_handler = With the police call handler
stage-held = The handset is down
stage-held_connecting = The handset is down, the police are being rung
stage-held_with_call_handler = The handset is down, the police hold the line
stage-cut_off = The line has gone
stage-ringing_back = The police ring back
stage-down = Nobody is on the line any more
stage-not_connected = No network
stage-abandoned = The line has gone
stage-ended_by_operator = The operator has ended the call
stage-confirmed_mistake = Ended as a mistake
stage-no_response_to_recording = The recording has ended the call
stage-ended_by_first_handler = The first handler has ended the call
stage-with_other_service = With another emergency service

# [G1]
tour-dialled = 999 and 112 reach the same operators, wherever in the UK you are. They answer within seconds.
# [G1 P1 P4 N6 N3]
tour-with_operator = An operator asks which service you need. They keep asking for about half a minute, and at last ask for any noise: a tap, a cough. A sound in answer, a word, or trouble in the background goes straight to the police.
# [N9]
tour-sound_prompt = In one published variant the recording first asks for a cough or a tap.
# [P2 N1 N2 F2 F3]
tour-recording = The operator heard nothing that could be judged, so a recording plays for about twenty seconds. It speaks of the police, but nobody there hears the call before it is put through. What it says before it asks for 55 is not published. The operator goes on listening. On a landline it is not used.
# [P2 N1]
tour-accepted = 55, pressed when it was asked for, says: this call is meant. It sends nobody, and tells nobody where you are.
tour-back_with_operator = In one published variant 55 brings the caller back to the operator.
tour-with_first_handler = In one published variant somebody else asks first, before the local force does.
# [P5]
tour-connecting_police = The operator connects the call to a police force, and says what was heard.
# [P1 P2 P5 N7 K1]
tour-with_call_handler = The call handler asks what yes or no can answer, and first says how: a tap, a key, a whisper. There is no code that holds everywhere. They decide, from the answers and from everything known, whether officers are sent.
# [N5 W1]
tour-held = On an old landline, putting the handset down may not end the call at once: the line may be held for up to 45 seconds. Old lines end by 31 January 2027; do not count on it on a line through the internet.
tour-held_connecting = The line is still held, and the police are being rung.
tour-held_with_call_handler = The police still hold the line.
tour-cut_off = Nobody is on the line any more. The operator still has the number, and what was heard.
# [N11 I3]
tour-ringing_back = The police may ring back, or decide that ringing would not be safe. Sources do not agree on a rule.
tour-down = The line has been ended. What the police do about the call goes on.
tour-not_connected = The phone reached no network. Nobody knows of the call.
tour-abandoned = The call ended before anybody could judge it. No police force was told.
tour-ended_by_operator = The operator judged that nobody needed help. No police force was told.
tour-confirmed_mistake = Somebody said that it was a mistake, and was thanked for saying so.
# [P1 P2 N1 M6]
tour-no_response_to_recording = No 55 came, so the call was ended. In this model the local police are not told.
tour-ended_by_first_handler = The first handler did not pass the call on.
tour-with_other_service = Another emergency service has the call.

## How a call ended

outcome-not_connected = The phone reached no network. Nobody knows of this call.
outcome-abandoned = The line went before anybody could judge it. No police force was told.
outcome-ended_by_operator = The operator ended the call. No police force was told.
outcome-confirmed_mistake = It was a mistake, and somebody said so. The operator ended the call.
outcome-no_response_to_recording = The recording ended the call. The local police were not told.
outcome-ended_by_first_handler = The call was ended before the local police had it.
outcome-connected_to_other_service = Another emergency service took the call.
outcome-deployed = The police sent officers.
outcome-closed_without_deployment = The police looked into it, and sent nobody.
outcome-handed_to_other_force = Another police force took it over.
short-not_connected = no network, nobody knows
short-abandoned = the line goes, no police are told
short-ended_by_operator = the operator ends it, no police told
short-confirmed_mistake = ended as a mistake
short-no_response_to_recording = it ends, no police are told
short-ended_by_first_handler = ended before the local police had it
short-connected_to_other_service = another service takes the call
short-deployed = officers are sent
short-closed_without_deployment = looked into, nobody is sent
short-handed_to_other_force = another police force takes it
short-open = left open, nothing more is decided
outcome-open = It was left there: nothing more was decided, and what the police know of the call stays open.

## Why it ended so: what was decided on the way, and for what reason

why-connect = The call was put through to the police: { $because }.
why-deploy = Officers were sent: { $because }.
why-close = The police closed it: { $because }.
why-end = The operator ended it: { $because }.
why-no_callback = The police did not ring back: { $because }.
why-recording = In this model { $because }.
because-no_response = nothing was heard that could be judged
because-mistake_confirmed = somebody said that it was a mistake
because-signal_heard = a sound was heard in answer; any sound would have done
because-speech_heard = words were heard
because-disturbance_heard = trouble was heard
because-doubt = nobody could be sure that all was well
because-doubt_and_marker = nobody could be sure that all was well, and police systems showed an earlier report on this number
because-danger_established = the answers said that there was danger
because-injury = somebody was hurt or ill
because-marker = police systems showed an earlier report on this number
because-line_cut = the line was cut
because-may_alert_others = ringing could have put the caller at risk
because-caller_may_be_alone = ringing seemed safe
because-cannot_be_rung = the phone cannot be rung
because-no_answer = nobody answered
because-no_concern = checks were made, and no concern was left
because-checked_safe = it was made sure that everybody was safe
because-officers_with_caller = officers were with the caller
because-officers_dealing = officers were dealing with it
because-other_area = the place lies in another force's area
because-staying_is_dangerous = staying on the line was more dangerous
because-not_safe_to_say = somebody else could have heard it
because-policy = that is the force's rule
because-judgement = that was what they judged right
because-fifty_five = 55 was pressed when it was asked for
because-early_fifty_five = 55 was pressed before it was asked for
because-noise = a noise was taken as a signal
because-unanswered = the operator asked whether it was a mistake and everybody was safe, and had no answer
# [N1 P2 P1 N8]
because-only_fifty_five = the recording puts a call through when 55 is pressed. Public sources differ on whether a noise is enough
because-fifty_five_or_noise = the recording puts a call through when 55 is pressed or a noise is heard. Public sources differ on the noise

## Decide together

decide-who-caller = The call waits. What could help the caller now?
decide-who-operator = The call waits. You are the 999 operator.
decide-who-call_handler = The call waits. You are the police call handler.
decide-how = ↑ ↓: mark an answer.  w: see what follows.  Space: all of them.
all-heading = What would come of each
all-note = The list that comes next says in a few words what would come of each answer.
all-how = ↑ ↓: why it ends so.  w: see it played on.  Space: on.
all-model = As this model plays it. Real calls differ, and no row says what somebody should have done.
branch-heading = If so: { $way }
well-heading = A way that ends well: { $way }
watch-written = w: see how the written call goes on

# What may be hard in a way, told before it is shown: “What is in it: ...”
hard-overheard = somebody near hears the caller
hard-phone_taken = somebody takes the phone from the caller
hard-put_down = somebody else puts the phone down
hard-voice = somebody else speaks to the call
hard-line_lost = the line goes dead
hard-sob = somebody cries
hard-groan = somebody groans
hard-shouting = somebody shouts
hard-argument = voices are raised
hard-breaking = something breaks
hard-scuffle = a scuffle
hard-untold = nobody comes
# What somebody near does about what the caller did: in a list, and in a sentence
noticed-take_phone = phone taken
noticed-hang_up = phone put down
noticed-come_closer = overheard
overheard-take_phone = Somebody near heard { $what ->
    [tap] the tap
    [cough] the cough
    [whisper-police] the whisper
    [say-mistake] the words
    [pretend] the words
   *[other] it
 }, and took the phone from the caller. The police cannot see that.
overheard-hang_up = Somebody near heard it, and put the phone down.
overheard-come_closer = Somebody near heard it, and came closer.
as-written = As the call was written
written-not-chosen = This is how the written call goes, not what the room chose.

way-stay-silent = make no sound
way-press-55 = press 55
way-press-5 = press a single 5
way-press-other = press another key
way-tap = tap the phone
way-cough = cough
way-whisper-police = whisper “police”
way-say-mistake = say that it was a mistake
way-pretend = talk as if to somebody else
way-breathe = breathe audibly
way-lift = lift the handset again
way-answer = answer the phone
way-text = send a text message
way-hang-up = put the phone down
way-tap-twice = tap twice
way-whisper-yes = whisper “yes”
way-whisper-no = whisper “no”
way-go-on = go on as usual
way-ask-service = ask again which service
way-ask-sound = ask for a tap, a cough or a noise
way-connect-police = connect to the police
way-connect-ambulance = connect to the ambulance service
way-send-to-recording = send it to the recording
way-end-call = end the call
way-invite = invite a word or a whisper
way-offer-ways = say how to answer
way-set-code = say what means yes and what means no
way-ask-danger = ask whether they are in danger
way-send-officers = send officers
way-ring-back = ring back
way-not-ring-back = decide not to ring back
way-end-connection = end the connection

## Take the call together

take-waits = The call waits while you decide. A number does it; Space lets time go by.
take-runs = Time goes by. p waits; a number does it now.
take-over = The call is over.
take-near = Near the caller: { $who }
take-nobody = nobody

## Two calls

compare-both = the same call, two procedures

## Myths

myth-count = { $number } of { $of }
myth-ask = What do you think?
myth-true = true
myth-false = not true
myth-depends = it depends
myth-how = ↑ ↓: mark an answer.  Space: what is true.
verdict-not_true = Not true
verdict-partly = Only in part
sure-agreed = Public sources agree: { $sources }.
sure-single = { $count ->
    [one] One public source says so: { $sources }.
   *[other] Few public sources say so: { $sources }.
 }
sure-disputed = Most public sources say so: { $sources }.
sure-but = { $but } ({ $sources })
myth-watch = w: watch it happen
myth-see = Look for this: { $see }

## Where to find help

help-now = In danger now? Call 999. Cannot speak? Stay on the line, make any sound if it is safe, and on a mobile press 55 when asked.
help-lines = Somebody to talk to
help-other = Other ways to reach 999
help-only-for = for { $who }
help-checked = Taken from a saved copy of its page on { DATETIME($day, dateStyle: "long") }.
help-checked-page = Looked up on its page on { DATETIME($day, dateStyle: "long") }.
help-checked-rang = Rung on { DATETIME($day, dateStyle: "long") }.
help-print = Ring or open each one before you print it or rely on it.
help-add = { $nation }: add your local line.
help-add-how = Your own lines go into a file in the folder “support” beside your plans.
nation-england = England
nation-wales = Wales
nation-scotland = Scotland
nation-northern_ireland = Northern Ireland

## Notes for whoever leads, by the kind of step

lead-welcome = Say who you are, and what the session is for. Read the ground rules aloud, and say what you would have to pass on if somebody were in danger. Point out the door, and say that it may be used.
lead-expect = Some of the people in the room may have lived it. Say what is coming, and how to leave. Show the key for help once. Say that nothing is recorded.
lead-tour = Read each page aloud, or let somebody. Do not hurry. Questions are welcome at every page.
lead-watch = Read the note on the content aloud, and let the room choose. Then let the call run, or step through it. Leave a silence at the end before you speak.
lead-decide = When the call stops, ask. Nobody has to answer, and no answer is wrong. Then look at what follows: what may be hard in a way is said before it is shown. After the last decision Space shows a way that ends well, unless you have shown one; how the written call goes on is there for the key w.
lead-take = Nobody speaks as the caller. The room says what to do, you press the number. Doing nothing is an answer too. Whatever comes of it, say that it was this room's try at a hard thing.
lead-compare = Let both run side by side, or step. Then ask what made the difference. The callers are not at fault in either.
lead-myths = Ask for hands, then show what is true. People learned these from posters and from friends; nobody is to be embarrassed.
lead-talk = Leave time. You do not have to have an answer.
lead-break = Say when you go on. Say that anybody may leave the next part out.
lead-help = Leave this page up. Give people time to take a number down, or not to be seen doing so: say that the numbers are on the handout as well.
lead-close = Say that it is over. Stay in the room for a while; somebody may want to talk.
lead-after = Let the room speak first. Then say how it ended, and what decided.

## The page to hand out (silent999 handout)

handout-draft = DRAFT
handout-unchecked = This is a draft. Nobody has checked it against its sources yet. Do not hand it out.
handout-checked = Checked by { $by } on { DATETIME($on, dateStyle: "long") }.
handout-help = Where to find help, and other ways to call
handout-sources = Sources:
handout-undated = undated
handout-looked = { $how ->
    [copy] Numbers were looked up in stored copies of public pages on { DATETIME($on, dateStyle: "long") }. Ring or open each before you print this.
   *[itself] Numbers were last looked up on { DATETIME($on, dateStyle: "long") }.
 }
handout-not-endorsed = Made with a training program. No police force, BT, the IOPC or Women's Aid has endorsed it. A police force's own advice always comes first.
