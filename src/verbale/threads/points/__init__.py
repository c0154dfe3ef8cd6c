"""The points of an account, and which points two accounts share.

It stands among the threads: that two texts deal with one matter is what no single text shows, like the same proposal
or contact in many; and what is found here is used by views, alerts and exports alike.
"""

from verbale.threads.points.align import aligned
from verbale.threads.points.differences import Difference, differences
from verbale.threads.points.lexicon import PointLexicon, Topic, TopicIndex, Topics, TopicWords
from verbale.threads.points.passages import Account, Passage, account_of
from verbale.threads.points.senses import SenseIndex, Senses

__all__ = [
    "Account",
    "Difference",
    "Passage",
    "PointLexicon",
    "SenseIndex",
    "Senses",
    "Topic",
    "TopicIndex",
    "TopicWords",
    "Topics",
    "account_of",
    "aligned",
    "differences",
]
