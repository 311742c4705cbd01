"""Zegel: the customer loyalty platform. One package a floor; imports only point down (ARCHITECTURE.md)."""

__version__ = "0.1.0"
