"""Pas: a member's own card on a telephone. What it shows and does is always about the card that is signed in, never about another."""
