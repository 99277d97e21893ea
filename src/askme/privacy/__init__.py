"""Private data in a text: where it stands, how it is blotted out, whether a question asks for it, what is a contact."""

from askme.privacy.asked import asks_for
from askme.privacy.contact import is_contact_heading, stands_as_contact
from askme.privacy.finding import find
from askme.privacy.found import Found
from askme.privacy.masking import BLOT, blotted

__all__ = ["BLOT", "Found", "asks_for", "blotted", "find", "is_contact_heading", "stands_as_contact"]
