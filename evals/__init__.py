"""The evals of askme: offline, deterministic, without a language model. They import askme, never the reverse."""
