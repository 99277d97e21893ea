from __future__ import annotations

import pytest
from pydantic import ValidationError

from askme.policy import KEY_PREFIX, KeyPolicy, ProfilePolicy, key_hash, new_key, origin


@pytest.mark.parametrize(
    ("text", "one_spelling"),
    [
        ("https://ada.example", "https://ada.example"),
        ("HTTPS://Ada.Example", "https://ada.example"),
        ("https://ada.example:443", "https://ada.example"),
        ("http://ada.example:80", "http://ada.example"),
        ("http://ada.example:443", "http://ada.example:443"),
        ("http://localhost:8001", "http://localhost:8001"),
        ("http://my_box:8001", "http://my_box:8001"),
        ("http://[::1]:8001", "http://[::1]:8001"),
        ("https://ada.example.", "https://ada.example."),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_origin_has_one_spelling(text, one_spelling):
    assert origin(text) == one_spelling


@pytest.mark.parametrize(
    "text",
    [
        "", "*", "null", "ada.example", "https://", "https://*", "https://*.example", "https://ada.example/",
        "https://ada.example/page", "https://ada.example?x", "https://ada.example#x", "https://a@ada.example",
        "https://ada.example\\@evil.example", "https://ada.example:", "https://ada.example:99999",
        "https://ada.example:443x", "https://ada..example", "https://ada.example https://evil.example",
        "https://ada.example\n", " https://ada.example", "ftp://ada.example", "javascript://ada.example",
        "https://ſ.example", "https://\u212a.example", "https://ada.example:４４３", "https://bücher.example",
    ],
)  # fmt: skip
def test_what_is_no_origin_is_told_with_the_remedy(text):
    with pytest.raises(ValueError, match="is no origin; write https://host or https://host:port"):
        origin(text)


def test_a_table_takes_no_unknown_line_and_cannot_be_changed():
    with pytest.raises(ValidationError):
        ProfilePolicy(visible=True)
    with pytest.raises(ValidationError):
        ProfilePolicy().visibility = "private"


def test_a_key_is_long_its_own_and_kept_as_a_hash():
    one, other = new_key(), new_key()
    assert one != other
    assert one.startswith(KEY_PREFIX) and len(one) == len(KEY_PREFIX) + 43
    assert KeyPolicy(hash=key_hash(one)).hash != KeyPolicy(hash=key_hash(other)).hash
    assert one[6:] not in key_hash(one)


@pytest.mark.parametrize(
    "text", ["", "askme_x", "sha256:", "sha256:" + "A" * 64, "sha256:" + "a" * 63, "md5:" + "a" * 64]
)
def test_a_key_instead_of_its_hash_is_refused(text):
    with pytest.raises(ValidationError, match="it is no hash of a key; `askme key NAME`"):
        KeyPolicy(hash=text)
