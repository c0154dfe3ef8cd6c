"""What no single text shows: the same party and the same proposal in many texts, and where each stood when.

Pure functions from records; nothing is stored here.
"""

from verbale.threads.answers import Answer
from verbale.threads.cells import Cell
from verbale.threads.history import History, ProposalState, State
from verbale.threads.parties import Authority, Belonging, Parties, Party, document_key
from verbale.threads.proposals import Member, Table, Thread, in_order, proposal_threads
from verbale.threads.rows import Row
from verbale.threads.tabled import Quoted

__all__ = [
    "Answer",
    "Authority",
    "Belonging",
    "Cell",
    "History",
    "Member",
    "Parties",
    "Party",
    "ProposalState",
    "Quoted",
    "Row",
    "State",
    "Table",
    "Thread",
    "document_key",
    "in_order",
    "proposal_threads",
]
