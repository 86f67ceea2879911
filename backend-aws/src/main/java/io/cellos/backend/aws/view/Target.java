package io.cellos.backend.aws.view;

/** How many of a load balancer's targets there are, and pass its health check. */
record Target(int healthy, int all) {}
