"""For pytest's look at doctests: the peers' own modules need packages that askme's environment has not."""

collect_ignore = ["llamaindex.py", "haystack.py", "txtai.py"]
