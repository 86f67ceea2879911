/** Between JSON as Marathon's clients know it and the model. */
package io.cellos.marathon.json;
