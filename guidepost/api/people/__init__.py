"""People who are signed in, as routes ask for them: `SignedIn`, and `requires(Permission.…)`."""

from guidepost.api.people.signed_in import PresentSession, SignedIn, requires
from guidepost.api.people.visitor import Visitor
from guidepost.engine.people import Permission

__all__ = ["Permission", "PresentSession", "SignedIn", "Visitor", "requires"]
