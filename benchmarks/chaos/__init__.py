"""What the factory floor loses when everything around it breaks: it should be nothing."""
