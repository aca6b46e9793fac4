"""The tape on the screen: picture, transport, and where it stands."""
