/** Instances of apps and pods, and what is known of their tasks. */
package io.cellos.marathon.core.instance;
