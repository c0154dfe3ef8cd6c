"""Who may use the desk, who is logged in, who did what. No text and no fact is here."""
