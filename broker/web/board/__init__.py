"""The lobby's board as a page, for a cheap TV and a visitor's phone. Nobody signs in; nothing of a person is here."""
