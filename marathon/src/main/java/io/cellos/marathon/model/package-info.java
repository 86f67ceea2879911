/**
 * What can be asked to run, as immutable values: apps, pods, groups and their parts. No JSON here.
 */
package io.cellos.marathon.model;
