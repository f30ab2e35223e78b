"""The office's published procedures at the kiosk: the bundle opened, and searched as people type. No screen here."""
