"""What the stage measure gives, written into an edition: areas, ranks, lists, comparisons, what is near and alike."""
