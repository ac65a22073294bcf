"""The parts of a comparison: what is compared, the groups, the estimates, the control for many, the words."""
