/** What a master knows, for those who read it; immutable. */
package io.cellos.mesos.master.core.view;
