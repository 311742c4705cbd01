"""The office's pages about trade: business customers and their bonus, partners, and prices."""
