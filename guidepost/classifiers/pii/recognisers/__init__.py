"""Every recogniser there is, one line each. Importing this package imports Presidio: only `pii.finder` does."""

from guidepost.classifiers.pii.recognisers import (
    address_english,
    address_german,
    austria,
    birth,
    contact,
    germany,
    money,
    network,
    secrets,
    switzerland,
    united_kingdom,
    united_states,
)
from guidepost.classifiers.pii.recognisers.base import BOTH, THRESHOLD, Recogniser

RECOGNISERS: tuple[type[Recogniser], ...] = (
    contact.Email,
    contact.Phone,
    contact.PhoneBesideWord,
    money.Iban,
    money.CreditCard,
    money.CreditCardBesideWord,
    network.IpV4,
    network.IpV6,
    germany.TaxId,
    germany.SocialSecurity,
    germany.HealthInsurance,
    germany.IdCard,
    germany.Passport,
    germany.DrivingLicence,
    germany.TaxNumber,
    austria.SocialSecurity,
    austria.Passport,
    switzerland.Ahv,
    switzerland.Passport,
    united_kingdom.Nhs,
    united_kingdom.NationalInsurance,
    united_kingdom.DrivingLicence,
    united_states.SocialSecurity,
    united_states.DrivingLicence,
    address_german.Street,
    address_german.PostcodeAndTown,
    address_english.Street,
    address_english.TownAndPostcode,
    birth.DateOfBirth,
    secrets.PrivateKey,
    secrets.AccessToken,
    secrets.Password,
)

__all__ = ["BOTH", "RECOGNISERS", "THRESHOLD", "Recogniser"]
