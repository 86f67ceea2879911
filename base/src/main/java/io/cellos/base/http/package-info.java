/** HTTP servers and calls. */
package io.cellos.base.http;
