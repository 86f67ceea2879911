/** What the command asks of the scheduler of a cell's body: any Mesos v1 master and its agents. */
package io.cellos.cli.body;
