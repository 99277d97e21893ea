from __future__ import annotations

import pytest

from askme.schema import Profile
from askme.settings import Settings
from askme.web.callers import Caller, visible

SITE, OTHER = "https://ada.example", "https://bob.example"
HASH = f"sha256:{'a' * 64}"
PEOPLE = tuple(Profile(id=one, name=one.title()) for one in ("ada", "bob", "eve", "zoe"))
SETTINGS = Settings(
    profiles={
        "ada": {"origins": [SITE]},
        "bob": {"visibility": "private", "origins": [OTHER]},
        "eve": {"visibility": "private"},
        "gone": {"visibility": "private", "origins": [SITE]},
    },
    keys={"all": {"hash": HASH}, "bobs": {"hash": HASH, "profiles": ["bob", "gone"]}},
)


@pytest.mark.parametrize(
    ("origin", "key", "ids"),
    [
        ("", "", {"ada", "zoe"}),
        (SITE, "", {"ada"}),
        (OTHER, "", set()),
        ("", "all", {"ada", "bob", "eve", "zoe"}),
        ("", "bobs", {"bob"}),
        (SITE, "all", {"ada"}),
        (OTHER, "all", {"bob"}),
        (SITE, "bobs", set()),
        (OTHER, "bobs", {"bob"}),
    ],
)
def test_whom_a_caller_may_ask_about(origin: str, key: str, ids: set[str]) -> None:
    assert visible(Caller(address="", origin=origin, key=key), PEOPLE, SETTINGS) == ids


def test_a_conversation_belongs_to_a_key_and_a_site() -> None:
    callers = [Caller("1.1.1.1"), Caller("1.1.1.1", SITE), Caller("1.1.1.1", "", "all"), Caller("1.1.1.1", SITE, "all")]
    assert len({one.owner for one in callers}) == len(callers)
    assert Caller("1.1.1.1", SITE).owner == Caller("2.2.2.2", SITE).owner, "a phone changes its address on the way"
