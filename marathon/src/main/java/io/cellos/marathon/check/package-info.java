/** Health checks and readiness checks that Marathon itself makes. */
package io.cellos.marathon.check;
