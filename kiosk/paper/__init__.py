"""The paper as dots: what stands on a ticket, where, and as strips for a thermal printer."""
