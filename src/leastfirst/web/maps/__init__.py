"""The maps: need, lists and how sure they are, by area; and tables that say the same."""
