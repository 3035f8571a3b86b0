"""Test cases told: lines for people, TAP, JSON, and JUnit's XML. No form has a wall clock in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree

from simulator.core.instant import clock
from simulator.session.run.cases import Failure, Played

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(played: Sequence[Played]) -> str:
    """A line a case, why it failed under it, and a total."""
    return "".join(f"{line}\n" for line in _text(played))


def tap(played: Sequence[Played]) -> str:
    """Test Anything Protocol, version 14: why a case failed stands in a YAML block."""
    return "".join(f"{line}\n" for line in _tap(played))


def as_json(played: Sequence[Played]) -> str:
    """One JSON object; ASCII, so that no encoding can spoil it."""
    failed = sum(not each.passed for each in played)
    cases = [_plain(each) for each in played]
    whole = {"passed": len(played) - failed, "failed": failed, "cases": cases}
    return json.dumps(whole, indent=1) + "\n"


def junit(played: Sequence[Played]) -> str:
    """JUnit's XML as CI servers read it: a suite for each profile, at most a failure a case."""
    root = ElementTree.Element("testsuites", _counts("silent999", played))
    by_profile = sorted(played, key=lambda each: each.profile)
    for profile, group in groupby(by_profile, key=lambda each: each.profile):
        suite_cases = list(group)
        suite = ElementTree.SubElement(root, "testsuite", _counts(profile, suite_cases))
        suite.set("errors", "0")
        for each in suite_cases:
            case = ElementTree.SubElement(
                suite, "testcase", name=each.name, classname=f"scenarios.{each.kind}"
            )
            if each.failures:
                # One for all of them: readers count the elements, not the cases that have some.
                told = "; ".join(f"{_at(failure)}: {failure.what}" for failure in each.failures)
                element = ElementTree.SubElement(
                    case, "failure", message=xml_text(told), type="expectation"
                )
                lines = (
                    line for failure in each.failures for line in (_at(failure), *failure.shown)
                )
                element.text = xml_text("\n".join(lines))
    return document(root)


def document(root: ElementTree.Element) -> str:
    """An XML document as text; ASCII, so that no encoding of the output can spoil it."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="us-ascii").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def xml_text(text: str) -> str:
    """The text without characters that XML has no way to write."""
    return _NOT_XML.sub(lambda found: ascii(found[0])[1:-1], text)


FORMS: dict[str, Callable[[Sequence[Played]], str]] = {
    "text": text,
    "tap": tap,
    "json": as_json,
    "junit": junit,
}
"""Each form by its name."""


def _text(played: Sequence[Played]) -> Iterator[str]:
    names = max(len(each.name) for each in played)
    ends = max(len(each.outcome or "no end") for each in played)
    for each in played:
        end = each.outcome or "no end"
        word = "passed" if each.passed else "failed"
        yield f"{each.name:<{names}}  {end:<{ends}}  {clock(each.duration):>8}  {word}"
        if not each.passed:
            yield from (f"    {line}" for line in each.shown())
    failed = sum(not each.passed for each in played)
    noun = "case" if len(played) == 1 else "cases"
    yield f"{len(played)} {noun}: {len(played) - failed} passed, {failed} failed"


def _tap(played: Sequence[Played]) -> Iterator[str]:
    yield "TAP version 14"
    yield f"1..{len(played)}"
    for number, each in enumerate(played, 1):
        word = "ok" if each.passed else "not ok"
        yield f"{word} {number} - {each.name}"
        if each.passed:
            continue
        yield "  ---"
        # JSON is YAML: quoted like this, no text can be taken for anything else.
        yield f"  message: {json.dumps(each.failures[0].what)}"
        yield "  severity: fail"
        yield f"  at: {json.dumps({'file': each.failures[0].file, 'line': each.failures[0].line})}"
        yield "  failures:"
        yield from (f"    - {json.dumps(line)}" for line in each.shown())
        yield "  ..."


def _plain(played: Played) -> dict[str, object]:
    return {
        "name": played.name,
        "file": str(played.path),
        "profile": played.profile,
        "outcome": played.outcome or None,
        "duration_ms": played.duration,
        "passed": played.passed,
        "failures": [failure._asdict() for failure in played.failures],
        "skipped": played.skipped,
    }


def _at(failure: Failure) -> str:
    return f"{failure.file}:{failure.line}"


def _counts(name: str, played: Sequence[Played]) -> dict[str, str]:
    failed = sum(not each.passed for each in played)
    return {"name": name, "tests": str(len(played)), "failures": str(failed)}
