"""Files -> documents -> passages, with offsets by construction.

`load_corpus` reads a folder; `split` cuts one document into passages; `segment` shows what every character became.
"""

from askme.corpus.files import Problem
from askme.corpus.loading import Corpus, load_corpus
from askme.corpus.splitting import Format, Segment, SegmentKind, segment, split

__all__ = ["Corpus", "Format", "Problem", "Segment", "SegmentKind", "load_corpus", "segment", "split"]
