"""Rebuilds PK-Sim project snapshots from model records and from tables of what the models set elsewhere.

- records: everything read from the folders and the index; values: parameters as snapshots write them;
- compounds: physical chemistry, alternatives and processes;
- molecules, profiles, individuals: enzymes and transporters, their expression, and the people that have them;
- variants, protocols, simulations: what a simulation takes of the variants of its model, its doses, the whole;
- snapshots, comparison: one snapshot a record, and how it differs from a real one.
"""
