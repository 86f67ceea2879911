/** What the build runs once to make the ahead-of-time cache; no part of the running program. */
package io.cellos.cli.training;
