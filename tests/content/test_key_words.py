"""The words that are keys, held against the models that the schema is made of."""

from __future__ import annotations

from simulator.content.diagnostics.coercions import accepts
from simulator.content.scenario.scenario import Scenario, Step
from simulator.content.yaml.schema_keys import key_words
from simulator.core.terms import Topic


def test_every_key_of_a_scenario_and_every_fact_is_known() -> None:
    assert {info.alias or name for name, info in Scenario.model_fields.items()} <= key_words().every
    assert {topic.value for topic in Topic if topic is not Topic.LOCATION} <= key_words().every


def test_each_key_is_known_by_what_stands_behind_it() -> None:
    words = key_words()
    assert {"do", "when", "after", "say", "never", "answers"} <= words.holding_keys
    assert {"by", "seats", "caller", "ask"} <= words.holding_lists
    assert {"title", "why", "words", "place"} <= words.holding_sentences
    assert words.holding_sentences.isdisjoint({"do", "when", "by", "heard", "kind", "at_home"})
    assert "press" in words.holding_words
    assert words.holding_words.isdisjoint({"tap", "nth", "chance"})


def test_what_holds_keys_takes_them() -> None:
    step = {"when": {"heard": "make_a_sound"}, "do": "tap"}
    assert accepts(Step, step)
    for key, value in (("do", {"tap": 2}), ("after", {"between": ["1s", "2s"]})):
        assert key in key_words().holding_keys
        assert accepts(Step, {**step, key: value})
