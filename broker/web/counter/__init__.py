"""The clerk's page: one counter in a browser, for offices without keypads and for what keys cannot do."""
