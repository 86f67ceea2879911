/** What the command asks of Marathon, and how it waits for what Marathon does. */
package io.cellos.cli.app;
