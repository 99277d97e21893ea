"""The chat page: a Gradio Blocks page on a FastAPI app, closed down and served from this machine alone."""
