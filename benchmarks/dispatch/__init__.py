"""How quick the factory floor is, with stages that only sleep."""
