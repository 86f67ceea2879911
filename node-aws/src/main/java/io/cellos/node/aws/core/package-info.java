/** Decides what a node does about its Auto Scaling group: facts in, effects out. */
package io.cellos.node.aws.core;
