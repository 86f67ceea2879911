/** A cell's stacks: finding them, their events, and changes of them that are shown first. */
package io.cellos.backend.aws.stack;
