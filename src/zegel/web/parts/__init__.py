"""What the three faces share: the door of pages, who visits, words, figures, files, and the page around everything."""
