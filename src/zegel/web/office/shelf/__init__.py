"""What a shop gives away and sells ahead: rewards with their stock and photos, batches of codes, gift cards, experiences."""
