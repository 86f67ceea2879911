/** Where nodes come from, as one small interface, and what is done with it step by step. */
package io.cellos.backend;
