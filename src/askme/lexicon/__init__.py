"""General knowledge of words: names and aliases, words for the same thing, what people ask about a person and how.

It decides what is found and what is taken for a name; it never puts a word into an answer. All of it is data, in
`data/`, read when it is first needed.
"""

from askme.lexicon.attributes import Attribute, attributes, heads
from askme.lexicon.cues import cue, said
from askme.lexicon.names import Name, Names, longest_runs, names
from askme.lexicon.synonyms import related
from askme.lexicon.topics import Topic, topics
from askme.lexicon.words import word_stems, words, written_short

__all__ = [
    "Attribute",
    "Name",
    "Names",
    "Topic",
    "attributes",
    "cue",
    "heads",
    "longest_runs",
    "names",
    "related",
    "said",
    "topics",
    "word_stems",
    "words",
    "written_short",
]
