"""What follows by itself: values that are worked out, stocks, and what records do to others."""
