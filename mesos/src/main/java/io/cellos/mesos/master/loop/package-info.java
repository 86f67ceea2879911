/** The thread that a leading master decides in, and what it does with the decisions. */
package io.cellos.mesos.master.loop;
