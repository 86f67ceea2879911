/**
 * What the command has around it: a terminal or none, the user's answers, Ctrl-C, other programs.
 */
package io.cellos.cli.terminal;
