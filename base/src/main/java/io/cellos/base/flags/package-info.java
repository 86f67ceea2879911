/** What programs are told on their command line. */
package io.cellos.base.flags;
