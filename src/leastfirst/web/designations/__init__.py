"""Lists: which areas are chosen, by which rule, and how sure that is."""
