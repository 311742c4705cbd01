"""The office (Kantoor): pages for owners, managers and marketers at a desk. Each page is a room of its own; `table.py` names them all."""
