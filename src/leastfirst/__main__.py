"""`python -m leastfirst` is the same as `leastfirst`."""

from leastfirst.cli import main

main()
