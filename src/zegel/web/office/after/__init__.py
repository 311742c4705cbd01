"""The office's pages about what comes after a sale."""
