/** What is taken of an offer: amounts, ports, disks, and whose they are. */
package io.cellos.marathon.core.launch.resource;
