"""askme: ask people's profiles a question; every sentence of the answer points to the words that support it."""

__version__ = "0.1.0"
