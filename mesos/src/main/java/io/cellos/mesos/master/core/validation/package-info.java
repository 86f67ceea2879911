/** What is wrong with what frameworks and operators send, by Mesos' rules and in its words. */
package io.cellos.mesos.master.core.validation;
