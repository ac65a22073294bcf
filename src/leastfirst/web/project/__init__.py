"""What makes the apps one site: the settings, the addresses, the way in for a server."""
