/** HTTP as Marathon does it: requests, answers, refusals, and the way to the leader. */
package io.cellos.marathon.api.http;
