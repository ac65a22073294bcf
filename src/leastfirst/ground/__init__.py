"""What every stage stands on: area codes and vintages, lookups, ranks, provenance, errors, small numbers."""
