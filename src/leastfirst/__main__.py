"""`python -m leastfirst` is the same as `leastfirst`."""

from leastfirst.cli import main

# Processes of the server import this file again, by another name, to find their way in.
if __name__ == "__main__":
    main()
