"""What runs inside a sandbox, beside the tests of an app; nothing here is imported from outside."""
