/** What to do so that every group has its desired size: decided here, done elsewhere. No I/O. */
package io.cellos.backend.local.group;
