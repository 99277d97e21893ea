"""General knowledge of words: names and their aliases, words for the same thing, what people ask about a person.

It decides what is found and what is taken for a name; it never puts a word into an answer.
"""

from askme.lexicon.attributes import Attribute, attributes
from askme.lexicon.names import Name, Names, names
from askme.lexicon.synonyms import related

__all__ = ["Attribute", "Name", "Names", "attributes", "names", "related"]
