/** Of which agents a framework wants offers. */
package io.cellos.mesos.master.core.constraint;
