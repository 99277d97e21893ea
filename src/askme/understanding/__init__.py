"""Step 1 of the journey: a question, understood."""

from askme.understanding.request import Kind, Request, Term, When
from askme.understanding.understand import Understander

__all__ = ["Kind", "Request", "Term", "Understander", "When"]
