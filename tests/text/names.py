"""Words that names are made of, in every script that the fonts have."""

from __future__ import annotations

SCRIPTS = {
    "latin": ("Zoë", "Ana"),
    "vietnamese": ("Nguyễn", "Mỹ"),
    "greek": ("Αλέξης", "Ζωή"),
    "cyrillic": ("Юлія", "Щука"),
    "hangul": ("김하늘", "뷁"),
    "kana": ("さくら", "ミク"),
    "japanese": ("佐藤", "凛"),
    "simplified": ("张伟", "丽"),
    "traditional": ("陳嘉", "龍"),
    "arabic": ("مَرْيَم", "نورا"),
    "persian": ("می\u200cخواهم", "پگاه"),
    "hebrew": ("שָׂרָה", "לוי"),
    "devanagari": ("श्रीकृष्ण", "ज्ञानी"),
    "bengali": ("শ্রেয়া", "ব্যানার্জী"),
    "tamil": ("தமிழ்ச்செல்வி", "ரவி"),
    "thai": ("นํ้าผึ้ง", "ปู่"),
    "telugu": ("మీనాక్షి", "రవి"),
    "khmer": ("សុភា", "ដារ៉ា"),
    "emoji": ("🎤💜", "👩🏽\u200d🎤"),
    "emoji sequences": ("❤️ 1️⃣", "🇰🇷"),
}
MIXED = "Maria مريم 김 🎤"
LONG = "Wolfeschlegelsteinhausenbergerdorffson J"
