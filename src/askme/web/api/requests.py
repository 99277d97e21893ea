"""What is asked of every request before its body is looked at."""

from __future__ import annotations

from email.message import Message

from fastapi import Request

from askme.web.problems import Kind, Problem


async def json_only(request: Request) -> None:
    """Asynchronous, so that it costs no thread.

    :raises Problem: the body is not declared to be JSON (and so could come from any page's form)
    """
    given = Message()
    given["content-type"] = request.headers.get("content-type", "")
    kind = given.get_content_subtype() if given.get_content_maintype() == "application" else ""
    if kind != "json" and not kind.endswith("+json"):
        raise Problem(Kind.MEDIA, "Send JSON, with the header Content-Type: application/json.")
