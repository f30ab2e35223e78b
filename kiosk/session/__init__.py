"""One visitor's session, pure: what was touched, what is shown, what is to be done."""
