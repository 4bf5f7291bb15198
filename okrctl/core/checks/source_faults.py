"""What a KPI's source says against itself: none or several places to fetch from, an address that is not safe."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from okrctl.core.bad_value import BadValue
from okrctl.core.fields import is_control
from okrctl.core.kpi import SOURCE_KINDS, Source

LONGEST_TIMEOUT = 600
"""Seconds."""


def source_faults(source: Source) -> Iterator[BadValue]:
    """The faults of a source, the first that counts first."""
    if len(source.kinds) != 1:
        found = f"it names {' and '.join(source.kinds)}" if source.kinds else "it names none of them"
        help_ = f"write one of {', '.join(SOURCE_KINDS)}"
        yield BadValue("OKR013", f"a source fetches from one place, and {found}", help=help_)
    if source.command == ():
        help_ = "write a list: [program, argument]"
        yield BadValue("OKR013", "command: expected a program and its arguments", help=help_, keys=("command",))
    if source.timeout is not None and not 0 < source.timeout <= LONGEST_TIMEOUT:
        message = f"timeout: expected seconds up to {LONGEST_TIMEOUT}, found {source.timeout}"
        yield BadValue("OKR013", message, help="write timeout: 30", keys=("timeout",))
    if source.http is not None and (fault := address_fault(source.http)):
        yield BadValue("OKR013", f"http: {fault[0]}", help=fault[1], keys=("http",))


def address_fault(url: str) -> tuple[str, str] | None:
    """What is wrong with an address and what to do; None where it is https, or http to this very machine.

    >>> address_fault("http://numbers.example/nps.json")
    ('expected an address that begins with https://', 'plain http is taken for 127.0.0.1 and localhost only')
    """
    parts = _split(url)
    if parts is None or not parts.hostname or any(c.isspace() or is_control(c) for c in url) or not url.isascii():
        return "this is no address", "write https://host/path"
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        return "expected an address that begins with https://", "plain http is taken for 127.0.0.1 and localhost only"
    if parts.username is not None or parts.password is not None:
        return "a password does not belong into a file", "write headers: {Authorization: $VARIABLE}"
    return None


def is_loopback(host: str) -> bool:
    """Whether the host is this very machine, by its name or number."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _split(url: str) -> SplitResult | None:
    """The parts of an address; None where it has none that make sense."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
