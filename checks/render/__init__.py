"""A report as text for a terminal, as JSON, as SARIF 2.1.0 and as markdown. Pure functions over a report."""
