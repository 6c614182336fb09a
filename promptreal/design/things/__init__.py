"""What an app keeps: entities, their fields, and how they belong together."""
