/** HTTP as the servers of Mesos do it. */
package io.cellos.mesos.http;
