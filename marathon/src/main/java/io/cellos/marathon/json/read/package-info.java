/** From clean, canonical JSON to the model. */
package io.cellos.marathon.json.read;
