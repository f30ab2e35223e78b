"""Changes of the tables, in order. Run by Alembic through `broker.store.migrate`."""
