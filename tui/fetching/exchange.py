"""One request and its answer: limits of time and size, and a verified certificate.

The connection goes to an IP address that was checked before. Proxies of the environment are not
used: a proxy would resolve the name by itself.
"""

import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPException
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, TypeVar

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.response import BaseHTTPResponse

from tui.fetching.fetched_page import FetchError
from tui.fetching.web_address import SHOWN, WebAddress
from tui.text.sanitization import clean_line

_CONNECT = 10.0
"""Seconds until a connection is made to one address, at most."""
_SILENCE = 20.0
"""Seconds without a byte after which a connection is given up."""
_CHUNK = 1 << 16
_Any = TypeVar("_Any")


class Answer(NamedTuple):
    """The answer to one request."""

    status: int
    headers: Mapping[str, str]
    """The headers, by names in lower case."""
    data: bytes
    """The body if the status is 200, else empty."""
    ip: str
    """The IP address that gave it."""


class Request(NamedTuple):
    """A GET request, and the limits of its answer."""

    address: WebAddress
    headers: Mapping[str, str]
    name: str
    """The page, as messages begin with it."""
    seconds: float
    """Seconds from the resolution of the name to the last byte."""
    size: int
    """Bytes of the body, its compression undone."""
    is_cut: bool = False
    """True if a longer body is cut off there; else it is an error."""


def get(request: Request, resolve: Callable[[], Sequence[str]]) -> Answer:
    """Return the answer to a request.

    Args:
        request: The request.
        resolve: Returns the IP addresses of its host, checked.

    Raises:
        FetchError: If there is none, it goes beyond a limit, or its certificate can't be verified.
    """
    deadline = time.monotonic() + request.seconds
    return _call_until(
        deadline,
        lambda: _exchange(request, resolve(), deadline),
        f"{request.name}: no whole answer",
    )


def _call_until(deadline: float, call: Callable[[], _Any], problem: str) -> _Any:
    """Return the result of `call`, which runs in a thread that is given up at the deadline.

    A name that is being resolved and headers that come byte by byte can't be interrupted otherwise.

    Raises:
        FetchError: If it takes too long.
    """
    answers: SimpleQueue[tuple[_Any | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            answers.put((call(), None))
        except BaseException as error:  # noqa: BLE001  # it is raised where the call was made
            answers.put((None, error))

    start_time = time.monotonic()
    threading.Thread(target=run, daemon=True, name="fetch").start()
    try:
        result, error = answers.get(timeout=max(0.0, deadline - start_time))
    except Empty:
        raise FetchError(
            f"{problem} within {max(1, round(deadline - start_time))} s", advice="try again later"
        ) from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # without an error it is the call's result


def _exchange(request: Request, ips: Sequence[str], deadline: float) -> Answer:
    ip, connection = _connect(request, ips, deadline)
    try:
        connection.request(
            "GET",
            request.address.target,
            headers={"Host": request.address.authority, **request.headers},
            preload_content=False,
        )
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.headers.items()}
        data = b""
        if response.status == 200:  # noqa: PLR2004  # OK
            data = _body(request, response, deadline)
        return Answer(response.status, headers, data, ip)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise _failure(request.name, error) from error
    finally:
        connection.close()


def _connect(request: Request, ips: Sequence[str], deadline: float) -> tuple[str, HTTPConnection]:
    """Return the first of the IP addresses that accepts a connection, and the connection.

    Raises:
        FetchError: None does.
    """
    problem: Exception | None = None
    for ip in ips:
        remaining_time = deadline - time.monotonic()
        if remaining_time <= 0:
            break
        connection = _connection(request.address, ip, min(_CONNECT, remaining_time))
        try:
            connection.connect()
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            connection.close()
            problem = problem or error
            continue
        connection.sock.settimeout(_SILENCE)
        return ip, connection
    raise _failure(request.name, problem or TimeoutError())


def _connection(address: WebAddress, ip: str, seconds: float) -> HTTPConnection:
    if address.scheme == "http":
        return HTTPConnection(ip, address.port, timeout=seconds)
    return HTTPSConnection(
        ip,
        address.port,
        timeout=seconds,
        ssl_context=_tls_context(),
        server_hostname=address.host,
    )


def _tls_context() -> ssl.SSLContext:
    """Return what certificates are verified by: the system's authorities, else certifi's."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if paths.cafile is None and paths.capath is None:
        context.load_verify_locations(certifi.where())
    return context


def _body(request: Request, response: BaseHTTPResponse, deadline: float) -> bytes:
    """Return the body of an answer.

    Raises:
        FetchError: If it is too large.
    """
    too_large = FetchError(
        f"{request.name}: the page is larger than {request.size >> 20} MB",
        advice="it is not fetched",
    )
    length_header = response.headers.get("content-length", "")
    is_stated = (
        length_header.isascii()
        and length_header.isdigit()
        and int(length_header[:20]) > request.size
    )
    if is_stated and not request.is_cut:
        raise too_large
    data = bytearray()
    while chunk := response.read(_CHUNK, decode_content=True):
        data += chunk
        if len(data) > request.size:
            if request.is_cut:
                return bytes(data[: request.size])
            raise too_large
        if time.monotonic() > deadline:
            break  # nobody waits for it any more
    return bytes(data)


def _failure(name: str, error: Exception) -> FetchError:
    """Return the error of a page, by the error of its connection."""
    reason = _root_cause(error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return FetchError(
            f"{name}: its certificate can't be verified",
            cause=clean_line(reason.verify_message or str(reason), SHOWN),
            advice="it may be another server than it says; nothing was fetched",
        )
    if isinstance(reason, ssl.SSLError):
        cause = clean_line(reason.reason or str(reason), SHOWN)
        return FetchError(f"{name}: no secure connection", cause=cause, advice="check the address")
    if isinstance(reason, TimeoutError):
        return FetchError(f"{name}: the server does not answer", advice="try again later")
    cause = getattr(reason, "strerror", None) or str(reason)
    if isinstance(error, NewConnectionError) or isinstance(reason, ConnectionRefusedError):
        return FetchError(
            f"{name}: no connection", cause=clean_line(cause, SHOWN), advice="check the address"
        )
    return FetchError(
        f"{name}: the answer broke off or is damaged",
        cause=clean_line(cause, SHOWN),
        advice="try again later",
    )


def _root_cause(error: BaseException) -> Any:
    """Return the first error of a chain that is the system's or the TLS library's."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return error
