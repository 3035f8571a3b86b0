"""The zip with Python inside: its licences and its words. `.ci/thorough` builds and starts it."""

import re
import runpy
import socket
from importlib.metadata import Distribution, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from simulator import BANNER
from simulator.content.library.library import Library

HOME = Path(__file__).resolve().parent.parent / ".ci" / "bundle"
START = runpy.run_path(str(HOME / "start.py"))
LICENCES = runpy.run_path(str(HOME / "licences.py"))
READ_ME = (HOME / "READ ME FIRST.txt").read_text(encoding="ascii")


def parts() -> list[str]:
    """Return what the bundle is made from, with all that these packages need."""
    found: dict[str, None] = {}
    waiting = ["silent999[web]"]
    while waiting:
        name, _, extra = waiting.pop().partition("[")
        for line in requires(name) or ():
            needed = Requirement(line)
            here = needed.marker is None or needed.marker.evaluate({"extra": extra[:-1]})
            if here and needed.name not in found:
                found[needed.name] = None
                waiting.append(needed.name)
    return [*found]


def test_every_part_may_be_handed_on() -> None:
    for name in parts():
        licence = LICENCES["licence_of"](Distribution.from_name(name))
        assert licence, name
        assert not LICENCES["FORBIDDEN"].search(licence), name


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "AGPL-3.0", "GNU Lesser General Public"])
def test_the_gpl_is_refused_under_every_name(licence: str) -> None:
    assert LICENCES["FORBIDDEN"].search(licence)


@pytest.mark.parametrize(
    ("file", "licence"),
    [
        ("libcrypto-27e744a7.so.3", "OpenSSL, Apache License 2.0"),
        ("python311.dll", "Python, PSF License"),
        ("VCRUNTIME140_1.dll", "Microsoft Visual C++ runtime, redistributable"),
    ],
)
def test_a_library_that_python_brings_has_its_licence(file: str, licence: str) -> None:
    assert LICENCES["library_licence"](file) == licence


@pytest.mark.parametrize("file", ["libreadline.so.8", "libsslx.so"])
def test_an_unknown_library_ends_the_build(file: str) -> None:
    with pytest.raises(SystemExit, match=f"the licence of {re.escape(file)} is not known"):
        LICENCES["library_licence"](file)


def test_a_package_without_a_licence_of_its_own_text_gets_that_of_another() -> None:
    fluent = Distribution.from_name("fluent.syntax")
    (text,) = LICENCES["texts_of"](fluent, LICENCES["licence_of"](fluent))
    assert "Apache License" in text.read_text(encoding="utf-8")


def test_it_takes_the_port_that_the_guide_names_or_any_free_one() -> None:
    assert f"http://127.0.0.1:{START['PORT']}" in READ_ME
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert START["our_port"](port) == []
    assert START["our_port"](port) == ["--port", str(port)]


def test_the_first_thing_to_read_is_short_plain_and_says_that_it_cannot_call() -> None:
    assert "THIS PROGRAM CANNOT CALL 999" in READ_ME
    assert "cannot call 999" in BANNER
    lines = READ_ME.splitlines()
    assert len(lines) <= 80
    assert max(map(len, lines)) <= 80
    for heading in ("START IT", "IF NOTHING OPENS", "STOP IT", "REMOVE IT", "WHAT IS KEPT"):
        assert heading in lines
    for name in re.findall(r'NAMES = \("(.*)", "(.*)"\)', (HOME / "freeze.py").read_text())[0]:
        assert name in READ_ME


def test_the_try_of_a_bundle_looks_for_a_call_that_there_is() -> None:
    """Pages name calls by their titles, and no test but the thorough ones builds a bundle."""
    title = Library().scenario("partner-in-the-room").scenario.listed
    assert f'"{title}" in ask(host, "/calls")' in (HOME / "try").read_text(encoding="utf-8")
