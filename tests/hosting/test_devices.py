"""Devices, and the places that they share."""

import pytest

from simulator.hosting.devices import HERE, Full, Places, device_of


@pytest.mark.parametrize(
    ("address", "device"),
    [
        ("127.0.0.1", HERE),
        ("::1", HERE),
        ("::ffff:127.0.0.1", HERE),
        ("127.0.0.2", "127.0.0.2"),
        ("192.168.1.5", "192.168.1.5"),
        ("::ffff:192.168.1.5", "192.168.1.5"),
        ("2001:db8:1:2::5", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::5", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", ""),
    ],
)
def test_a_device_is_an_address_or_in_ipv6_a_network(address: str, device: str) -> None:
    assert device_of(address) == device


def places(most: int = 6, of_one: int = 4, kept: int = 0) -> Places[str]:
    return Places(most, of_one=of_one, kept=kept)


def taken(shared: Places[str], *keys: str, opened: bool = False) -> list[str | None]:
    """Take a place for each key; the letter before its number is its device."""
    gone = []
    for key in keys:
        gone.append(shared.take(key, key[0], first=key[0] == "H"))
        if opened:
            shared.opened(key)
    return gone


def test_a_device_has_its_share_and_its_closed_pages_make_room_for_its_next() -> None:
    shared = places()
    assert taken(shared, "a1", "a2", "a3", "a4", "a5") == [None] * 4 + ["a1"]
    for key in ("a2", "a3", "a4", "a5"):
        shared.opened(key)
    with pytest.raises(Full, match="on this device"):
        shared.take("a6", "a")
    shared.opened("a4")
    shared.closed("a4")
    with pytest.raises(Full, match="on this device"):
        shared.take("a6", "a")
    shared.closed("a4")
    assert taken(shared, "a6") == ["a4"]


def test_the_device_that_has_most_gives_its_newest_place_to_one_that_has_fewer() -> None:
    shared = places()
    taken(shared, "a1", "a2", "a3", "a4", "b1", "b2", opened=True)
    assert taken(shared, "c1", "c2", opened=True) == ["a4", "a3"]
    with pytest.raises(Full, match="all places are taken"):
        shared.take("c3", "c")
    assert taken(shared, "d1", opened=True) == ["c2"]


def test_a_closed_page_goes_before_an_open_one_and_the_longest_closed_first() -> None:
    shared = places()
    taken(shared, "a1", "a2", "a3", "a4", "b1", "b2", opened=True)
    for key in ("a3", "a2", "b1"):
        shared.closed(key)
    assert taken(shared, "c1", opened=True) == ["a3"]
    assert taken(shared, "b3") == ["b1"], "reloading costs no other device anything"


def test_a_closed_page_of_many_devices_goes_for_a_new_device() -> None:
    shared = places()
    taken(shared, *(f"{device}1" for device in "abcdef"), opened=True)
    with pytest.raises(Full, match="all places are taken"):
        shared.take("g1", "g")
    shared.closed("d1")
    assert taken(shared, "g1") == ["d1"]


def test_places_are_kept_for_who_comes_first_and_the_rest_is_for_all() -> None:
    shared = places(most=6, of_one=6, kept=2)
    taken(shared, "a1", "a2", "a3", "a4", opened=True)
    with pytest.raises(Full, match="all places are taken"):
        shared.take("a5", "a")
    assert taken(shared, "H1", "H2", opened=True) == [None, None]
    with pytest.raises(Full, match="all places are taken"):
        shared.take("H3", "H", first=True)
    shared.drop("a1")
    shared.drop("a2")
    assert taken(shared, "H3", "H4", opened=True) == [None, None], "not needed by others"
    assert taken(shared, "b1") == ["H4"], "until they are"
    assert len(shared) == 6


def test_a_place_that_has_gone_is_not_counted_again() -> None:
    shared = places()
    taken(shared, "a1", opened=True)
    shared.drop("a1")
    shared.closed("a1")
    shared.opened("a1")
    assert "a1" not in shared
    assert not shared.devices
    assert taken(shared, "a1") == [None]
    shared.opened("a1")
    assert list(shared) == ["a1"]
