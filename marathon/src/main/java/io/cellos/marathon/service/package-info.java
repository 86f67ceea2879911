/** What the API needs of the rest: who leads, and a leader's service. */
package io.cellos.marathon.service;
