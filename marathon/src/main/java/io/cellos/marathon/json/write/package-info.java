/** From the model to JSON, with the fields that Marathon's clients expect to be there. */
package io.cellos.marathon.json.write;
