"""Values as JSON."""

from __future__ import annotations

import json

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError


def encoded(value: BaseModel) -> bytes:
    """A value as JSON in UTF-8; what UTF-8 cannot hold (lone surrogates) is escaped."""
    try:
        return value.model_dump_json().encode()
    except (PydanticSerializationError, UnicodeEncodeError):
        return json.dumps(value.model_dump(mode="python")).encode()
