"""The entities that can be found, the signal each belongs to, and which of them wins where two claim the same place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENTITIES: Mapping[str, str] = MappingProxyType(
    {
        "PRIVATE_KEY": "pii.secret",
        "ACCESS_TOKEN": "pii.secret",
        "IBAN": "pii.iban",
        "CREDIT_CARD": "pii.credit_card",
        "CH_AHV": "pii.national_id",
        "DE_SOCIAL_SECURITY": "pii.national_id",
        "DE_TAX_ID": "pii.national_id",
        "AT_SVNR": "pii.national_id",
        "UK_DRIVING_LICENCE": "pii.national_id",
        "UK_NINO": "pii.national_id",
        "UK_NHS": "pii.national_id",
        "US_SSN": "pii.national_id",
        "DE_HEALTH_INSURANCE": "pii.national_id",
        "DE_ID_CARD": "pii.national_id",
        "DE_PASSPORT": "pii.national_id",
        "DE_DRIVING_LICENCE": "pii.national_id",
        "DE_TAX_NUMBER": "pii.national_id",
        "US_DRIVING_LICENCE": "pii.national_id",
        "AT_PASSPORT": "pii.national_id",
        "CH_PASSPORT": "pii.national_id",
        "PASSWORD": "pii.secret",
        "EMAIL": "pii.email",
        "IP_ADDRESS": "pii.ip_address",
        "ADDRESS": "pii.address",
        "DATE_OF_BIRTH": "pii.date_of_birth",
        "PHONE": "pii.phone",
    }
)
"""Entity to signal, strongest first: of two findings that overlap, the one that stands higher here is kept. What a checksum and
a fixed shape prove stands above what only looks alike (a card number is not also a telephone number)."""

RANK: Mapping[str, int] = MappingProxyType({entity: rank for rank, entity in enumerate(ENTITIES)})
