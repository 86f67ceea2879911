/** Running a command on several nodes, and showing what they said. */
package io.cellos.cli.remote;
