"""Fixed texts."""

FOOTER = "<footer>{{ config.SHOP_NAME }}</footer>"
GREETINGS = {"en": "<p>Hello {{ name }}</p>", "nl": "<p>Dag {{ name }}</p>"}
