"""From an accepted delivery to finished work.

``inbox`` (receiver to dispatcher) -> ``dispatcher`` -> ``backlog`` (what waits, by unit and owner) -> RQ -> ``run`` -> one module
a job: ``pulls``, ``installations``, ``chores``. ``worker`` and ``scheduler`` are the processes.
"""
