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
            (?<![\w.,:+-])
            (?<!(?i:version|release|build|firmware|driver|ver\.|v\.)[ ]?)
            (?=(?:\.?[0-9]){7})                    # seven digits or more
            [0-9]{1,3}(?:\.[0-9]{1,3}){3}
            (?:/[0-9]{1,2})?                       # length of the network part
            (?![\w-]|[.,/][0-9])
            """,
            0.75,
        ),
        Pattern("short", r"(?<![\w.,:+-])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?![\w-]|[.,/][0-9])", 0.1),
    )

    def checksum(self, value: str) -> bool:
        return _is_interface(value)


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
        return _is_interface(value)


def _is_interface(value: str) -> bool:
    try:
        ipaddress.ip_interface(value)
    except ValueError:
        return False
    return True
