/** Load balancers: TCP relays to those nodes of a role whose service passes its health check. */
package io.cellos.backend.local.balance;
