"""Pictures to keep and to share: photocard, wallpaper, stickers."""
