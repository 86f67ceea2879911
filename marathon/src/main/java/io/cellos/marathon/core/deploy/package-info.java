/**
 * Deployments: the steps from what runs to what shall run, how instances are replaced, and which
 * deployments are in each other's way.
 */
package io.cellos.marathon.core.deploy;
