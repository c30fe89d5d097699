"""Addresses of machines."""

from __future__ import annotations

import ipaddress
import re

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser, digits_of

_CONTEXT = (
    r"ip\b",
    r"ip-?ad",
    r"ipv[46]",
    r"server",
    r"host",
    r"ping",
    r"address",
    r"adresse",
    r"dns",
    r"gateway",
    r"router",
    r"ssh",
    r"login",
)


class IpV4(Recogniser):
    """Four octets. Fewer than seven digits (`1.2.3.4`) are more often a section or a version: these need a word beside them."""

    ENTITY = "IP_ADDRESS"
    CLUE = Clue(digits=4)
    CONTEXT = _CONTEXT
    AFTER = 0
    PATTERNS = (
        Pattern(
            "long",
            r"""
            (?=[0-9])(?<![\w.,:+-])
            (?<!(?i:version|release|build|firmware|driver|treiber|update|ver\.|v\.)[ ](?:auf[ ]|to[ ])?)
            (?=(?:\.?[0-9]){7})                    # seven digits or more
            [0-9]{1,3}(?:\.[0-9]{1,3}){3}
            (?:/[0-9]{1,2})?                       # length of the network part
            (?![\w-]|[.,/][0-9])
            """,
            0.75,
        ),
        Pattern("short", r"(?=[0-9])(?<![\w.,:+-])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?![\w-]|[.,/][0-9])", 0.1),
    )

    def checksum(self, value: str) -> bool:
        return _is_somebodys(value)


class IpV6(Recogniser):
    """Eight groups, or fewer with `::`. A short one such as `a::b` is more often program code and never counts."""

    ENTITY = "IP_ADDRESS"
    CLUE = Clue(digits=1, any_of=(":",))
    FLAGS = int(re.VERBOSE | re.IGNORECASE)
    PATTERNS = (Pattern("groups", r"(?<![\w:.])(?:[0-9A-F]{1,4})?(?::[0-9A-F]{0,4}){2,7}(?:/[0-9]{1,3})?(?![\w:]|\.[0-9])", 0.75),)

    def checksum(self, value: str) -> bool:
        groups = [group for group in value.partition("/")[0].split(":") if group]
        if len(groups) < 3 or not digits_of(value) or max(map(len, groups)) < 3:
            return False
        return _is_somebodys(value)


_EXAMPLES = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "233.252.0.0/24", "2001:db8::/32", "3fff::/20")
)
"""Set aside for documentation (RFC 5737, RFC 6676, RFC 3849, RFC 9637)."""
_RESOLVERS = frozenset({"1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9"})
"""Name servers that everybody uses."""


def _is_somebodys(value: str) -> bool:
    """Whether it is an address that can belong to one device: no loopback, netmask, multicast, example or public name server."""
    try:
        address = ipaddress.ip_interface(value).ip
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified or address.is_multicast or str(address) in _RESOLVERS:
        return False
    if address.version == 4 and address.is_reserved:  # 240.0.0.0/4, where netmasks lie
        return False
    return not any(address in network for network in _EXAMPLES)
