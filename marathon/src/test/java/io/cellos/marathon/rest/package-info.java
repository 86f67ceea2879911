/**
 * The REST API as upstream documents it, asked of a whole Marathon over HTTP. What is asked and
 * what must be answered is in text files beside these classes.
 */
package io.cellos.marathon.rest;
