"""The one file of the awareness mode's strings: its English, other languages, and bad ones."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from fluent.runtime import FluentBundle

from simulator.content.checks.sensitive_words import careful_words
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.library.fluent import language_of
from simulator.content.library.library import Library
from simulator.content.library.translations import (
    FluentFile,
    Text,
    load,
    missing,
    template,
    texts_of,
)
from simulator.content.yaml.reader import read_text
from simulator.core.terms import LineStage, Outcome, Recognised, Role, Sound, Term
from simulator.errors import ContentError
from tests.awareness.rooms import SAY
from tests.content import write_languages
from tests.daily import a_share_of_cases

LIBRARY = Library()
BANNER = SAY("banner")
CLOSED_LISTS: dict[str, Iterable[Term]] = {
    "stage": LineStage,
    "tour": [stage for stage in LineStage if stage is not LineStage.IDLE],
    "outcome": Outcome,
    "sound": Sound,
    "who": Role,
    "recognised": Recognised,
}


def with_welsh(folder: Path, text: str) -> Library:
    (folder / "translations").mkdir()
    (folder / "translations" / "cy.ftl").write_text(text, encoding="utf-8")
    return Library([folder])


@pytest.mark.parametrize("kind", CLOSED_LISTS)
def test_every_word_of_a_closed_list_can_be_said(kind: str) -> None:
    for word in CLOSED_LISTS[kind]:
        assert SAY(f"{kind}-{word.value}"), word


def test_values_and_numbers_and_days_are_filled_in() -> None:
    assert SAY("head-left", minutes=1) == "about 1 minute left"
    assert SAY("head-left", minutes=7) == "about 7 minutes left"
    assert SAY("head-left", minutes=0) == "time is up"
    assert "24 November 2026" in SAY("help-unrung", day=date(2026, 11, 24))
    with pytest.raises(KeyError):
        SAY("no-such-message")


def test_what_a_translation_leaves_out_is_said_in_english(tmp_path: Path) -> None:
    say = load(with_welsh(tmp_path, "cover-title = Un funud\n"), "cy")
    assert say("cover-title") == "Un funud"
    assert say("cover-text") == SAY("cover-text")


def test_welsh_has_its_six_plural_forms_and_its_months(tmp_path: Path) -> None:
    forms = ["zero", "one", "two", "few", "many", "other"]
    cases = "\n".join(f"   {'*' if f == 'other' else ''}[{f}] {f}" for f in forms)
    day = '{ DATETIME($day, dateStyle: "long") }'
    text = f"head-left = {{ $minutes ->\n{cases}\n }}\nhelp-unrung = {day}\n"
    say = load(with_welsh(tmp_path, text), "cy")
    assert [say("head-left", minutes=n) for n in (0, 1, 2, 3, 6, 4)] == forms
    assert say("help-unrung", day=date(2026, 11, 24)) == "24 Tachwedd 2026"


def test_messages_are_those_of_the_runtime_of_fluent() -> None:
    """The referee has Babel's locales, which a plain install does without."""
    file = FluentFile(LIBRARY.translation_folders()[0] / "en.ftl")
    theirs = FluentBundle(["en-GB"], use_isolating=False)
    theirs.add_resource(file.resource)
    for key, part in file.parts.items():
        for number in (0, 1, 2, 21):
            day = date(2026, 11, number + 1)
            values = {name: day if name in ("day", "on") else number for name in part.variables}
            pattern = theirs.get_message(key).value
            assert pattern is not None, key
            assert (file.said(key, values, "en"), []) == theirs.format_pattern(pattern, values), key


def test_every_language_has_its_plural_forms_and_its_long_dates() -> None:
    """Held against Babel, from which `write_languages` wrote the file."""
    for code, *_ in write_languages.rows():
        ours, theirs = language_of(code), Locale.parse("en_GB" if code == "en" else code)
        for number in (*range(130), 1_000, 2_000, 100_000, 1_000_000):
            assert ours.plural(number) == theirs.plural_form(number), (code, number)
        for month in range(1, 13):
            day = date(2026, month, 4)
            assert ours.long_date(day) == format_date(day, "long", theirs), code
    assert language_of("pt-BR").name == "português (BR)"
    assert language_of("qqq").name == "qqq"


def test_facts_are_translated_beside_their_sources(tmp_path: Path) -> None:
    text = Text("myth-tracking.truth", "55 adds no location.")
    assert SAY.text(text) == "55 adds no location."
    say = load(with_welsh(tmp_path, "myth-tracking =\n    .truth = Nid yw 55\n"), "cy")
    assert say.text(text) == "Nid yw 55"
    assert say.text(Text("myth-tracking.statement", "English")) == "English"


def test_the_template_holds_everything_and_is_itself_a_translation(tmp_path: Path) -> None:
    library = with_welsh(tmp_path, template(LIBRARY))
    say = load(library, "cy")
    for text in texts_of(LIBRARY):
        if any(map(str.isalpha, text.english)):  # A number is never translated.
            assert say.text(text._replace(english="left out")) == " ".join(text.english.split())


def test_what_a_group_would_read_in_english_is_listed(tmp_path: Path) -> None:
    """Content notes, titles and questions of calls too; a whole translation leaves out nothing."""
    assert missing(LIBRARY, "en") == ()
    library = with_welsh(tmp_path, "cover-title = Un funud\n")
    keys = {text.key for text in missing(library, "cy")}
    assert "cover-title" not in keys
    assert {
        "cover-text",
        "call-quiet-throughout.title",
        "call-quiet-throughout.content-1",
        "call-quiet-throughout.decide-2",
        "call-quiet-throughout.deployed-ask-1",
        "call-pocket-dial-walking.title",
        "plan-twenty-minutes.title",
        "myth-landline.truth",
    } <= keys
    (library.translation_folders()[-1] / "cy.ftl").write_text(template(LIBRARY), encoding="utf-8")
    assert missing(library, "cy") == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("cover-title Un funud\n", 1, "not valid Fluent"),
        ("cover-title = Un\ncover-titel = Dau\n", 2, 'did you mean "cover-title"'),
        ("cover-title = { $nobody }\n", 1, "has no $nobody"),
        ("myth-tracking =\n    .turth = x\n", 1, 'did you mean "myth-tracking.truth"'),
        ('cover-title = { "\\u202E" }\n', 1, "bad-escape"),
        ('handout-mobile =\n    .recording = Tua { "{" }amser{ "}" }\n', 1, "other figures"),
        (f"cover-title = {'{' * 3_000}x\n", 1, "too deep"),
        ("banner = This line is live. You have reached 999.\n", 1, "safety-words"),
        (f'banner = {{ "" }}{BANNER}\n', 1, "safety-words"),
        ("keys-leave = Esc\n", 1, 'leaves out "q or Ctrl+C'),
        ("cover-title = { NUMBER(3) }\n", 1, "a number is written as { $number }"),
        ('help-unrung = { DATETIME($day, dateStyle: "short") }\n', 1, 'dateStyle: "long"'),
        ("help-unrung = { $day }\n", 1, "a day is written as"),
        ("cover-title = { -name }\n", 1, "refers to another message, a term"),
        ("banner = 999.\nbanner = { cover-text }\n", 1, "safety-words"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        load(with_welsh(tmp_path, text), "cy")
    assert raised.value.problems[0].line == line
    assert said in str(raised.value)


REACH = "help-national-helpline =\n    .reach = "


@pytest.mark.parametrize(
    "text",
    [
        f"{REACH}0909 879 0999",
        f"{REACH}0808 2000 248",
        f'{REACH}{{ "0909 " }}879 0999',
        f"{REACH}٠٩٠٩ ٨٧٩ ٠٩٩٩",
        f"{REACH}\uff10\uff19\uff10\uff19 879 0999",
        f"{REACH}0.9.0.9.8.7.9.0.9.9.9",
        f"{REACH}0/9/0/9, 8/7/9",
        f"{REACH}dim rhif",
        f"{REACH}0808 2000 247, neu 0909 879 0999",
        "help-national-helpline =\n    .what = Ffoniwch 0909 879 0999.",
        "help-live-fear-free =\n    .what = Neges destun: 0786 007 7334.",
        "help-live-fear-free =\n    .what = I bawb.",
        "help-now = Ffoniwch 0909. Pwyswch 55.",
        "help-now = Ffoniwch 999. Pwyswch 56.",
        "help-add = { $nation }: 0909 879 0999",
        "head-left = { $minutes ->\n   [9] 0909 879\n  *[other] { $minutes }\n }",
        "head-left = 09{ $minutes ->\n  *[other] 09\n }87",
        "myth-tracking =\n    .truth = Nid yw 55. Ffoniwch 0909 879 0999.",
        "handout-page =\n    .about = 0909 879 0999",
        'cover-title = { "09" }{ "09" } { "87" }',
    ],
)
@a_share_of_cases(4)
def test_a_number_is_never_translated(text: str, tmp_path: Path) -> None:
    """However it is written: a person in need dials what is shown."""
    with pytest.raises(ContentError, match="changed-number"):
        load(with_welsh(tmp_path, f"{text}\n"), "cy")


@pytest.mark.parametrize(
    "text",
    [
        f"{REACH}0808 2000 247",
        f"{REACH}0808-2000-247",
        "help-national-helpline =\n    .hours = Am ddim, 24 awr.",
        "help-lgbt-helpline =\n    .hours = Llun i Iau 10.00-20.30, Gwener 10.00-16.30.",
        "help-emergency-sms =\n    .reach = tecstiwch “register” i 999 heddiw",
        "help-bsl =\n    .reach = ap neu wefan",
        "head-left = { $minutes ->\n   [1] 1 funud\n   [2] 2 funud\n  *[other] { $minutes }\n }",
        "tour-recording = Tua 20 eiliad. Nid yw 55 wedi ei gyhoeddi.",
    ],
)
def test_words_and_hours_beside_a_number_are_translated(text: str, tmp_path: Path) -> None:
    assert load(with_welsh(tmp_path, f"{text}\n"), "cy")


def test_a_template_and_what_is_missing_list_no_number_alone() -> None:
    assert "0808" not in "".join(
        each for each in template(LIBRARY).splitlines() if ".reach" in each
    )
    assert '.reach = text "register" to 999' in template(LIBRARY)


def test_safety_lines_keep_their_english_and_get_a_translation(tmp_path: Path) -> None:
    """Also in a user's own English, which nothing else checks."""
    (tmp_path / "translations").mkdir()
    own = tmp_path / "translations" / "en.ftl"
    own.write_text(f"banner = {BANNER} And so it is.\n", encoding="utf-8")
    assert load(Library([tmp_path]))("banner") == f"{BANNER} And so it is."
    own.write_text("banner = You have reached 999.\n", encoding="utf-8")
    with pytest.raises(ContentError, match="safety-words"):
        load(Library([tmp_path]))
    assert template(Library([tmp_path])) == template(LIBRARY)


def test_its_words_are_those_of_our_guidance() -> None:
    """No word of `wording.yaml` that is not used, in any string that a room sees."""
    known = KnownReferences(LIBRARY)
    lines = [line for line in template(LIBRARY).splitlines() if not line.startswith("#")]
    quoted = "\n".join(f"- {line!r}" for line in lines if line.strip())
    assert list(careful_words(read_text(quoted, "en.ftl"), known)) == []
