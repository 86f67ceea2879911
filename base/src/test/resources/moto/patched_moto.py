"""moto's server with its gaps filled, for the tests of cell-os.

Each patch says in its docstring what moto lacks without it. The parts:

    cell_control                control endpoints of the tests, fault injection, counting of API calls
    cell_template               what is wrong with moto's evaluation of a template
    cell_types, cell_network,
    cell_resources              resource types that moto creates wrongly, skips, or cannot delete
    cell_groups                 Auto Scaling: lifecycle hooks, protection, launch template versions
    cell_engine, cell_updates   a stack's operations: events, nested stacks, rollback, rolling updates
    cell_changes, cell_stacks   change sets, and the rest of CloudFormation's API
"""

import os
import sys

import cell_control
import cell_groups
import cell_stacks
import cell_template
import moto.server

if __name__ == "__main__":
    # moto waits for open connections when it is told to end.
    moto.server.signal_handler = lambda *_: os._exit(0)
    for part in (cell_template, cell_groups, cell_stacks, cell_control):
        part.install()
    moto.server.main(sys.argv[1:])
