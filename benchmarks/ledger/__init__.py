"""The ledger at size: how long adding takes and how fast each view answers, at 10,000 and 100,000 documents."""
