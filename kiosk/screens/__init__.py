"""What the kiosk's window shows, one file a page. A page draws its view and decides nothing."""
