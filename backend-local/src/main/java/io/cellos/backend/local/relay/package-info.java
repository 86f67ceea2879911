/** Passing bytes between two connections; shared by the load balancers and the proxy. */
package io.cellos.backend.local.relay;
