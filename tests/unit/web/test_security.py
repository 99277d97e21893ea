from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.testclient import TestClient

from askme.web.document import polished
from askme.web.security import MAX_BODY, Guard, refusal


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://x.example",
        "/gradio_api/run/predict",
        "/gradio_api/call/ask",
        "/gradio_api/openapi.json",
        "/gradio_api/info",
        "/gradio_api/runs",
        "/gradio_api/component_server",
        "/gradio_api/queue/joined",
        "/gradio_api/vibe-code/",
        "/monitoring",
        "/monitoring/summary",
        "/login",
        "/config",
    ],
)
def test_what_the_page_never_asks_for_is_closed(path: str) -> None:
    assert refusal("POST", path, "2") == (404, "Not found.")


@pytest.mark.parametrize("path", ["/", "/healthz", "/gradio_api/queue/data", "/gradio_api/heartbeat/x", "/api/ask"])
def test_what_is_asked_for_is_open(path: str) -> None:
    assert refusal("GET", path, None) is None


def test_a_body_needs_a_length_within_the_limit() -> None:
    path = "/gradio_api/queue/join"
    assert refusal("POST", path, str(MAX_BODY)) is None
    assert refusal("POST", path, str(MAX_BODY + 1)) == (413, f"The request is larger than {MAX_BODY} bytes.")
    assert refusal("POST", path, None) == (411, "The request needs a Content-Length.")
    assert refusal("POST", path, "²") == (411, "The request needs a Content-Length.")


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse('<html><head><meta property="og:title" content="x" /></head><script>1</script></html>')

    @app.get("/api")
    def api() -> JSONResponse:
        return JSONResponse({"script": "<script>"}, headers={"content-security-policy": "default-src *"})

    app.add_middleware(Guard)
    return TestClient(app)


@pytest.mark.parametrize("path", ["/", "/api", "/missing", "/gradio_api/upload"])
def test_every_response_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers.get_list("content-security-policy") == [headers["content-security-policy"]]
    assert "http" not in headers["content-security-policy"] and "*" not in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]


def test_the_pages_own_scripts_get_the_nonce_of_their_response(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    nonces = [one.headers["content-security-policy"].split("'nonce-")[1].split("'")[0] for one in (first, second)]
    assert nonces[0] != nonces[1]
    assert f'<script nonce="{nonces[0]}">1' in first.text
    assert int(first.headers["content-length"]) == len(first.content)


def test_other_responses_are_left_as_they_are(client: TestClient) -> None:
    assert client.get("/api").json() == {"script": "<script>"}


def test_the_page_has_our_title_and_no_adverts() -> None:
    page = polished('<head><meta property="og:image" content="https://x.example/i.jpg" /></head><body></body>', "n")
    assert "<title>askme</title>" in page
    assert "x.example" not in page
