"""IP addresses: none but public ones are connected to, in whichever form they are written."""

import socket
from collections.abc import Sequence

import pytest

from tui.fetching.fetched_page import FetchError
from tui.fetching.host_resolution import network_of, resolve_host

PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
THIS_MACHINE = ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]
LOCAL_LINK = ["169.254.169.254", "fe80::1", "fe80::1%eth0", "::ffff:169.254.169.254"]
PRIVATE = [
    "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "192.0.0.8",
    "198.18.0.1", "203.0.113.5", "240.0.0.1", "255.255.255.255", "fd00::1", "fec0::1",
    "2001:db8::1", "2002:a00:1::", "2001:0:4136:e378::1", "::a00:1", "64:ff9b:1::1",
    "::ffff:10.0.0.1", "64:ff9b::a00:1",
]  # fmt: skip
NOBODY = ["0.0.0.0", "::", "224.0.0.1", "ff02::1"]  # noqa: S104  # nothing is bound to it


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_used(address: str) -> None:
    assert network_of(address) == ""


@pytest.mark.parametrize("address", [*THIS_MACHINE, *LOCAL_LINK, *PRIVATE])
def test_other_addresses_are_refused_unless_they_are_asked_for(address: str) -> None:
    with pytest.raises(FetchError, match=r"is an address of .*use --private"):
        resolve_host(address, 80, private=False, resolver=lambda host, _: [host])
    assert resolve_host(address, 80, private=True, resolver=lambda host, _: [host]) == [address]


@pytest.mark.parametrize("address", NOBODY)
def test_addresses_of_no_machine_are_never_used(address: str) -> None:
    for private in (False, True):
        with pytest.raises(FetchError, match="no single machine"):
            resolve_host(address, 80, private=private, resolver=lambda host, _: [host])


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "localhost"])
def test_other_ways_to_write_this_machine_are_seen_through(host: str) -> None:
    try:
        socket.getaddrinfo(host, 80)
    except OSError:
        pytest.skip("this system does not know the spelling")
    with pytest.raises(FetchError, match="an address of this machine"):
        resolve_host(host, 80, private=False)


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(FetchError, match=r"courier\.example \(10\.0\.0\.1\)"):
        resolve_host(
            "courier.example", 80, private=False, resolver=lambda *_: ["1.1.1.1", "10.0.0.1"]
        )


def test_few_of_many_addresses_are_tried() -> None:
    many = [f"1.1.1.{n}" for n in range(1, 200)]
    assert len(resolve_host("courier.example", 80, private=False, resolver=lambda *_: many)) < 10


def test_a_name_that_is_not_known_is_told() -> None:
    def unknown(*_: object) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError, match=r"nowhere\.example can't be resolved.*check the address"):
        resolve_host("nowhere.example", 80, private=False, resolver=unknown)
    with pytest.raises(FetchError, match="no IP address"):
        resolve_host("nowhere.example", 80, private=False, resolver=lambda *_: [])
    with pytest.raises(FetchError, match="can't be resolved"):
        resolve_host("a" * 70 + ".example", 80, private=False)
