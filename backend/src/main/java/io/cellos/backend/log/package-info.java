/**
 * What the logs of nodes are called, and how those of many become one; the same for every backend.
 */
package io.cellos.backend.log;
