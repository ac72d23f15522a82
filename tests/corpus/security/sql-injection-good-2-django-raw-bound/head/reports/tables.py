"""Tables that may be exported."""

EXPORT_TABLES = frozenset({"reports_sale", "reports_refund", "reports_target"})
