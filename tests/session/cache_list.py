"""The one list of what the program keeps between two calls: the name, the bound, what it saves.

A cache is worth a line here if a user can feel what it saves; else it goes. None of them is keyed
by a whole call, nor by all that a role knows. `test_every_cache.py` holds the list to the tree.
None as a bound: one result for each word of a closed list, or for each row of a table.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Kept(NamedTuple):
    """A cache: how many results it keeps, and what they save."""

    bound: int | None
    saves: str


CACHES: Mapping[str, Kept] = {
    "audio.voice._spoken": Kept(512, "speaking the same sentence again by the device's voice"),
    "content.checks.sensitive_words._addresses": Kept(8_192, "two patterns on each text of a file"),
    "content.diagnostics.kinds.schema_of": Kept(4, "making a kind's schema for each bad file"),
    "content.dictionary.entries.entries": Kept(1, "going through all kinds of files for a word"),
    "content.dictionary.entries.words_by_kind": Kept(1, "the same for each near word"),
    "content.dictionary.search.synonyms": Kept(1, "reading the synonyms for each search"),
    "content.procedure.odds_file.word_odds": Kept(1, "reading the odds of words for each reading"),
    "content.procedure.reference_data.fingerprint": Kept(
        65_536, "hashing a word again for each list that refers to it"
    ),
    "content.scenario.act_forms._actions": Kept(1, "pairing acts and forms for each step"),
    "content.scenario.meant.read": Kept(4_096, "reading a file's sentence again at each check"),
    "content.scenario.meant.read_of_others": Kept(4_096, "the same for what another person says"),
    "content.scenario.meant.shipped_reader": Kept(1, "making the reader for each sentence"),
    "content.yaml.reader.catalogue": Kept(1, "reading the catalogue of codes for each problem"),
    "core.describe._parsed": Kept(None, "parsing the pattern of each kind of act again"),
    "core.hearing._mask": Kept(8_192, "masking the same sound for the same listener"),
    "core.hearing.audience": Kept(4_096, "working out who hears an act, at each entry"),
    "core.profile._count": Kept(4_096, "counting the words of a line each time it is said"),
    "debrief.assess.findings._judges": Kept(
        32, "compiling the rules of a rubric for each debrief and coach"
    ),
    "guidance.looks.TableLooks.__init__.<locals>.<lambda>": Kept(
        4_096, "asking each guard of a table about an act that it was asked about before"
    ),
    "guidance.looks._one_of_equal": Kept(8_192, "comparing equal acts field by field"),
    "guidance.rows._lasting": Kept(1_024, "making a waiting time again for each look"),
    "guidance.tables._guidance": Kept(64, "numbering a table again for each call"),
    "knowledge.company.company": Kept(4_096, "going through all statements at each new one"),
    "knowledge.facts._lacked": Kept(8_192, "going through all statements for each briefing"),
    "knowledge.judgements.judgement._policy": Kept(64, "two tables for one profile and force"),
    "knowledge.ledger._beliefs": Kept(4_096, "weighing all statements at each question"),
    "knowledge.services._lacked": Kept(8_192, "going through all statements for each service"),
    "knowledge.situation._guesses_by": Kept(
        4_096, "trying all grounds: what the table of situations can tell apart, and no more"
    ),
    "knowledge.uptake._needs_a_word": Kept(256, "looking through the ways of a statement"),
    "knowledge.uptake.takes_up": Kept(4_096, "comparing an act with the ways of a statement"),
    "language.lines._slots": Kept(4_096, "finding the slots of a line each time one is drawn"),
    "language.lines.fitting": Kept(4_096, "fitting all lines of a purpose to the same conditions"),
    "web.seats._drawn_acts": Kept(512, "writing the same acts again with every step of each seat"),
    "web.seats._drawn_card": Kept(512, "the same for a card, of which most stay as they are"),
    "language.normalise._parts": Kept(8_192, "splitting a word that was typed or heard before"),
    "language.normalise._stemmer": Kept(1, "making the stemmer for each word"),
    "language.normalise.content_words": Kept(4_096, "the words of a line, for each comparison"),
    "language.normalise.stem": Kept(8_192, "the stem of a word that was read before"),
    "language.purposes.claims": Kept(4_096, "reading what a sentence claims for each seat"),
    "language.speaking.already_said._of_line": Kept(
        4_096, "some thirty patterns on each line, before every sentence"
    ),
    "language.speaking.composing.asks_for_words": Kept(1_024, "patterns on a question asked again"),
    "language.speaking.composing.of_person": Kept(4_096, "putting he or she into a line again"),
    "language.speaking.composing.tag_of": Kept(2_048, "finding a question's tag again"),
    "language.speaking.disfluency.fluent_text": Kept(
        4_096, "taking the fillers out of a sentence for each who hears it"
    ),
    "language.speaking.taking_up._sought": Kept(
        8, "making the lines that take up what is said ready for each call"
    ),
    "language.speaking.taking_up._pattern": Kept(
        4_096, "compiling the pattern of a phrase at each line that may take it up"
    ),
    "language.speaking.thoughts.thought_of": Kept(
        4_096, "going through the words of a line again for the thought that it says"
    ),
    "language.telling.account._subject": Kept(2_048, "the words of an utterance for each pair"),
    "language.telling.people._slots": Kept(64, "the words for the people of a call, each clause"),
    "language.telling.people.people_in": Kept(256, "going through all words for each briefing"),
    "rules.match_compiler.known_at_first": Kept(64, "the first knowledge of a seat for each log"),
    "rules.monitor._seat_log": Kept(2, "folding a log once for each rule of a rubric"),
    "rules.supervisor_due._rows": Kept(None, "choosing the same rows of the table again"),
    "session.people.guided_person.with_words": Kept(8_192, "making an act again whose words stay"),
    "session.people.scripted_role._cues": Kept(1_024, "sorting the steps of a script by cue again"),
    "session.people.spoken_sentences._fitting": Kept(
        512, "fitting lines again for a purpose under the same conditions"
    ),
    "session.people.spoken_sentences._praises": Kept(2_048, "a pattern on each line, each time"),
    "session.log_json._body_from": Kept(8_192, "reading the same act of a log again"),
    "session.log_json._body_text": Kept(8_192, "writing the same act of a log again"),
    "session.people.lapses.drawn_lapses._guidance": Kept(
        32, "numbering a table with lapses again for each call"
    ),
    "session.places._known": Kept(64, "what each act does at a place, for each call of a profile"),
    "session.places.listeners_among": Kept(256, "who hears whom, for each call"),
    "session.records.record_header._contents": Kept(64, "writing the same content into records"),
    "session.records.record_header.header_from": Kept(4, "reading the header of a record again"),
    "session.run.call_people._dispatch_story": Kept(256, "a scenario's story for each officer"),
    "session.run.call_people.lapse_file": Kept(1, "reading the lapses for each cast"),
    "session.run.call_people.line_book": Kept(8, "reading the lines of a role for each call"),
    "session.run.call_people.procedure": Kept(64, "making the flow of a profile for each call"),
    "session.run.call_people.question_bank": Kept(1, "reading the questions for each call"),
    "session.run.call_people.serving_table": Kept(1, "reading the small words for each call"),
    "session.run.call_people.speaking_table": Kept(1, "reading how kinds speak for each call"),
    "session.run.cast._calls_of": Kept(1_024, "taking the calls of a scenario apart again"),
    "session.run.cast._picked": Kept(1_024, "picking a seed's variation again"),
    "session.run.cast._varied": Kept(512, "making a scenario with its variation again"),
    "seat.available_acts.available_acts": Kept(
        8, "asking what is possible twice for one picture, letter or request"
    ),
    "seat.view.caller_location._number_since": Kept(2, "going through a log for each card"),
    "session.run.headless_run._expected": Kept(256, "compiling what a scenario expects again"),
}
"""Each cache of a function, in every folder of the tree."""
BESIDES: Mapping[str, str] = {
    "guidance.looks.TableLooks._looks": "one look for each thread: a table is brought up to date",
    "guidance.looks.TableLooks._of_no_call": "a look of nothing, to begin each call from",
    "guidance.looks.TableLooks._constant": "the acts of rows that read nothing, one for a row",
    "guidance.looks._Readers": "what each test and act has read: items of closed lists",
    "derived.DERIVED_READS": "what each derived value has read, and which come first",
    "derived.KeepsDerived._kept": "what follows from the facts of now; it goes with them",
    "knowledge.ledger.Ledger": "what follows from the statements of now; it goes with them",
    "session.places.CallPlace": "what each act does at one of some hundred places of a flow",
}
"""What else is kept from one entry or call to the next, and why it has a bound."""
