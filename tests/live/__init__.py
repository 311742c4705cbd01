"""Real server processes over real databases, raw connections to them, and an independent reading of what the books then say."""
