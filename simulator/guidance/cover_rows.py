"""What a call handler does for a caller in disguise, beside what any caller gets (SIT-19, SIT-04).

The caller chose whom they pretend to talk to; the call handler plays that one, with lines for the
cover (`knowledge/judgements/cover.py`). The situation under the disguise stays: who is followed and
talks to "Mum" is asked whether they are, and hears the same advice inside the cover.
"""

from collections.abc import Callable

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Sound, Topic
from simulator.guidance import act_makers as a
from simulator.guidance import rows
from simulator.guidance.act_makers import ask, ask_first, say
from simulator.guidance.rows import GuidanceRow, NeverBefore, desk, not_since, since
from simulator.knowledge.answers import MOST_BEHIND, MOST_NEAR, AnswerState
from simulator.knowledge.facts import Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.families import asked, said, sound_heard, stated, yes
from simulator.knowledge.judgements.judgement import FactJudgement, called, judged

BEHIND_EACH: Millis = 132_000
"""Between two questions whether a person is still behind one who can say yes or no (assumption).

Their place is read each 30 s; two readers struck the question when it came as often.
"""
ASKS_EACH: Millis = 64_000
"""Between two questions to one who is followed and talks in cover: now whether he is still behind,
now whether people are near (SIT-04, assumption)."""
ASKS_ONCE_MORE: Millis = 24_000
"""After a question in cover to which nothing came, until it is asked once more (assumption)."""
TALKS_EACH: Millis = 36_000
"""Between two words to one who is followed: never an announced silence (4.4, assumption)."""
REREADS: Millis = 28_000
"""How old the last reading may be of one who is followed: 30 s (BF-6)."""


# fmt: off
outside = called("the caller in disguise seems to be out of doors", c.disguised & ~c.in_vehicle
    & (stated(StatementTopic.CALLER_OUTSIDE) | yes(Topic.ON_FOOT)
      | (sound_heard("traffic is heard", Sound.TRAFFIC) & ~c.has_address)))

_talks = called("one who is followed talks in disguise, and officers are on their way",
    c.line_open & c.disguised & c.followed & c.sent & c.briefed & c.in_conversation & ~c.found
        & ~c.other_voice)
_unanswered = judged("nothing has come to whether a person is behind them", "topics",
    lambda f, _: f.of(Topic.FOLLOWED).answer is AnswerState.ASKED)
_not_often = judged("whether they are still behind was asked six times at most", "topics",
    lambda f, _: f.of(Topic.BEHIND_YOU).asked < MOST_BEHIND)
_not_always = judged("where people are was asked five times at most", "topics",
    lambda f, _: f.of(Topic.PEOPLE_NEAR).asked < MOST_NEAR)

COVER_ROWS: tuple[GuidanceRow, ...] = (
    rows.voice("CH-34d", 2, "K3 SC-33 assumption", ask_first(Topic.FOLLOWED),
      c.line_open & outside & c.in_conversation & said(Intent.SAY_YES_IF_POLICE)
        & asked(Topic.IN_DANGER) & ~c.other_voice,
      "Traffic and no address, in a disguise: is the caller followed? Yes or no fits any talk."),
    rows.voice("CH-34r", 2, "K3 SC-33 assumption", ask(Topic.FOLLOWED),
      c.line_open & outside & c.in_conversation & c.sent & ~c.found & ~c.other_voice & _unanswered
        & judged("it was asked once", "topics", lambda f, _: f.of(Topic.FOLLOWED).asked == 1)
        & not_since(Stamp.ASKED, ASKS_ONCE_MORE, Topic.FOLLOWED) & not_since(Stamp.WORDS, 8_000),
      "Nothing came to whether a person is behind: silence isn't “no”, so it is asked once more.",
    ),
    rows.voice("CH-34w", 4, "K3 SC-33 assumption", say(Intent.REASSURE),
      c.line_open & outside & c.sent & c.briefed & c.incident_open & ~c.found & ~c.other_voice
        & ~c.followed & _unanswered & not_since(Stamp.WORDS, BEHIND_EACH // 2),
      "Who may be followed and can give no answer is not left alone: a word now and then.",
    )._replace(spread=20_000),
    *(rows.voice(id_, 3, "K3 SC-33 assumption", ask(topic),
      _talks & times & not_since(Stamp.ASKED_LAST, ASKS_EACH)
        & not_since(Stamp.ASKED, span, topic) & not_since(Stamp.WORDS, 8_000),
      "In the cover, who is followed is asked now whether they still are, now where people are.")
      for id_, topic, times, span in (
        ("CH-34e", Topic.BEHIND_YOU, _not_often, BEHIND_EACH),
        ("CH-34n", Topic.PEOPLE_NEAR, _not_always, BEHIND_EACH))),
    rows.voice("CH-34m", 4, "K3 SC-33 assumption", say(Intent.REASSURE),
      c.line_open & c.disguised & c.followed & c.sent & c.briefed & c.incident_open & ~c.found
        & ~c.other_voice & not_since(Stamp.WORDS, TALKS_EACH),
      "Who is followed is talked to as by a friend, and never left in silence.",
    )._replace(spread=12_000),
    desk("CH-58f", 3, "SC-33 K4 assumption", a.read_again,
      c.followed & c.sent & c.line_open & ~c.found & ~c.data_unread & since(Stamp.READ, REREADS),
      "Of one who is followed the place is old after 30 seconds: read it again.", takes=2_000),
)
# fmt: on


def _asks(topic: Topic) -> Callable[[do.Action], bool]:
    return lambda action: isinstance(action, do.Ask) and topic in action.about


def _has_an_answer(topic: Topic) -> FactJudgement:
    return judged(
        f"a word or a sign has come to the question: {topic.label}",
        "topics",
        lambda f, _: f.of(topic).answer not in (None, AnswerState.ASKED),
    )


ASKED_ONCE = (
    *(Topic.INJURED, Topic.WEAPON, Topic.AT_HOME, Topic.AT_KNOWN_ADDRESS, Topic.NEEDS_POLICE),
    *(Topic.MORE_THAN_ONE, Topic.OTHER_PERSON_PRESENT, Topic.IN_A_VEHICLE, Topic.SCREEN_SEEN),
)
"""What is not asked again once a word has come: a long talk gives the caller away [K3]."""
COVER_GUARDS: tuple[NeverBefore, ...] = (
    NeverBefore(
        "NB-cover-hurt",
        "B21 K3 assumption",
        ~c.hurt_breaks_cover | c.found | c.other_voice,
        _asks(Topic.INJURED),
        "A shop and a stranger do not ask who is hurt: in that cover it is not asked (CH-38).",
        None,
    ),
    NeverBefore(
        "NB-cover-weapon",
        "B21 K3 SC-31 assumption",
        ~c.disguised | c.found | c.other_voice,
        _asks(Topic.WEAPON),
        "Nobody whom a caller pretends to talk to asks about a weapon (SIT-19).",
        None,
    ),
    *(
        NeverBefore(
            f"NB-once-{topic}",
            "K3 assumption",
            ~c.disguised | c.found | ~_has_an_answer(topic),
            _asks(topic),
            f"In a disguise a question that was answered is not asked again: {topic.label}.",
            None,
        )
        for topic in ASKED_ONCE
    ),
    NeverBefore(
        "NB-home",
        "SC-32 SC-33",
        ~c.disguised | ~c.under_way,
        _asks(Topic.AT_HOME),
        "In a disguise one who rides or is followed is not asked whether they are at home.",
        None,
    ),
)
