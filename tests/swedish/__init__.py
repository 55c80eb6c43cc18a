from hypothesis import strategies as st

# What `source` lets through: no content holds control characters, and simplemma's list cannot be asked for them.
WRITTEN = st.characters(exclude_categories=("Cc", "Cs"))
