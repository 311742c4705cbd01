"""One file a part: what it measures, against what, on which databases; table.py names them."""
