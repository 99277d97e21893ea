"""The API that OpenAI's clients speak, under `/v1`: chat completions with citations, and models."""
