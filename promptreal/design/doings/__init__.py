"""What people do in an app: actions, and what these leave behind."""
