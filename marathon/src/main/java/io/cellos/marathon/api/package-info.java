/** Marathon's REST API. */
package io.cellos.marathon.api;
