"""What a change makes of the app that is there."""
