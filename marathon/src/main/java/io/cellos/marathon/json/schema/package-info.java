/**
 * Checks JSON against a description of its shape and brings it into a clean form: no nulls, no
 * unknown fields, defaults filled in. The problems have the texts and paths that Marathon's clients
 * know, which are those of play-json.
 */
package io.cellos.marathon.json.schema;
