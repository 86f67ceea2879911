/** Failures that a user can act on. */
package io.cellos.base.error;
