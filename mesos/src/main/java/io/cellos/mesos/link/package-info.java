/** What master and agent say to each other. Not Mesos' own protocol: frameworks never see it. */
package io.cellos.mesos.link;
