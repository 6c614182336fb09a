"""How the words of a prompt are read: its language, whatever it is about."""
