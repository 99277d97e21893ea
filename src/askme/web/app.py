"""The web app: the chat page mounted in FastAPI, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from askme.settings import Settings
from askme.web import api, errors, health, llms, source_page, widget
from askme.web.api import document
from askme.web.assistant import Assistant
from askme.web.chat import STATIC, page
from askme.web.gradio_gate import GradioGate
from askme.web.guard import Guard
from askme.web.mcp import http as mcp
from askme.web.openai import routes as openai
from askme.web.site import Site


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    try:
        yield
    finally:
        app.state.site.desk.close()


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The app to serve: every surface, behind the guard; the chat page behind its own gate, too."""
    app = FastAPI(title="askme", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_running)
    errors.install(app)
    site = Site.of(assistant, settings)
    app.state.site = site
    app.mount("/askme-static", StaticFiles(directory=STATIC), name="askme-static")

    app.include_router(health.router(site))
    app.include_router(api.router(site))
    app.include_router(openai.router(site))
    app.include_router(document.router(settings))

    app.include_router(mcp.router(site))
    app.include_router(llms.router(site))
    app.include_router(source_page.router(site))
    app.include_router(widget.router(site))

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
    mounted = app.router.routes[-1]
    assert isinstance(mounted, Mount)
    mounted.app = GradioGate(mounted.app)
    app.add_middleware(Guard, settings=settings, limits=site.desk.limits, metrics=site.metrics)
    return app
