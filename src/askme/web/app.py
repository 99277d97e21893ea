"""The web app: the chat page mounted in FastAPI, behind the guard."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from askme.settings import Settings
from askme.web import errors
from askme.web.assistant import Assistant
from askme.web.chat import STATIC, page
from askme.web.security import Guard
from askme.web.site import Site


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The app to serve: the chat page at `/`, its files, and `/healthz`."""
    app = FastAPI(title="askme", docs_url=None, redoc_url=None, openapi_url=None)
    errors.install(app)
    site = Site.of(assistant, settings)
    app.state.site = site
    app.mount("/askme-static", StaticFiles(directory=STATIC), name="askme-static")

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    import gradio as gr  # by now `chat` has told it to stay silent

    gr.mount_gradio_app(
        app,
        page(site),
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        max_file_size=1,
    )
    app.add_middleware(Guard)
    return app
