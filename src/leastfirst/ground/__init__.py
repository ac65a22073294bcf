"""What every stage stands on: codes and vintages, lookups, ranks, provenance, errors, small numbers, money, shares."""
