/** The stream of events. */
package io.cellos.marathon.api.events;
