/** Changes to the tree of groups: what is put, removed, scaled, and which versions come of it. */
package io.cellos.marathon.core.group;
