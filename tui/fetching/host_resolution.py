"""Resolution of a host's name to IP addresses, and the refusal of addresses that are not public.

Connections are made to the addresses that were checked here, never to the name: a name that
resolves to another address the next time gains nothing.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from tui.fetching.fetched_page import FetchError
from tui.fetching.web_address import SHOWN
from tui.text.sanitization import clean_line

Resolver = Callable[[str, int], Sequence[str]]
"""A function that returns the IP addresses of a host; it may raise `OSError`."""
ALLOW = "use --private if you trust it"
"""The advice for an address that is not public."""
_MOST = 4
"""Addresses of a host that are tried."""
_NO_MACHINE = "no single machine"
"""The kind of network of multicast and unspecified addresses, which are never connected to."""
_PUBLIC_V6 = ip_network("2000::/3")
_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 addresses, which are their last 32 bits (RFC 6052)."""
_NOT_PUBLIC = tuple(
    map(
        ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
"""Blocks for protocols and examples, in addition to those that `ipaddress` knows."""


def resolve_host(
    host: str, port: int, *, private: bool, resolver: Resolver | None = None
) -> Sequence[str]:
    """Return the IP addresses of `host`, at most four; all were checked.

    Args:
        host: A name or an IP address.
        port: The port that will be connected to.
        private: True if addresses of private networks, the local link and this machine may be used.
        resolver: Resolves the name; the system does by default.

    Raises:
        FetchError: If the host is not known, or one of its addresses may not be used.
    """
    host_name = clean_line(host, SHOWN)
    try:
        addresses = (resolver or _resolve_by_system)(host, port)
    except (OSError, UnicodeError) as error:
        cause = (error.strerror if isinstance(error, OSError) else None) or error
        raise FetchError(
            f"the name {host_name} can't be resolved", cause=cause, advice="check the address"
        ) from error
    for address in addresses:
        _check_address(host, address, private=private)
    if not addresses:
        raise FetchError(f"the name {host_name} has no IP address")
    return addresses[:_MOST]


def network_of(address: str) -> str:
    """Return the kind of network that an IP address is in, in words; empty for a public one."""
    ip = _unwrap(ip_address(address))
    if ip.is_loopback:
        return "this machine"
    if ip.is_link_local:
        return "the local link"
    if ip.is_multicast or ip.is_unspecified:
        return _NO_MACHINE
    is_public = ip.is_global and not any(ip in block for block in _NOT_PUBLIC)
    if isinstance(ip, IPv6Address):
        is_public = is_public and ip in _PUBLIC_V6
    elif ip.is_reserved:
        is_public = False
    return "" if is_public else "a private or reserved network"


def _check_address(host: str, address: str, *, private: bool) -> None:
    """Check that `address` may be connected to.

    Raises:
        FetchError: If it may not.
    """
    network = network_of(address)
    address_text = address if host == address else f"{clean_line(host, SHOWN)} ({address})"
    if network == _NO_MACHINE:
        raise FetchError(f"{address_text} is the address of {network}")
    if network and not private:
        raise FetchError(
            f"{address_text} is an address of {network}, which is not fetched from",
            advice=ALLOW,
        )


def _unwrap(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 address stands for, else the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip


def _resolve_by_system(host: str, port: int) -> Sequence[str]:
    records = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in records))
