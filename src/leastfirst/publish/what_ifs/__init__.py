"""What-ifs: a fund shared again with bounded changes, beside what is published."""
