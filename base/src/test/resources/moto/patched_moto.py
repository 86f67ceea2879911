"""moto's server with its gaps filled, for the tests of cell-os. Each patch says what it is for."""

import sys

from moto.server import main

if __name__ == "__main__":
    main(sys.argv[1:])
