/** What waits to be launched: how long it must, and why offers do not fit. */
package io.cellos.marathon.core.queue;
