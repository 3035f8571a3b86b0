"""Every page of myths heads with what is true: what stands largest is what stays in mind."""

import html
import re
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from simulator.content.awareness.handout import Myth
from tests.cli.command import silent999
from tests.session.calls import LIBRARY
from tests.web.served import Served

MYTHS = LIBRARY.myths()


@pytest.mark.parametrize("myth", MYTHS, ids=lambda myth: myth.id)
def test_what_is_true_reads_alone_above_the_myth(myth: Myth) -> None:
    """A heading cannot answer, or point back to, a sentence that stands below it."""
    assert not re.match(r"(It|They|That|Those|This|Not|Yes|No|In the UK it)\b", myth.truth)


def test_the_page_of_myths_heads_with_what_is_true(served: Served) -> None:
    host = urlsplit("//{}:{}".format(*served.seat()._where)).netloc
    with closing(HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", "/myths")
        page = html.unescape(connection.getresponse().read().decode())
    headings = [re.sub(r"<[^>]*>", "", each) for each in re.findall(r"<h2.*?</h2>", page, re.S)]
    assert headings == [myth.truth for myth in MYTHS]
    for myth in MYTHS:
        assert page.index(myth.truth) < page.index(f"“{myth.statement}”")


def test_the_printed_list_heads_with_what_is_true() -> None:
    out = " ".join(silent999("myths").out.split())
    for number, myth in enumerate(MYTHS, 1):
        assert f"{number}. {myth.truth}" in out
        assert out.index(myth.truth) < out.index(f"“{myth.statement}”")
