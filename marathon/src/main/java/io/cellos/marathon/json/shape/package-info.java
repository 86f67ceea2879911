/** The shapes of what Marathon's clients send. */
package io.cellos.marathon.json.shape;
