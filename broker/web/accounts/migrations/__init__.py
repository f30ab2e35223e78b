"""How a file of accounts came to the tables of today."""
