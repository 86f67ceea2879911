/** What a node answers when it is asked how it is. */
package io.cellos.node.health;
