"""What the office does to a member by hand: two become one, one is blocked, a balance is corrected, a choice of members is kept."""
