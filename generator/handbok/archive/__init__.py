"""Sealed editions: one BagIt bag each, a register of them that only grows, and the proof that neither has changed."""
