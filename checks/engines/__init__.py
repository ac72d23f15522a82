"""Other people's analysers, run as programs on copies of a change's files.

Each is optional: what it cannot say is named in the report, and the rule that asks it has its own reading besides.
"""
