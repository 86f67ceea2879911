/** Brings definitions into their one canonical form, whatever age they are of. */
package io.cellos.marathon.json.normal;
