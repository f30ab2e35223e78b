"""Outside systems: the one-stop software that knows dossiers and bookings. Runs beside the web service, never in the
engine. What comes in is somebody else's: read by allow-list, checked, and named when it is broken.
"""
