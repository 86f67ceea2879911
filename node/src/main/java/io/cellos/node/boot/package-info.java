/** Performs what the boot's core decides: runs steps, waits, reports. */
package io.cellos.node.boot;
