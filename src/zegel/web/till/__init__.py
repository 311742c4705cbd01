"""Kassa: the till of a cashier."""
