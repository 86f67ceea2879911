"""moto's server with its gaps filled, for the tests of cell-os.

Each patch says in its docstring what moto lacks without it. The parts:

    cell_control    control endpoints of the tests, fault injection, counting of API calls
    cell_template   what is wrong with moto's evaluation of a template
    cell_resources  resource types that moto creates wrongly, skips, or cannot delete
    cell_groups     Auto Scaling: lifecycle hooks, protection, launch template versions
    cell_stacks     CloudFormation itself: events, nested stacks, rollback, deletion, updates
    cell_changes    change sets
"""

import sys

import cell_control
import cell_groups
import cell_resources
import cell_stacks
import cell_template
from moto.server import main

if __name__ == "__main__":
    for part in (cell_template, cell_resources, cell_groups, cell_stacks, cell_control):
        part.install()
    main(sys.argv[1:])
