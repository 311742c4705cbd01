"""The office's pages about the house itself: how it is doing, its keys, its branches and tills."""
