/** A backend and a clock for tests: everything they show follows from the time. */
package io.cellos.backend.testing;
