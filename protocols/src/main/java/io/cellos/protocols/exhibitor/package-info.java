/** Exhibitor's REST messages, byte for byte as Exhibitor 1.5.6 writes them, and a client. */
package io.cellos.protocols.exhibitor;
