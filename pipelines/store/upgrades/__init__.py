"""The store's upgrades, one file each in the order of their numbers; Alembic runs them."""
