/** The SOCKS5 proxy through which other programs reach a cell by its names. */
package io.cellos.backend.local.proxy;
