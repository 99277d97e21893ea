"""askme's retrieval beside that of LlamaIndex, Haystack and txtai: the same questions, profiles and embedding weights.

The peers live in an environment of their own, made once:

    python3.11 -m venv .venv-peers && .venv-peers/bin/pip install -r evals/peers/requirements.txt

Then `python -m evals.peers` (with askme's Python) asks everybody that is installed and writes a table, the figures
and a chart. Modules here that a peer's process imports (`base`, `worker` and the peers) use the standard library and
the peer's package only.
"""
