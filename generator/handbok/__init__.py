"""Handbok: a unit's plans, follow-ups and rutiner as one checked, cross-linked site per year."""
